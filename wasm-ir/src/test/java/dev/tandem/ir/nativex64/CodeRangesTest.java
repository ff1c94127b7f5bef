// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CodeRangesTest {
    @Test
    void endsAreOutside() {
        CodeRanges ranges = CodeRanges.NONE.and(0, 4).and(10, 12);
        for (int offset = -1; offset < 14; offset++) {
            assertEquals((offset >= 0 && offset < 4) || (offset >= 10 && offset < 12), ranges.contains(offset), "at " + offset);
        }
    }

    @Test
    void adjacentRangesAreOne() {
        CodeRanges ranges = CodeRanges.NONE.and(2, 4).and(4, 4).and(4, 6);
        assertEquals(1, ranges.count());
        assertEquals(2, ranges.from(0));
        assertEquals(6, ranges.to(0));
    }

    @Test
    void wholeCode() {
        assertTrue(CodeRanges.whole(3).contains(2));
        assertFalse(CodeRanges.whole(3).contains(3));
        assertFalse(CodeRanges.NONE.contains(0));
    }

    @Test
    void rangesAscend() {
        CodeRanges ranges = CodeRanges.NONE.and(4, 8);
        assertThrows(IllegalArgumentException.class, () -> ranges.and(7, 9));
        assertThrows(IllegalArgumentException.class, () -> ranges.and(9, 8));
    }
}
