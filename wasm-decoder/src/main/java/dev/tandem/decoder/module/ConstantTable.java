// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.module;

/** The functions of a table that is the same in all instances of a module, all the time. Thread-safe. */
public final class ConstantTable {
    /** Stands for null. */
    public static final int NULL = -1;

    private final int[] functions;

    /** @param functions by index; not to be modified afterwards */
    public ConstantTable(int[] functions) {
        this.functions = functions;
    }

    /** Number of elements. */
    public int size() {
        return functions.length;
    }

    /** Index of the function that the element is, or {@link #NULL}; of an index beyond the table, too. */
    public int function(long index) {
        return index >= 0 && index < functions.length ? functions[(int) index] : NULL;
    }
}
