// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.NodeKind;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.CallDirect;
import dev.tandem.ir.graph.node.CallIndirect;
import dev.tandem.ir.graph.node.CallRef;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.RefAsNonNull;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.ir.graph.node.Switch;
import dev.tandem.ir.graph.node.Trap;
import dev.tandem.ir.graph.node.TrappingOperation;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one activation of a graph: follows control and executes fixed nodes as it meets them; floating nodes are computed when a fixed
 * node wants them, from what phis and fixed nodes are at that moment.
 */
final class GraphEvaluator {
    private final EvaluatedInstance instance;
    private final FloatingValues values;
    private final MemoryExecution memories;
    private final TableExecution tables;
    private ControlNode at;
    private @Nullable Object @Nullable [] results;
    private @Nullable EvaluatedFunction tailCallee;

    GraphEvaluator(EvaluatedInstance instance, Graph graph, @Nullable Object[] arguments) {
        this.instance = instance;
        this.values = new FloatingValues(instance, graph, arguments);
        this.memories = new MemoryExecution(instance, values);
        this.tables = new TableExecution(instance, values);
        this.at = graph.start();
    }

    /** The function that takes this one's place after {@link #run}; null if it returned. */
    @Nullable EvaluatedFunction tailCallee() {
        return tailCallee;
    }

    /** The results; the arguments, if there is a {@link #tailCallee}. */
    @Nullable Object[] run() {
        while (true) {
            int edge = at.nextSlot();
            ControlNode next = Objects.requireNonNull(at.next());
            if (next instanceof Region region) {
                enter(region, edge);
                at = region;
            } else {
                at = execute((FixedNode) next);
            }
            @Nullable Object[] done = results;
            if (done != null) {
                return done;
            }
        }
    }

    /** All phis of a region change at once. */
    private void enter(Region region, int edge) {
        instance.step();
        Phi[] phis = region.phis();
        @Nullable Object[] next = new Object[phis.length];
        for (int i = 0; i < phis.length; i++) {
            if (phis[i].kind() == NodeKind.VALUE) {
                next[i] = values.get(phis[i].value(edge));
            }
        }
        for (int i = 0; i < phis.length; i++) {
            values.set(phis[i], next[i]);
        }
    }

    /** Executes the node; gives the control that goes on from it. */
    private ControlNode execute(FixedNode node) {
        instance.step();
        switch (node) {
            case If branch -> {
                return values.number(branch.condition()).asInt() != 0 ? branch.trueSuccessor() : branch.falseSuccessor();
            }
            case Switch branch -> {
                int index = values.number(branch.index()).asInt();
                int key = Integer.compareUnsigned(index, branch.keyCount()) < 0 ? index : branch.keyCount();
                return branch.cases()[branch.target(key)];
            }
            case Return end -> results = inputs(end, 1);
            case Trap trap -> throw new WasmTrap(trap.code());
            case Call call -> call(call);
            case TrappingOperation operation -> trapping(operation);
            case RefAsNonNull test -> {
                if (values.get(test.reference()) == null) {
                    throw new WasmTrap(TrapCode.NULL_REFERENCE);
                }
                values.set(test, values.get(test.reference()));
            }
            case Safepoint safepoint -> {}
            default -> {
                if (!memories.execute(node) && !tables.execute(node)) {
                    throw new IllegalStateException("no rule for " + node);
                }
            }
        }
        return node;
    }

    private @Nullable Object[] inputs(Node node, int first) {
        @Nullable Object[] inputs = new Object[node.inputCount() - first];
        for (int i = first; i < node.inputCount(); i++) {
            inputs[i - first] = values.get(node.input(i));
        }
        return inputs;
    }

    private void trapping(TrappingOperation operation) {
        Bits[] operands = new Bits[operation.operandCount()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = values.number(operation.operand(i));
        }
        Optional<TrapCode> trap = Numerics.trap(operation.op(), operands);
        if (trap.isPresent()) {
            throw new WasmTrap(trap.get());
        }
        values.set(operation, Numerics.evaluate(operation.op(), operands));
    }

    // Calls

    private void call(Call call) {
        EvaluatedFunction callee =
                switch (call) {
                    case CallDirect direct -> instance.function(direct.functionIndex());
                    case CallIndirect indirect -> element(indirect);
                    case CallRef reference -> target(reference);
                };
        @Nullable Object[] arguments = inputs(call, call.firstArgument());
        if (call.isTail()) {
            tailCallee = callee;
            results = arguments;
        } else {
            values.results(call, callee.call(arguments));
        }
    }

    private EvaluatedFunction element(CallIndirect call) {
        EvaluatedTable table = instance.table(call.tableIndex());
        int index = table.check(values.number(call.index()).low(), 1, TrapCode.UNDEFINED_ELEMENT);
        if (!(table.elements()[index] instanceof EvaluatedFunction function)) {
            throw new WasmTrap(TrapCode.UNINITIALIZED_ELEMENT);
        }
        if (!instance.isOfType(function, call.typeIndex())) {
            throw new WasmTrap(TrapCode.INDIRECT_CALL_TYPE_MISMATCH);
        }
        return function;
    }

    private EvaluatedFunction target(CallRef call) {
        if (!(values.get(call.reference()) instanceof EvaluatedFunction function)) {
            throw new WasmTrap(TrapCode.NULL_FUNCTION_REFERENCE);
        }
        return function;
    }
}
