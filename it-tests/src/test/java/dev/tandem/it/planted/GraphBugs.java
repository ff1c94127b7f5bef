// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.planted;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.BoundsCheck;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.CallDirect;
import dev.tandem.ir.graph.node.ConstantDouble;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.GlobalGet;
import dev.tandem.ir.graph.node.GlobalSet;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.MemoryProjection;
import dev.tandem.ir.graph.node.MemorySize;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.ir.graph.node.Store;
import dev.tandem.ir.graph.node.TrappingOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What wrong phases would make of a graph. */
final class GraphBugs {
    private GraphBugs() {}

    /** The live nodes of a class at this moment. */
    private static <T extends Node> List<T> all(Graph graph, Class<T> type) {
        List<T> found = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (type.isInstance(node)) {
                found.add(type.cast(node));
            }
        }
        return found;
    }

    /** Puts what {@code wrong} makes of them in the place of all operations with that opcode. */
    static void rewrite(Graph graph, Opcode op, Function<Operation, Node> wrong) {
        for (Operation operation : all(graph, Operation.class)) {
            if (operation.isAlive() && operation.op() == op && operation.hasUsers()) {
                Node by = wrong.apply(operation);
                if (by != operation) {
                    operation.replaceAllUses(by);
                    graph.killUnused(operation);
                }
            }
        }
    }

    /** One opcode taken for another of the same signature. */
    static void mistake(Graph graph, Opcode op, Opcode taken) {
        rewrite(graph, op, right ->
                graph.add(new Operation(taken, right.immediate(), right.immediateHigh(), inputs(right))));
    }

    private static Node[] inputs(Node node) {
        Node[] inputs = new Node[node.inputCount()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = node.input(i);
        }
        return inputs;
    }

    static void swapOperands(Graph graph, Opcode op) {
        rewrite(graph, op, right -> graph.add(new Operation(op, right.input(1), right.input(0))));
    }

    /** A minimum by a comparison. */
    static void compareForMinimum(Graph graph, Opcode minimum, Opcode less) {
        rewrite(graph, minimum, right -> {
            Node test = graph.add(new Operation(less, right.input(0), right.input(1)));
            return graph.add(new Select(right.type(), test, right.input(0), right.input(1)));
        });
    }

    /** A shift by the width or more gives zero, as on other machines. */
    static void shiftOut(Graph graph) {
        rewrite(graph, Opcode.I32_SHL, right -> {
            Node again = graph.add(new Operation(Opcode.I32_SHL, right.input(0), right.input(1)));
            Node within = graph.add(new Operation(Opcode.I32_LT_U, right.input(1), graph.unique(new ConstantInt(Integer.SIZE))));
            return graph.add(new Select(right.type(), within, again, graph.unique(new ConstantInt(0))));
        });
    }

    /** Zero minus the number is its opposite, but for zero. */
    static void subtractForNegation(Graph graph) {
        rewrite(graph, Opcode.F64_NEG, right ->
                graph.add(new Operation(Opcode.F64_SUB, graph.unique(new ConstantDouble(0)), right.input(0))));
    }

    static void neighbouringLane(Graph graph) {
        rewrite(graph, Opcode.I32X4_EXTRACT_LANE, right ->
                graph.add(new Operation(right.op(), right.immediate() ^ 1, 0, right.input(0))));
    }

    /** A division of a negative number by a constant, done by multiplication, is not rounded to zero. */
    static void roundQuotientsDown(Graph graph) {
        rewrite(graph, Opcode.I32_SUB, right -> right.input(0) instanceof Operation quotient
                        && quotient.op() == Opcode.I32_WRAP_I64
                        && quotient.input(0) instanceof Operation shift
                        && shift.op() == Opcode.I64_SHR_S
                ? quotient
                : right);
    }

    private static void replace(FixedNode right, FixedNode wrong) {
        Graph graph = right.graph();
        graph.add(wrong.at(right.position()));
        right.replaceAllUses(wrong);
        right.kill();
    }

    static void misload(Graph graph, Opcode op, Opcode taken) {
        for (Load load : all(graph, Load.class)) {
            if (load.op() == op) {
                replace(load, new Load(
                        taken, load.memoryIndex(), load.offset(), load.aliasClass(), load.control(), load.token(), load.address()));
            }
        }
    }

    /** A store is dropped because another of the same width follows, wherever that goes. */
    static void loseStores(Graph graph) {
        for (Store store : all(graph, Store.class)) {
            if (store.token() instanceof Store before && before.op() == store.op() && before.hasOneDataUser()) {
                before.replaceAndKill(before.token());
            }
        }
    }

    /** What may trap goes before the effect that it stands behind. */
    static void hoistTraps(Graph graph) {
        for (TrappingOperation operation : all(graph, TrappingOperation.class)) {
            if (operation.control() instanceof FixedNode before && (before instanceof Store || before instanceof GlobalSet)) {
                operation.removeFromChain();
                operation.insertBefore(before);
            }
        }
    }

    /** What may trap is dropped because nobody wants its result. */
    static void dropTraps(Graph graph) {
        for (TrappingOperation operation : all(graph, TrappingOperation.class)) {
            operation.removeFromChain();
            if (operation.hasUsers()) {
                operation.insertAfter(operation.control());
            } else {
                operation.kill();
            }
        }
    }

    /** The last byte of a memory is taken to be outside. */
    static void refuseTheLastByte(Graph graph) {
        for (BoundsCheck check : all(graph, BoundsCheck.class)) {
            replace(check, new BoundsCheck(
                    check.offset(), check.width() + 1, check.control(), check.byteSize(), check.address()));
        }
    }

    /** A global has after a call what it had before. */
    static void forwardOverCalls(Graph graph) {
        for (GlobalGet get : all(graph, GlobalGet.class)) {
            if (get.globalIndex() != 0 // the fuel, without which modules might not end
                    && get.token() instanceof MemoryProjection projection
                    && projection.writer() instanceof Call call) {
                Node before = knownBefore(call, get);
                if (before != null) {
                    get.replaceAndKill(before);
                }
            }
        }
    }

    /** What the call's own block stored in that global or read from it. */
    private static @Nullable Node knownBefore(Call call, GlobalGet wanted) {
        for (ControlNode at = call.control(); at instanceof FixedNode fixed && !(fixed instanceof Call); at = fixed.control()) {
            if (fixed instanceof GlobalSet set && set.globalIndex() == wanted.globalIndex()) {
                return set.value();
            } else if (fixed instanceof GlobalGet get && get.globalIndex() == wanted.globalIndex()) {
                return get;
            }
        }
        return null;
    }

    /** A memory never grows. */
    static void forgetGrowth(Graph graph) {
        for (MemorySize size : all(graph, MemorySize.class)) {
            long least = graph.module().memories().get(size.memoryIndex()).limits().minimum();
            Node constant = size.type() == ValueType.I64 ? new ConstantLong(least) : new ConstantInt((int) least);
            size.replaceAndKill(graph.unique(constant));
        }
    }

    static void swapArguments(Graph graph) {
        for (CallDirect call : all(graph, CallDirect.class)) {
            if (call.argumentCount() > 1 && call.argument(0).type() == call.argument(1).type()) {
                Node first = call.argument(0);
                call.setInput(call.firstArgument(), call.argument(1));
                call.setInput(call.firstArgument() + 1, first);
            }
        }
    }
}
