// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.code;

/**
 * Which sites of an artifact stand in inlined functions; of those, backtraces show the frames of all callers.
 *
 * @param functions for each site, the index of the function in whose body it is
 * @param callers for each site, the site of the inlined call that it is part of, or -1
 */
public record InlinedSites(int[] functions, int[] callers) {
    /** Nothing was inlined: every site is in the function itself. */
    public static final InlinedSites NONE = new InlinedSites(new int[0], new int[0]);

    public boolean isEmpty() {
        return callers.length == 0;
    }
}
