// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import dev.tandem.decoder.module.BranchHints;
import java.util.Arrays;

/** A decoded branch hint section. */
final class DecodedBranchHints implements BranchHints {
    private static final int[] NO_HINTS = {};

    private int[] functions = {};
    private int[][] hints = {};
    private int size;

    private DecodedBranchHints() {}

    /** The hints in the content of a section; none if it is damaged, for hints may be wrong but never break a module. */
    static BranchHints of(byte[] content) {
        DecodedBranchHints section = new DecodedBranchHints();
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
            list[i] = offset << 1 | in.u8();
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

    @Override
    public int[] of(int functionIndex) {
        int i = Arrays.binarySearch(functions, 0, size, functionIndex);
        return i < 0 ? NO_HINTS : hints[i];
    }
}
