// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.loop;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.MemoryPhi;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Projection;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.Target;
import org.jspecify.annotations.Nullable;

/**
 * Gives loops that count by more than one until they hit a limit exactly a form that HotSpot takes for a counted loop, so that it moves the
 * checks of array accesses out of them and unrolls them. HotSpot cannot know that the limit is not missed, and knows only loops that go on
 * while the counter is less. So the loop asks that, and where the answer is no, the old question, which goes on to an outer loop around
 * it:
 *
 * <pre>
 *   do { body; i += 4; } while (i != n);    becomes    do { do { body; i += 4; } while (i &lt; n); } while (i != n);
 * </pre>
 *
 * which is the same whatever the numbers, as a number less than another is not equal to it. To run last.
 */
public final class CountedLoops extends Phase {
    /** Of the outer loops' going on: they are there for numbers that no compiler makes. */
    private static final double HARDLY = 1e-6;

    public CountedLoops() {
        super("counted-loops");
    }

    @Override
    protected void run(Graph graph, PhaseContext context) {
        if (!context.target().equals(Target.JVM)) {
            return;
        }
        for (Node node : graph.nodes()) {
            if (node instanceof Loop loop && loop.predecessorCount() == 2 && loop.backEdge() instanceof Safepoint end) {
                Node question = question(loop, end);
                if (question != null) {
                    count(graph, loop, end, question);
                }
            }
        }
    }

    /** Whether the counter has not reached the limit, which the loop is to ask first; null if it does not count so. */
    private static @Nullable Node question(Loop loop, Safepoint end) {
        if (!(end.control() instanceof Projection way) || !(way.branch() instanceof If branch)) {
            return null;
        }
        Node condition = branch.condition();
        if (!(condition instanceof Operation test)) {
            return null;
        }
        boolean wide = test.op() == Opcode.I64_NE || test.op() == Opcode.I64_EQ;
        boolean equal = test.op() == Opcode.I32_EQ || test.op() == Opcode.I64_EQ;
        if (!equal && !wide && test.op() != Opcode.I32_NE || equal != way instanceof IfFalse) {
            return null;
        }
        for (int i = 0; i < 2; i++) {
            long step = step(test.input(i), loop);
            if (step > 1 || step < -1) {
                Opcode less = step > 0 ? wide ? Opcode.I64_LT_S : Opcode.I32_LT_S : wide ? Opcode.I64_GT_S : Opcode.I32_GT_S;
                return loop.graph().unique(new Operation(less, test.input(i), test.input(1 - i)));
            }
        }
        return null;
    }

    /** By how much the value of the next round is more than that of this one; 0 if it is not that of a counter. */
    private static long step(Node next, Loop loop) {
        if (next instanceof Operation sum
                && (sum.op() == Opcode.I32_ADD || sum.op() == Opcode.I64_ADD)
                && sum.input(0) instanceof Phi phi
                && phi.region() == loop
                && phi.value(1) == next) {
            return switch (sum.input(1)) {
                case ConstantInt step -> step.value();
                case ConstantLong step -> step.value();
                default -> 0;
            };
        }
        return 0;
    }

    private static void count(Graph graph, Loop loop, Safepoint end, Node question) {
        Projection way = (Projection) end.control();
        If branch = (If) way.branch();
        If counted = graph.add(new If(branch.control(), question, branch.probability()));
        if (way instanceof IfFalse) {
            counted.setProbability(1 - branch.probability());
        }
        end.setInput(0, graph.add(new IfTrue(counted)));
        branch.setInput(0, graph.add(new IfFalse(counted)));
        branch.setProbability(way instanceof IfTrue ? HARDLY : 1 - HARDLY);

        Phi[] phis = loop.phis();
        Loop outer = graph.add(new Loop(loop.entry()));
        outer.addInput(graph.add(new Safepoint(way)));
        for (Phi phi : phis) {
            Phi outside = phi instanceof MemoryPhi memory
                    ? new MemoryPhi(memory.aliasClass(), outer, phi.value(0), phi.value(1))
                    : new Phi(phi.stamp(), outer, phi.value(0), phi.value(1));
            phi.setInput(1, graph.add(outside));
        }
        loop.setInput(0, outer);
    }
}
