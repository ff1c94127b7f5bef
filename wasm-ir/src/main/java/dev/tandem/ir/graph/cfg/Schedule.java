// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A graph with a place for each of its live nodes: blocks in order, nodes in order in each block. Memory tokens have no place.
 * Constants have the place of their first use or one above; a code generator may make them again wherever it needs them.
 */
public final class Schedule {
    private final ControlFlowGraph cfg;
    private @Nullable List<Block> linear;
    private @Nullable List<Block> layout;
    private final @Nullable Block[] places;

    Schedule(ControlFlowGraph cfg, @Nullable Block[] places) {
        this.cfg = cfg;
        this.places = places;
    }

    /** Schedules a graph. The graph is not changed. */
    public static Schedule of(Graph graph) {
        return of(graph, ControlFlowGraph.of(graph));
    }

    /** The same, with control flow that is known already; its blocks become the schedule's. */
    public static Schedule of(Graph graph, ControlFlowGraph cfg) {
        cfg.estimate();
        return new Schedule(cfg, Placement.place(graph, cfg).inOrder());
    }

    /**
     * Only gives nodes their blocks, at half the price: in each block the control nodes come first, in their order, and the others in any.
     */
    public static Schedule unordered(Graph graph, ControlFlowGraph cfg) {
        cfg.estimate();
        return new Schedule(cfg, Placement.place(graph, cfg).inAnyOrder());
    }

    public ControlFlowGraph cfg() {
        return cfg;
    }

    /** All blocks in the order for register allocation: after their dominators, loops contiguous, cold ones last. */
    public List<Block> blocks() {
        List<Block> order = linear;
        if (order == null) {
            order = Collections.unmodifiableList(BlockOrder.linear(cfg));
            linear = order;
        }
        return order;
    }

    /** All blocks in the order for writing code: hot edges fall through, loop tests are last, cold ones last. */
    public List<Block> layout() {
        List<Block> order = layout;
        if (order == null) {
            order = Collections.unmodifiableList(Layout.of(cfg, blocks()));
            layout = order;
        }
        return order;
    }

    /** Whether a node has a place: not if it is dead or only a memory token. */
    public boolean hasPlace(Node node) {
        return places[node.id()] != null;
    }

    /** The block of a node that has a place. */
    public Block block(Node node) {
        Block block = places[node.id()];
        if (block == null) {
            throw new IllegalArgumentException("has no place: " + node);
        }
        return block;
    }
}
