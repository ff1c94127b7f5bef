// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import dev.tandem.ir.graph.node.If;
import java.util.Arrays;
import java.util.List;

/**
 * Guesses for branches that neither profile nor hint speaks of (after Ball, Larus, "Branch prediction for free", 1993): control stays
 * in loops and does not trap. Then marks the cold blocks.
 */
final class BranchHeuristics {
    /** What a branch nobody knows anything about says of both its ways. */
    private static final double UNKNOWN = 0.5;
    private static final double LEAVES_LOOP = 0.1;
    private static final double TRAPS = 1e-5;
    /** An edge less likely than that leads to cold code. */
    private static final double RARE = 0.002;

    private BranchHeuristics() {}

    /** Marks the blocks from which control cannot but trap; those that end in a trap are marked already. */
    static void markDoomed(List<Block> blocks) {
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Block block = blocks.get(i);
            block.cold = block.successors.isEmpty() ? block.cold : areDoomed(block);
        }
    }

    private static boolean areDoomed(Block block) {
        for (int i = 0; i < block.successors.size(); i++) {
            Block successor = block.successors.get(i);
            if (successor.index <= block.index || !successor.cold) {
                return false;
            }
        }
        return true;
    }

    /** Sets the probabilities of edges. */
    static void guess(List<Block> blocks) {
        for (Block block : blocks) {
            int doomed = 0;
            for (int i = 0; i < block.successors.size(); i++) {
                doomed += block.successors.get(i).cold ? 1 : 0;
            }
            if (doomed > 0 && doomed < block.successors.size()) {
                avoidTraps(block);
            } else if (block.end() instanceof If && block.loop != null && block.probabilities[0] == UNKNOWN) {
                boolean trueStays = block.loop.contains(block.successors.get(0));
                boolean falseStays = block.loop.contains(block.successors.get(1));
                if (trueStays != falseStays) {
                    block.probabilities[0] = trueStays ? 1 - LEAVES_LOOP : LEAVES_LOOP;
                    block.probabilities[1] = 1 - block.probabilities[0];
                }
            }
        }
    }

    private static void avoidTraps(Block block) {
        double sum = 0;
        for (int i = 0; i < block.probabilities.length; i++) {
            double least = block.successors.get(i).cold ? 0 : TRAPS;
            double most = block.successors.get(i).cold ? TRAPS : 1;
            block.probabilities[i] = Math.clamp(block.probabilities[i], least, most);
            sum += block.probabilities[i];
        }
        double all = sum;
        Arrays.setAll(block.probabilities, i -> block.probabilities[i] / all);
    }

    /** Marks what is reached only over rare edges or from cold blocks. Frequencies must be known. */
    static void markRare(List<Block> blocks) {
        for (Block block : blocks.subList(1, blocks.size())) {
            boolean reached = false;
            for (Block predecessor : block.predecessors) {
                reached |= predecessor.index < block.index && !predecessor.cold && !isRare(predecessor, block);
            }
            block.cold |= !reached;
        }
    }

    /** A way out of a loop is taken once in many iterations, and yet often, if it is taken nearly each time the loop is entered. */
    private static boolean isRare(Block from, Block to) {
        double probability = from.probabilities[to.ordinal];
        if (probability >= RARE) {
            return false;
        }
        NaturalLoop left = null;
        for (NaturalLoop loop = from.loop; loop != null && !loop.contains(to); loop = loop.parent) {
            left = loop;
        }
        return left == null || probability * from.frequency < RARE * left.head().frequency / left.trips;
    }
}
