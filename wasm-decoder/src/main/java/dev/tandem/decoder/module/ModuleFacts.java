// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.module;

import java.util.Optional;

/**
 * What never changes in any instance of a module, because neither its code nor, for want of an import or export, anybody else can change it. It
 * follows from the bytes of the module alone, so code that relies on it needs no checks and may be kept.
 *
 * <p>What takes all of the code to know is not known before the last body has arrived. Thread-safe.
 */
public interface ModuleFacts {
    /** Nothing is known. */
    ModuleFacts NONE = new ModuleFacts() {
        @Override
        public boolean isConstantGlobal(int globalIndex) {
            return false;
        }

        @Override
        public Optional<ConstantTable> constantTable(int tableIndex) {
            return Optional.empty();
        }

        @Override
        public boolean isConstantMemorySize(int memoryIndex) {
            return false;
        }
    };

    /** Whether a mutable global of the module always has its first value. */
    boolean isConstantGlobal(int globalIndex);

    /** The functions of a table whose size and elements always are what the module's element segments say; empty for other tables. */
    Optional<ConstantTable> constantTable(int tableIndex);

    /** Whether a memory always has its least size. */
    boolean isConstantMemorySize(int memoryIndex);
}
