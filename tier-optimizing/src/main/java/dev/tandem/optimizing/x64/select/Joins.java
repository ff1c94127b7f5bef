// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.select;

import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.NodeKind;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Return;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks of which no code is made, because all that they do is to join others: before a further join, or before a return. Each of the
 * others goes on, or returns, by itself, with values that went into the last phis straight away.
 */
final class Joins {
    /** More joins in a row than that are not passed by at once. */
    private static final int MOST_IN_A_ROW = 16;

    /** By index of the block: how many joins in a row are passed by up to this one; 0 if it is none. */
    private final int[] depths;

    Joins(Schedule schedule) {
        depths = new int[schedule.blocks().size()];
        for (Block block : schedule.blocks()) {
            if (isJoin(block)) {
                int depth = 0;
                for (Block predecessor : block.predecessors()) {
                    depth = Math.max(depth, depths[predecessor.index()]);
                }
                depths[block.index()] = depth < MOST_IN_A_ROW ? depth + 1 : 0;
            }
        }
    }

    /** Whether no code is made of the block. */
    boolean isPassed(Block block) {
        return depths[block.index()] > 0;
    }

    /**
     * What happens at the end of a block with one successor: {@code block}, the joins that are passed by, and the block that is reached, which
     * is one of them if it returns.
     */
    List<Block> wayFrom(Block block) {
        List<Block> way = new ArrayList<>(2);
        way.add(block);
        Block at = block;
        do {
            at = at.successors().getFirst();
            way.add(at);
        } while (isPassed(at) && !at.successors().isEmpty());
        return way;
    }

    /** All ways into a block that come from blocks of which code is made. */
    List<List<Block>> waysInto(Block block) {
        List<List<Block>> ways = new ArrayList<>();
        collect(List.of(block), ways);
        return ways;
    }

    private void collect(List<Block> rest, List<List<Block>> ways) {
        for (Block predecessor : rest.getFirst().predecessors()) {
            List<Block> way = new ArrayList<>(rest.size() + 1);
            way.add(predecessor);
            way.addAll(rest);
            if (isPassed(predecessor)) {
                collect(way, ways);
            } else {
                ways.add(way);
            }
        }
    }

    /** What {@code value}, as seen at the end of {@code way}, is at its start. */
    static Node atStart(List<Block> way, Node value) {
        Node at = value;
        for (int i = way.size() - 1; i > 0; i--) {
            if (at instanceof Phi phi && phi.region() == head(way.get(i))) {
                at = phi.value(way.get(i).predecessors().indexOf(way.get(i - 1)));
            }
        }
        return at;
    }

    private static Node head(Block block) {
        return block.nodes().getFirst();
    }

    private static boolean isJoin(Block block) {
        if (block.predecessors().size() < 2 || head(block) instanceof Loop || block.successors().size() > 1) {
            return false;
        }
        Node next = block.successors().isEmpty() ? block.end() : head(block.successors().getFirst());
        if (!(next instanceof Return || next instanceof Region)) {
            return false;
        }
        for (Node node : block.nodes()) {
            if (!(node instanceof Region || node == next || (node instanceof Phi phi && isOnlyFor(phi, next)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOnlyFor(Phi phi, Node next) {
        if (phi.kind() != NodeKind.VALUE) {
            return true;
        }
        for (int i = 0; i < phi.userCount(); i++) {
            if (!(phi.user(i) == next || (phi.user(i) instanceof Phi user && user.region() == next))) {
                return false;
            }
        }
        return true;
    }
}
