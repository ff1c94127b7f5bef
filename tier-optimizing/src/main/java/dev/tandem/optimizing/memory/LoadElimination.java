// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.memory;

import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.ControlFlowGraph;
import dev.tandem.ir.graph.node.GlobalSet;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Store;
import dev.tandem.ir.graph.node.TableSet;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.PhaseContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes reads of what is known: read before or written before on every way here, and not overwritten since; and writes of what is
 * there already. Globals, table elements and sizes as well as memory.
 *
 * <p>Facts flow forward over the blocks, in one pass in reverse postorder. At a loop's head those facts stay that nothing in the loop
 * can change. A removed access cannot trap: one at the same place or around it went well before, and neither memories nor tables shrink.
 */
public final class LoadElimination extends Phase {
    public LoadElimination() {
        super("load-elimination");
    }

    @Override
    protected void run(Graph graph, PhaseContext context) {
        ControlFlowGraph cfg = context.controlFlow(graph);
        @Nullable Writes[] loopWrites = Writes.ofLoops(cfg);
        Facts[] after = new Facts[cfg.blocks().size()];
        for (Block block : cfg.blocks()) {
            Facts facts = before(block, after);
            Writes writes = loopWrites[block.index()];
            if (writes != null) {
                writes.apply(facts);
            }
            for (Node node : block.nodes()) {
                if (node instanceof FixedNode fixed) {
                    visit(graph, fixed, facts);
                }
            }
            after[block.index()] = facts;
        }
    }

    private static Facts before(Block block, Facts[] after) {
        if (block.predecessors().isEmpty()) {
            return new Facts();
        }
        if (block.isLoopHead()) {
            return after[block.predecessors().getFirst().index()].copy();
        }
        List<Facts> ways = new ArrayList<>(block.predecessors().size());
        for (Block predecessor : block.predecessors()) {
            ways.add(after[predecessor.index()]);
        }
        return block.head() instanceof Region region ? Facts.join(region, ways) : ways.getFirst().copy();
    }

    private static void visit(Graph graph, FixedNode node, Facts facts) {
        Location location = Location.of(node);
        if (location == null) {
            Writes.apply(node, facts);
            return;
        }
        Available known = facts.covering(location);
        if (!node.hasEffect()) {
            Node value = known == null ? null : known.loaded(graph, location, node instanceof Load load ? load.op() : null);
            if (value != null) {
                node.replaceAndKill(value);
            } else {
                facts.add(new Available(location, node, node instanceof Load load ? load.op() : null));
            }
            return;
        }
        Node value = written(node);
        if (value != null && known != null && known.location().equals(location) && known.is(value)) {
            node.replaceAndKill(((AccessNode) node).token());
            return;
        }
        Writes.apply(node, facts);
        if (value != null) {
            facts.add(new Available(location, value, null));
        }
    }

    private static @Nullable Node written(FixedNode node) {
        if (node instanceof Store store) {
            return store.value();
        }
        if (node instanceof GlobalSet set) {
            return set.value();
        }
        if (node instanceof TableSet set) {
            return set.value();
        }
        return null;
    }
}
