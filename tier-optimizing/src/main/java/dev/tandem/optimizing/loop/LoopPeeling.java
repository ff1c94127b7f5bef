// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.loop;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.NodeKind;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.NaturalLoop;
import dev.tandem.ir.graph.node.BoundsCheck;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.optimizing.memory.Location;
import dev.tandem.optimizing.memory.Writes;
import dev.tandem.optimizing.pipeline.PhaseContext;

/**
 * Copies the first iteration of innermost loops before them where that iteration reads or checks what all others would again: load and
 * bounds-check elimination then leave nothing of it in the loop. What could not be moved out, because it may trap behind an effect or is not
 * always done, is so moved after all.
 */
public final class LoopPeeling extends LoopCopying {
    private static final int MOST_COST = 64;
    /** As far the first test looks for what differs between iterations. */
    private static final int FEW_STEPS = 4;

    public LoopPeeling() {
        super("peeling", MOST_COST);
    }

    @Override
    boolean isCandidate(NaturalLoop loop) {
        Writes written = Writes.of(loop);
        Block end = loop.head().predecessors().getLast();
        for (Block block : loop.blocks()) {
            if (block.dominates(end)) {
                for (Node node : block.nodes()) {
                    if (node instanceof FixedNode fixed && repeats(fixed, written) && !follows(fixed, firstInput(fixed), loop.head().head(), FEW_STEPS)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether inputs from {@code first} on surely differ between iterations: they are computed from a phi of {@code head} in a few steps. */
    private static boolean follows(Node node, int first, Node head, int steps) {
        for (int i = first; i < node.inputCount(); i++) {
            Node input = node.input(i);
            boolean goesOn = steps > 0 && input.kind() == NodeKind.VALUE && !(input instanceof ControlNode);
            if (goesOn && (input instanceof Phi phi ? phi.region() == head : follows(input, 0, head, steps - 1))) {
                return true;
            }
        }
        return false;
    }

    /** Of what an access or a check depends on: not the control before it, nor the state of memory. */
    private static int firstInput(FixedNode node) {
        return node instanceof BoundsCheck ? 2 : 1;
    }

    @Override
    boolean copy(LoopBody body, Graph graph, PhaseContext context) {
        if (!pays(body)) {
            return false;
        }
        Iterations.peel(body);
        return true;
    }

    private static boolean pays(LoopBody body) {
        Writes written = Writes.of(body.loop());
        for (Block block : body.loop().blocks()) {
            // Only what surely runs in the first iteration is known to have been done in all later ones.
            boolean always = block.dominates(body.schedule().cfg().block(body.end()));
            for (Node node : block.nodes()) {
                if (always && node instanceof FixedNode fixed && isInvariant(fixed, body, written)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isInvariant(FixedNode node, LoopBody body, Writes written) {
        if (!repeats(node, written)) {
            return false;
        }
        for (int i = firstInput(node); i < node.inputCount(); i++) {
            Node input = node.input(i);
            if (body.schedule().hasPlace(input) && body.loop().contains(body.schedule().block(input))) {
                return false;
            }
        }
        return true;
    }

    private static boolean repeats(FixedNode node, Writes written) {
        if (node instanceof BoundsCheck) {
            return true;
        }
        Location location = node.hasEffect() ? null : Location.of(node);
        return location != null && written.spare(location);
    }
}
