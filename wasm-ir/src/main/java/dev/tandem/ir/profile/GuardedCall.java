// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.profile;

import java.util.List;

/**
 * An indirect call that optimized code makes only if the callee is none of those it expected.
 *
 * @param functionIndex in whose body the call is: that of the code, or one inlined into it
 * @param offset in that body
 * @param expected the callees it tests for, most likely first
 */
public record GuardedCall(int functionIndex, int offset, List<Integer> expected) {
    public GuardedCall {
        expected = List.copyOf(expected);
    }
}
