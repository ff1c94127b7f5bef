// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.emit;

import dev.tandem.ir.graph.Positions;
import dev.tandem.ir.nativex64.CodePositions;
import dev.tandem.ir.nativex64.InlinedFrames;
import java.util.Arrays;

/** Turns the graph's positions into those of backtraces. */
final class FramePositions {
    /** No place in the code. */
    static final int NOWHERE = -1;

    private static final int UNKNOWN = -1;

    private final Positions positions;
    private final InlinedFrames.Builder inlined = new InlinedFrames.Builder();
    /** By position of the graph, if it is known. */
    private final int[] translated;

    FramePositions(Positions positions) {
        this.positions = positions;
        this.translated = new int[positions.count()];
        Arrays.fill(translated, UNKNOWN);
    }

    InlinedFrames inlined() {
        return inlined.build();
    }

    /** @param entered where in the code, if anywhere, the call stands that belongs to the function's entry */
    CodePositions translate(CodePositions from, int entered) {
        CodePositions to = new CodePositions();
        boolean missing = entered != NOWHERE;
        for (CodePositions.Cursor each = from.cursor(); each.next(); ) {
            int at = each.codeOffset();
            if (missing && entered <= at) {
                to.add(entered, 0);
                missing = false;
            }
            if (each.wasmOffset() != Positions.NONE) {
                to.add(at, translate(each.wasmOffset()));
            }
        }
        if (missing) {
            to.add(entered, 0);
        }
        return to.copy();
    }

    private int translate(int position) {
        int known = translated[position];
        if (known != UNKNOWN) {
            return known;
        }
        int caller = positions.caller(position);
        int made = caller == Positions.NONE
                ? positions.offset(position)
                : inlined.add(positions.functionIndex(position), positions.offset(position), translate(caller));
        translated[position] = made;
        return made;
    }
}
