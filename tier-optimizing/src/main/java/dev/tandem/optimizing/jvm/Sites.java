// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.ir.code.InlinedSites;
import dev.tandem.ir.graph.Positions;
import java.util.Arrays;

/** Numbers the positions that emitted code names, as the artifact lists them. */
final class Sites {
    private final Positions positions;
    /** By position: its site, or -1. */
    private final int[] numbers;

    private int[] offsets = new int[32];
    private int[] functions = new int[32];
    private int[] callers = new int[32];
    private int count;
    private boolean inlined;

    Sites(Positions positions) {
        this.positions = positions;
        this.numbers = new int[positions.count()];
        Arrays.fill(numbers, -1);
    }

    /** The site of a position, after those of the inlined calls around it. */
    int of(int position) {
        if (numbers[position] < 0) {
            int caller = positions.caller(position);
            int callerSite = caller == Positions.NONE ? -1 : of(caller);
            inlined |= callerSite >= 0;
            if (count == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * count);
                functions = Arrays.copyOf(functions, 2 * count);
                callers = Arrays.copyOf(callers, 2 * count);
            }
            offsets[count] = positions.offset(position);
            functions[count] = positions.functionIndex(position);
            callers[count] = callerSite;
            numbers[position] = count++;
        }
        return numbers[position];
    }

    int[] offsets() {
        return Arrays.copyOf(offsets, count);
    }

    InlinedSites inlined() {
        return inlined
                ? new InlinedSites(Arrays.copyOf(functions, count), Arrays.copyOf(callers, count))
                : InlinedSites.NONE;
    }
}
