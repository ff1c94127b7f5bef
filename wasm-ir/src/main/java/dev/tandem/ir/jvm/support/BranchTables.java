// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

/** Branch tables too long for a JVM switch, as strings. */
public final class BranchTables {
    private BranchTables() {}

    /** The entry at {@code index}; -1 if there is none. */
    public static int lookup(int index, String table) {
        return index >= 0 && index < table.length() ? table.charAt(index) : -1;
    }
}
