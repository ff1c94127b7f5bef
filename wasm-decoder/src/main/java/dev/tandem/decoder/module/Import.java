// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.module;

import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.TagType;

/** An import: two names and what is asked for. */
public record Import(String module, String name, Descriptor descriptor) {
    /** What an import asks for. */
    public sealed interface Descriptor {
        ExternalKind kind();
    }

    /**
     * A function.
     *
     * @param typeIndex canonical index of its function type
     */
    public record Function(int typeIndex) implements Descriptor {
        @Override
        public ExternalKind kind() {
            return ExternalKind.FUNCTION;
        }
    }

    /** A table. */
    public record Table(TableType type) implements Descriptor {
        @Override
        public ExternalKind kind() {
            return ExternalKind.TABLE;
        }
    }

    /** A memory. */
    public record Memory(MemoryType type) implements Descriptor {
        @Override
        public ExternalKind kind() {
            return ExternalKind.MEMORY;
        }
    }

    /** A global. */
    public record Global(GlobalType type) implements Descriptor {
        @Override
        public ExternalKind kind() {
            return ExternalKind.GLOBAL;
        }
    }

    /** An exception tag. */
    public record Tag(TagType type) implements Descriptor {
        @Override
        public ExternalKind kind() {
            return ExternalKind.TAG;
        }
    }
}
