// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import dev.tandem.decoder.module.BranchHint;
import java.util.Arrays;

/** What a {@code metadata.code.branch_hint} custom section says of {@code if} and {@code br_if} instructions. */
final class BranchHints {
    static final BranchHints NONE = new BranchHints();

    /** The functions that have hints, ascending. */
    private int[] functions = {};
    /** The hints of each: {@code offset << 1 | likely}, ascending. */
    private int[][] hints = {};
    private int size;

    private BranchHints() {}

    /** The hints in the content of a section; none if it is damaged, for hints may be wrong but never break a module. */
    static BranchHints of(byte[] content) {
        BranchHints section = new BranchHints();
        try {
            section.decode(new ByteReader(content));
            return section;
        } catch (WasmFormatException damaged) {
            return NONE;
        }
    }

    private void decode(ByteReader in) {
        int last = -1;
        for (int remaining = in.count(Integer.MAX_VALUE, "functions"); remaining > 0; remaining--) {
            int function = ascending(in, last);
            last = function;
            functions = Growth.room(functions, size);
            if (size == hints.length) {
                hints = Arrays.copyOf(hints, functions.length);
            }
            functions[size] = function;
            hints[size++] = functionHints(in);
        }
    }

    private static int[] functionHints(ByteReader in) {
        int count = in.count(Integer.MAX_VALUE, "hints");
        int[] list = new int[count];
        int last = -1;
        for (int i = 0; i < count; i++) {
            int offset = ascending(in, last);
            last = offset;
            int valueOffset = in.offset();
            if (in.u32() != 1 || in.peek() > 1) {
                throw WasmFormatException.malformed("malformed branch hint", valueOffset);
            }
            list[i] = (offset << 1) | in.u8();
        }
        return list;
    }

    private static int ascending(ByteReader in, int last) {
        int at = in.offset();
        int number = in.u32();
        if (number <= last || number > Integer.MAX_VALUE >> 1) {
            throw WasmFormatException.malformed("branch hints out of order", at);
        }
        return number;
    }

    BranchHint get(int functionIndex, int offset) {
        if (size == 0) {
            return BranchHint.NONE;
        }
        int function = Arrays.binarySearch(functions, 0, size, functionIndex);
        if (function < 0) {
            return BranchHint.NONE;
        }
        int[] list = hints[function];
        // Where offset << 1 stands or would stand, the hint for this offset is.
        int i = Arrays.binarySearch(list, offset << 1);
        int at = i < 0 ? -1 - i : i;
        if (at == list.length || list[at] >> 1 != offset) {
            return BranchHint.NONE;
        }
        return (list[at] & 1) != 0 ? BranchHint.LIKELY : BranchHint.UNLIKELY;
    }
}
