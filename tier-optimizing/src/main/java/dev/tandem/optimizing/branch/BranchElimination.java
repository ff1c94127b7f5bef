// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.branch;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.ControlFlowGraph;
import dev.tandem.ir.graph.node.Case;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.RefAsNonNull;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Switch;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.stamp.Comparison.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides branches by the conditions that dominate them: the same condition again, relations that follow, ranges that are narrower on this
 * way. Conditions become constants, which canonicalization folds.
 *
 * <p>Facts hold only on the way that control took, so they never become stamps, and nothing that they prove safe may float: a division is not
 * freed here.
 */
public final class BranchElimination extends Phase {
    public BranchElimination() {
        super("branch-elimination");
    }

    @Override
    protected void run(Graph graph, PhaseContext context) {
        new Walk(graph).run(context.controlFlow(graph), context);
    }

    private static final class Walk {
        private final Graph graph;
        private static final int NOT_MET = -1;
        private static final int SEVERAL = -2;

        private final Facts facts;
        /** By id of a switch. */
        private final Map<Integer, int[]> keys = new HashMap<>();

        Walk(Graph graph) {
            this.graph = graph;
            this.facts = new Facts(graph);
        }

        /** The dominator tree from above; a block is left when all below it are done. */
        void run(ControlFlowGraph cfg, PhaseContext context) {
            List<List<Block>> children = new ArrayList<>();
            for (Block block : cfg.blocks()) {
                children.add(new ArrayList<>());
                if (block != cfg.entry()) {
                    children.get(block.dominator().index()).add(block);
                }
            }
            int[] next = new int[cfg.blocks().size()];
            int[] marks = new int[cfg.blocks().size()];
            List<Block> path = new ArrayList<>();
            path.add(cfg.entry());
            visit(cfg.entry());
            while (!path.isEmpty()) {
                Block block = path.getLast();
                List<Block> below = children.get(block.index());
                if (next[block.index()] == below.size()) {
                    facts.backTo(marks[block.index()]);
                    path.removeLast();
                } else {
                    Block child = below.get(next[block.index()]++);
                    marks[child.index()] = facts.mark();
                    path.add(child);
                    visit(child);
                    context.checkBudget();
                }
            }
        }

        private void visit(Block block) {
            learn(block.head());
            for (Node node : block.nodes()) {
                if (node instanceof If branch) {
                    decide(branch);
                } else if (node instanceof Switch branch) {
                    decide(branch);
                } else if (node instanceof RefAsNonNull check && facts.isNull(check.reference()) == Outcome.FALSE) {
                    check.replaceAndKill(check.reference());
                }
            }
            if (!block.endsInBranch()) {
                ControlNode last = (ControlNode) block.nodes().getLast();
                if (last.isAlive() && last.next() instanceof Region region) {
                    narrowPhis(region, last.nextSlot());
                }
            }
        }

        private void learn(Node head) {
            if (head instanceof IfTrue way) {
                learn((If) way.branch(), true);
            } else if (head instanceof IfFalse way) {
                learn((If) way.branch(), false);
            } else if (head instanceof Case way) {
                learn((Switch) way.branch(), way.successor());
            }
        }

        private void learn(If branch, boolean holds) {
            if (!(branch.condition() instanceof Constant)) {
                facts.assume(branch.condition(), holds);
            }
        }

        /** The index is known if only one leads here. */
        private void learn(Switch branch, int successor) {
            int only = keys.computeIfAbsent(branch.id(), id -> onlyKeys(branch))[successor];
            if (only >= 0) {
                facts.assumeValue(branch.index(), only);
            }
        }

        /** By successor: the only key that leads there; negative if there are several, or none. */
        private static int[] onlyKeys(Switch branch) {
            int[] only = new int[branch.successorCount()];
            Arrays.fill(only, NOT_MET);
            for (int key = 0; key < branch.keyCount(); key++) {
                int successor = branch.target(key);
                only[successor] = only[successor] == NOT_MET ? key : SEVERAL;
            }
            only[branch.target(branch.keyCount())] = SEVERAL;
            return only;
        }

        private void decide(If branch) {
            Outcome outcome = facts.isTrue(branch.condition());
            if (outcome != Outcome.OPEN && !(branch.condition() instanceof Constant)) {
                branch.setInput(1, graph.unique(new ConstantInt(outcome == Outcome.TRUE ? 1 : 0)));
            }
        }

        private void decide(Switch branch) {
            IntegerStamp index = facts.integer(branch.index());
            if (index.isConstant() && !(branch.index() instanceof Constant)) {
                branch.setInput(1, graph.unique(new ConstantInt((int) index.min())));
            }
        }

        /** A value that is known on this way is that constant for the phi: one value less to keep. */
        private void narrowPhis(Region region, int way) {
            for (Phi phi : region.phis()) {
                Node value = phi.value(way);
                if (!(value instanceof Constant) && value.stamp() instanceof IntegerStamp) {
                    IntegerStamp stamp = facts.integer(value);
                    if (stamp.isConstant()) {
                        phi.setInput(
                                way + 1,
                                graph.unique(stamp.width() == 32 ? new ConstantInt((int) stamp.min()) : new ConstantLong(stamp.min())));
                    }
                }
            }
        }
    }
}
