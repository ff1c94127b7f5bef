// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often each block runs for each call of the function, from the probabilities of edges. Loops are solved innermost first (Wu,
 * Larus, "Static branch frequency and program profile analysis", 1994); a solved loop is then one step with known exits for the loop
 * around it, which keeps deep nests linear.
 */
final class Frequencies {
    private static final double MAX_TRIPS = 100_000;
    private static final double LOWEST = 1e-30;
    private static final double HIGHEST = 1e30;
    /** A loop with more different exits than that forgets the rest: they only seem rarer than they are. */
    private static final int MAX_EXITS = 64;

    private final List<Block> blocks;
    /** For a block: runs for each run of its loop's head. For a loop's head: entries for each run of the outer loop's head. */
    private final double[] inflow;
    private final @Nullable Exits[] exits;
    private final int[] slot;

    private Frequencies(List<Block> blocks) {
        this.blocks = blocks;
        this.inflow = new double[blocks.size()];
        this.exits = new Exits[blocks.size()];
        this.slot = new int[blocks.size()];
    }

    static void estimate(List<Block> blocks, List<NaturalLoop> outermost) {
        new Frequencies(blocks).run(outermost);
    }

    private void run(List<NaturalLoop> outermost) {
        List<NaturalLoop> loops = new ArrayList<>();
        List<Block> outside = new ArrayList<>();
        for (Block block : blocks) {
            if (block.loop == null) {
                outside.add(block);
            } else if (block.loop.head() == block) {
                loops.add(block.loop);
            }
        }
        for (NaturalLoop loop : loops.reversed()) {
            Exits leaving = new Exits();
            double back = solve(loop, loop.blocks, loop.children, leaving);
            loop.trips = 1 / (1 - Math.min(back, 1 - 1 / MAX_TRIPS));
            leaving.scale(loop.trips);
            exits[loop.head().index] = leaving;
        }
        inflow[0] += blocks.getFirst().loop == null ? 1 : 0;
        solve(null, outside, outermost, new Exits());
        for (Block block : blocks) {
            NaturalLoop loop = block.loop;
            if (loop == null) {
                block.frequency = clamp(inflow[block.index]);
            } else if (loop.head() == block) {
                double around = loop.parent == null ? 1 : loop.parent.head().frequency;
                block.frequency = clamp(around * inflow[block.index] * loop.trips);
            } else {
                block.frequency = clamp(loop.head().frequency * inflow[block.index]);
            }
        }
    }

    /** Lets control flow once from the head (or the entry) and returns how much of it comes back. */
    private double solve(@Nullable NaturalLoop loop, List<Block> own, List<NaturalLoop> children, Exits leaving) {
        double back = 0;
        int nextChild = 0;
        for (int i = 0; i < own.size() || nextChild < children.size(); ) {
            boolean inner = nextChild < children.size()
                    && (i == own.size() || children.get(nextChild).head().index < own.get(i).index);
            if (inner) {
                NaturalLoop child = children.get(nextChild++);
                Exits out = exits[child.head().index];
                double flow = inflow[child.head().index];
                for (int e = 0; out != null && e < out.count; e++) {
                    back += pass(loop, blocks.get(out.targets[e]), flow * out.flows[e], leaving);
                }
                exits[child.head().index] = null;
            } else {
                Block block = own.get(i++);
                double flow = loop != null && loop.head() == block ? 1 : inflow[block.index];
                for (int s = 0; s < block.successors.size(); s++) {
                    back += pass(loop, block.successors.get(s), flow * block.probabilities[s], leaving);
                }
            }
        }
        for (int e = 0; e < leaving.count; e++) {
            slot[leaving.targets[e]] = 0;
        }
        return back;
    }

    private double pass(@Nullable NaturalLoop loop, Block to, double flow, Exits leaving) {
        if (loop != null && loop.head() == to) {
            return flow;
        }
        NaturalLoop target = to.loop;
        boolean inside = target == loop || (target != null && target.head() == to && target.parent == loop);
        if (inside) {
            inflow[to.index] += flow;
        } else if (slot[to.index] > 0) {
            leaving.flows[slot[to.index] - 1] += flow;
        } else if (leaving.count < MAX_EXITS) {
            slot[to.index] = leaving.add(to.index, flow);
        }
        return 0;
    }

    private static double clamp(double frequency) {
        return Math.min(HIGHEST, Math.max(LOWEST, frequency));
    }

    /** Where control leaves a loop, and how much of it for each entry. */
    private static final class Exits {
        int[] targets = new int[4];
        double[] flows = new double[4];
        int count;

        int add(int target, double flow) {
            if (count == targets.length) {
                targets = Arrays.copyOf(targets, 2 * count);
                flows = Arrays.copyOf(flows, 2 * count);
            }
            targets[count] = target;
            flows[count] = flow;
            return ++count;
        }

        void scale(double factor) {
            for (int i = 0; i < count; i++) {
                flows[i] *= factor;
            }
        }
    }
}
