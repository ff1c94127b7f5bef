// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.planted;

import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.LirKind;
import dev.tandem.optimizing.x64.lir.Location;
import dev.tandem.optimizing.x64.lir.Move;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a wrong register allocator would make of a function. Integers are left alone: what code knows of their ranges holds, so that results
 * are wrong and nothing crashes.
 */
final class AllocationBugs {
    private AllocationBugs() {}

    /** Half of a spilled f64 is loaded. */
    static void narrowReloads(LirFunction function) {
        for (LirBlock block : function.blocks()) {
            block.instructions().replaceAll(instruction -> instruction instanceof Move move
                            && move.kind() == LirKind.FLOAT64
                            && Location.isStack(move.from())
                    ? new Move(LirKind.FLOAT32, move.from(), move.to())
                    : instruction);
        }
    }

    /** Moves that happen at once are made in the wrong order. */
    static void reverseMoves(LirFunction function) {
        for (LirBlock block : function.blocks()) {
            List<LirInstruction> instructions = new ArrayList<>(block.instructions());
            int start = 0;
            for (int i = 0; i <= instructions.size(); i++) {
                if (i == instructions.size() || !(instructions.get(i) instanceof Move move) || isInteger(move)) {
                    Collections.reverse(instructions.subList(start, i));
                    start = i + 1;
                }
            }
            block.setInstructions(instructions);
        }
    }

    private static boolean isInteger(Move move) {
        return !move.kind().isVector();
    }
}
