// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import dev.tandem.decoder.module.ExternalKind;

/** What a module declares of an import or export. Type indices inside are those of the module. */
public sealed interface ExternType {
    ExternalKind kind();

    /** The type of a function. */
    record Function(dev.tandem.decoder.type.FunctionType type) implements ExternType {
        @Override
        public ExternalKind kind() {
            return ExternalKind.FUNCTION;
        }
    }

    /** The type of a table. */
    record Table(dev.tandem.decoder.type.TableType type) implements ExternType {
        @Override
        public ExternalKind kind() {
            return ExternalKind.TABLE;
        }
    }

    /** The type of a memory. */
    record Memory(dev.tandem.decoder.type.MemoryType type) implements ExternType {
        @Override
        public ExternalKind kind() {
            return ExternalKind.MEMORY;
        }
    }

    /** The type of a global. */
    record Global(dev.tandem.decoder.type.GlobalType type) implements ExternType {
        @Override
        public ExternalKind kind() {
            return ExternalKind.GLOBAL;
        }
    }

    /** The type of a tag, as the function type of its parameters. */
    record Tag(dev.tandem.decoder.type.FunctionType type) implements ExternType {
        @Override
        public ExternalKind kind() {
            return ExternalKind.TAG;
        }
    }
}
