// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.sink;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Switch;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.Target;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that several seldom ways use is computed once, before they part, on all ways: the cases of an interpreter's switch that have
 * {@code x + 1} in common make every instruction pay for it. Where that is cheap it is computed anew on each way instead. To run
 * last: value numbering would join the copies again.
 */
public final class SinkCopies extends Phase {
    /** As often as all copies may run, against the one. */
    private static final double MOST = 0.6;

    /**
     * The same for copies that take no more registers than the one: of what is computed from one value and constants. Not for HotSpot:
     * one such value that all cases use, as a counter's next, it keeps better than a copy for each.
     */
    private static final double MOST_OF_ONE = 1.01;

    private static final int FEWEST_WAYS = 3;

    public SinkCopies() {
        super("sink-copies");
    }

    @Override
    protected void run(Graph graph, PhaseContext context) {
        if (hasSwitch(graph)) {
            new Run(graph, context).run();
        }
    }

    /** Scheduling takes time, and without a switch there are seldom so many ways that are seldom taken. */
    private static boolean hasSwitch(Graph graph) {
        for (Node node : graph.nodes()) {
            if (node instanceof Switch branch && branch.successorCount() >= FEWEST_WAYS) {
                return true;
            }
        }
        return false;
    }

    private static final class Run {
        private final Graph graph;
        private final Schedule schedule;
        private final double mostOfOne;
        /** Where the copies made so far are to be. */
        private final Map<Node, Block> copies = new HashMap<>();

        Run(Graph graph, PhaseContext context) {
            this.graph = graph;
            this.schedule = context.schedule(graph);
            this.mostOfOne = context.target().equals(Target.JVM) ? MOST : MOST_OF_ONE;
        }

        /** Users first, so that what only they used follows them. */
        void run() {
            for (Block block : schedule.blocks().reversed()) {
                if (block.successors().size() < 2) {
                    continue; // all ways from here lead on: nothing runs less often
                }
                for (Node node : List.copyOf(block.nodes()).reversed()) {
                    if (node.isAlive() && node instanceof Operation operation && isCheap(operation)) {
                        sink(operation, block);
                    }
                }
            }
        }

        private void sink(Operation operation, Block block) {
            Map<Block, Operation> made = new LinkedHashMap<>();
            double often = 0;
            for (int i = 0; i < operation.userCount(); i++) {
                Block use = useBlock(operation.user(i), operation.userSlot(i));
                if (use == null) {
                    continue; // dead
                }
                if (use.equals(block) || operation.userKind(i) != EdgeKind.VALUE) {
                    return;
                }
                if (made.putIfAbsent(use, operation) == null) {
                    often += use.frequency();
                }
            }
            if (made.size() < 2 || often > (isOfOne(operation) ? mostOfOne : MOST) * block.frequency() || graph.room() < made.size()) {
                return;
            }
            for (Map.Entry<Block, Operation> way : made.entrySet()) {
                Operation copy = graph.add(copy(operation));
                way.setValue(copy);
                copies.put(copy, way.getKey());
            }
            Node[] users = operation.users();
            for (Node user : users) {
                for (int slot = 0; slot < user.inputCount(); slot++) {
                    if (user.input(slot) == operation) {
                        Block use = useBlock(user, slot);
                        if (use != null) {
                            user.setInput(slot, made.getOrDefault(use, operation));
                        }
                    }
                }
            }
            graph.killUnused(operation);
        }

        private static boolean isOfOne(Operation operation) {
            return operation.inputCount() == 1 || operation.input(1) instanceof Constant;
        }

        private static Operation copy(Operation operation) {
            Node[] inputs = new Node[operation.inputCount()];
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = operation.input(i);
            }
            Operation copy = new Operation(operation.op(), operation.immediate(), operation.immediateHigh(), inputs);
            copy.setStamp(operation.stamp());
            return copy;
        }

        /** The block in which a user asks for its input; null for a user that is dead. */
        private @Nullable Block useBlock(Node user, int slot) {
            if (user instanceof Phi phi) {
                return schedule.hasPlace(phi) ? schedule.cfg().block(phi.region().predecessor(slot - 1)) : null;
            }
            Block copy = copies.get(user);
            if (copy != null) {
                return copy;
            }
            return schedule.hasPlace(user) ? schedule.block(user) : null;
        }

        /** One instruction or two of a processor, and no vector, whose halves and lanes may be several. */
        private static boolean isCheap(Operation operation) {
            Opcode op = operation.op();
            return switch (op) {
                case I32_EQZ, I32_EQ, I32_NE, I32_LT_S, I32_LT_U, I32_GT_S, I32_GT_U, I32_LE_S, I32_LE_U, I32_GE_S, I32_GE_U,
                        I64_EQZ, I64_EQ, I64_NE, I64_LT_S, I64_LT_U, I64_GT_S, I64_GT_U, I64_LE_S, I64_LE_U, I64_GE_S, I64_GE_U,
                        I32_ADD, I32_SUB, I32_MUL, I32_AND, I32_OR, I32_XOR, I32_SHL, I32_SHR_S, I32_SHR_U, I32_ROTL, I32_ROTR,
                        I64_ADD, I64_SUB, I64_MUL, I64_AND, I64_OR, I64_XOR, I64_SHL, I64_SHR_S, I64_SHR_U, I64_ROTL, I64_ROTR,
                        I32_WRAP_I64, I64_EXTEND_I32_S, I64_EXTEND_I32_U, I32_EXTEND8_S, I32_EXTEND16_S,
                        I64_EXTEND8_S, I64_EXTEND16_S, I64_EXTEND32_S -> true;
                default -> false;
            };
        }
    }
}
