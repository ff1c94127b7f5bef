// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order in which code is written: loops innermost first, chains of blocks are joined along their most frequent edges so that
 * these fall through (Pettis, Hansen, "Profile guided code positioning", 1990). Among edges alike, back-edges come first: a loop
 * tested at the top is so rotated, its test comes last. Loops stay contiguous. Cold blocks come last.
 */
final class Layout {
    private record Edge(Block from, Block to, double frequency, boolean back) implements Comparable<Edge> {
        /** The best first. */
        @Override
        public int compareTo(Edge that) {
            if (frequency != that.frequency) {
                return Double.compare(that.frequency, frequency);
            }
            if (back != that.back) {
                return back ? -1 : 1;
            }
            return from.index != that.from.index ? Integer.compare(from.index, that.from.index) : Integer.compare(to.index, that.to.index);
        }
    }

    private final @Nullable Block[] next;
    private final boolean[] follows;
    /** The other end of a chain, known at its two ends. */
    private final Block[] otherEnd;
    /** By the index of a loop's head: where the loop's chain starts. */
    private final @Nullable Block[] starts;

    private Layout(List<Block> blocks) {
        this.next = new Block[blocks.size()];
        this.follows = new boolean[blocks.size()];
        this.otherEnd = blocks.toArray(Block[]::new);
        this.starts = new Block[blocks.size()];
    }

    /** @param linear the order for register allocation */
    static List<Block> of(ControlFlowGraph cfg, List<Block> linear) {
        return new Layout(cfg.blocks()).run(cfg, linear);
    }

    private List<Block> run(ControlFlowGraph cfg, List<Block> linear) {
        List<NaturalLoop> loops = new ArrayList<>();
        for (Block block : cfg.blocks()) {
            if (block.loop != null && block.loop.head() == block) {
                loops.add(block.loop);
            }
        }
        follows[0] = true; // nothing comes before the entry
        for (NaturalLoop loop : loops.reversed()) {
            if (!loop.head().cold) {
                starts[loop.head().index] = chain(loop, loop.blocks, loop.children);
            }
        }
        Block start = chain(null, cfg.outside(), cfg.loops());
        List<Block> order = new ArrayList<>(linear.size());
        for (Block at = start; at != null; at = next[at.index]) {
            order.add(at);
        }
        for (Block block : linear) {
            if (block.cold) {
                order.add(block);
            }
        }
        return order;
    }

    /** Joins the warm blocks of one loop, inner loops being chains already, to one chain; returns its start. */
    private @Nullable Block chain(@Nullable NaturalLoop loop, List<Block> own, List<NaturalLoop> children) {
        List<Block> links = new ArrayList<>(own);
        for (NaturalLoop child : children) {
            Block start = starts[child.head().index];
            if (start != null) {
                links.add(otherEnd[start.index]);
            }
        }
        List<Edge> edges = new ArrayList<>();
        for (Block from : links) {
            for (int s = 0; s < from.successors.size(); s++) {
                Block to = from.successors.get(s);
                if (!from.cold && !to.cold && (loop == null || loop.contains(to))) {
                    edges.add(new Edge(from, to, from.frequency * from.probabilities[s], to.index <= from.index));
                }
            }
        }
        Collections.sort(edges);
        for (Edge edge : edges) {
            if (next[edge.from.index] == null && !follows[edge.to.index] && otherEnd[edge.from.index] != edge.to) {
                join(edge.from, edge.to);
            }
        }
        return joinRest(loop, own, children);
    }

    /**
     * Joins the chains that no edge joined: after the one with the head, or before it if that one is rotated, because then the
     * loop is entered by a jump anyway and its last block may fall out of it.
     */
    private @Nullable Block joinRest(@Nullable NaturalLoop loop, List<Block> own, List<NaturalLoop> children) {
        List<Block> chains = new ArrayList<>();
        for (Block block : own) {
            if (!block.cold && (!follows[block.index] || block.index == 0)) {
                chains.add(block);
            }
        }
        for (NaturalLoop child : children) {
            Block start = starts[child.head().index];
            if (start != null && !follows[start.index]) {
                chains.add(start);
            }
        }
        chains.sort(Comparator.comparingInt(block -> block.index));
        if (chains.isEmpty()) {
            return null;
        }
        Block head = loop == null ? chains.getFirst() : loop.head();
        Block main = chains.getFirst();
        for (Block start : chains) {
            for (Block at = start; at != null; at = next[at.index]) {
                if (at == head) {
                    main = start;
                }
            }
        }
        Block start = main;
        for (Block chain : chains) {
            if (chain == main) {
                continue;
            }
            if (main == head || main.index == 0) {
                join(otherEnd[start.index], chain);
            } else {
                join(otherEnd[chain.index], start);
                start = chain;
            }
        }
        return start;
    }

    private void join(Block from, Block to) {
        Block start = otherEnd[from.index];
        Block end = otherEnd[to.index];
        next[from.index] = to;
        follows[to.index] = true;
        otherEnd[start.index] = end;
        otherEnd[end.index] = start;
    }
}
