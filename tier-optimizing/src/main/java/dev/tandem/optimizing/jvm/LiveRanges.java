// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.NaturalLoop;
import dev.tandem.ir.graph.node.Parameter;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where the values that have variables are live, by one pass backwards over the blocks (Wimmer, Franz, "Linear scan register allocation
 * on SSA form", 2010). A value inside an expression is asked for where the expression's root stands.
 */
final class LiveRanges {
    /** Values live at starts of blocks that any function may have, and beyond that for each node: in real functions there are up to twenty. */
    private static final int ENTRIES = 500_000;

    private static final int ENTRIES_PER_NODE = 256;
    private static final int MAX_ENTRIES = 1 << 23;

    private final Trees trees;
    private final Operands operands;
    private final BlockSequence sequence;
    private final @Nullable Ranges[] ranges;
    /** The nodes with variables; live sets are of their numbers. */
    private final List<Node> numbered = new ArrayList<>();

    private final int[] numbers;
    private final int[][] liveIn;
    private final LiveSet live;

    LiveRanges(Graph graph, BlockSequence sequence, Trees trees, Operands operands) {
        this.trees = trees;
        this.operands = operands;
        this.sequence = sequence;
        this.ranges = new Ranges[graph.capacity()];
        this.numbers = new int[graph.capacity()];
        int count = sequence.blocks().size();
        for (Block block : sequence.blocks()) {
            for (Node node : block.nodes()) {
                if (trees.hasVariable(node)) {
                    numbers[node.id()] = numbered.size();
                    numbered.add(node);
                }
            }
        }
        this.liveIn = new int[count][];
        this.live = new LiveSet(numbered.size());
        int[] from = new int[count + 1];
        for (int i = 0; i < count; i++) {
            from[i + 1] = from[i] + sequence.blocks().get(i).nodes().size() + 2;
        }
        long entries = Math.min(MAX_ENTRIES, ENTRIES + (long) ENTRIES_PER_NODE * from[count]);
        for (int i = count - 1; i >= 0; i--) {
            pass(sequence.blocks().get(i), i, from);
            entries -= liveIn[i].length;
            if (entries < 0) {
                throw new CompilationException(
                        "too many values are live across blocks; the function keeps its baseline code", graph.functionIndex());
            }
        }
    }

    /** Of a node with a variable. */
    Ranges of(Node node) {
        Ranges known = ranges[node.id()];
        if (known == null) {
            known = new Ranges();
            ranges[node.id()] = known;
        }
        return known;
    }

    /** Whether a value of which that holds is live where a block begins. */
    boolean isAnyLiveInto(Block block, Predicate<Node> which) {
        for (int number : liveIn[sequence.place(block)]) {
            if (which.test(numbered.get(number))) {
                return true;
            }
        }
        return false;
    }

    private void pass(Block block, int place, int[] from) {
        live.clear();
        for (Block successor : block.successors()) {
            int[] in = liveIn[sequence.place(successor)];
            if (in != null) {
                for (int number : in) {
                    live.add(number);
                }
            }
            addPhiValues(block, successor);
        }
        int start = from[place];
        extend(start, from[place + 1]);
        List<Node> nodes = block.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (node instanceof Phi || node instanceof Parameter || trees.isInside(node)) {
                continue;
            }
            // Results come into being with their call, which stands before them.
            if (trees.hasVariable(node)) {
                define(node, start + 1 + (node instanceof Result result ? nodes.indexOf(result.call()) : i));
            }
            use(node, start, start + 1 + i);
        }
        for (Node node : nodes) {
            if ((node instanceof Phi || node instanceof Parameter) && trees.hasVariable(node)) {
                define(node, start);
            }
        }
        if (block.isLoopHead()) {
            extendThrough(block, start, from);
        }
        liveIn[place] = live.toArray();
    }

    private void extendThrough(Block head, int start, int[] from) {
        NaturalLoop loop = head.loop();
        int last = sequence.place(head);
        while (loop != null && last + 1 < sequence.blocks().size() && loop.contains(sequence.blocks().get(last + 1))) {
            last++;
        }
        extend(start, from[last + 1]);
    }

    /** What is live is so all the way. */
    private void extend(int from, int to) {
        for (int i = 0; i < live.count(); i++) {
            of(numbered.get(live.member(i))).addFirst(from, to);
        }
    }

    private void define(Node node, int at) {
        of(node).startAt(at);
        live.remove(numbers[node.id()]);
    }

    private void use(Node user, int start, int at) {
        for (int i = operands.count(user) - 1; i >= 0; i--) {
            Node operand = user.input(operands.slot(user, i));
            if (trees.isInside(operand)) {
                use(operand, start, at);
            } else if (trees.hasVariable(operand)) {
                of(operand).addFirst(start, at);
                live.add(numbers[operand.id()]);
            }
        }
    }

    private void addPhiValues(Block block, Block successor) {
        if (!(successor.head() instanceof Region region)) {
            return;
        }
        int way = sequence.wayFrom(block);
        for (Phi phi : region.phis()) {
            if (trees.hasVariable(phi) && trees.hasVariable(phi.value(way))) {
                live.add(numbers[phi.value(way).id()]);
            }
        }
    }
}
