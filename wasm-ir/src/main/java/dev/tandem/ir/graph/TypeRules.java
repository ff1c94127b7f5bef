// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.node.BoundsCheck;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.GlobalSet;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.LoadLane;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.ir.graph.node.Store;
import dev.tandem.ir.graph.node.StoreLane;
import dev.tandem.ir.graph.node.Switch;
import dev.tandem.ir.graph.node.TrappingOperation;
import java.util.function.Consumer;

/** The types that inputs must have. References are not told apart: validation has done that, and phases keep no narrower types. */
final class TypeRules {
    private final Node node;
    private final Consumer<String> report;

    private TypeRules(Node node, Consumer<String> report) {
        this.node = node;
        this.report = report;
    }

    static void check(Node node, Consumer<String> report) {
        new TypeRules(node, report).check();
    }

    private void check() {
        WasmModule module = node.graph().module();
        if (node instanceof Operation operation) {
            operands(operation.op(), 0);
        } else if (node instanceof TrappingOperation operation) {
            operands(operation.op(), 1);
            if (!Operation.canTrap(operation.op())) {
                report.accept("cannot trap");
            }
        } else if (node instanceof Phi phi) {
            for (int i = 0; phi.kind() == NodeKind.VALUE && i < phi.valueCount(); i++) {
                input(i + 1, phi.type());
            }
        } else if (node instanceof Select select) {
            input(0, ValueType.I32);
            input(1, select.type());
            input(2, select.type());
        } else if (node instanceof If || node instanceof Switch) {
            input(1, ValueType.I32);
        } else if (node instanceof Load load) {
            access(load.op(), module.memories().get(load.memoryIndex()).limits().addressType());
        } else if (node instanceof LoadLane load) {
            access(load.op(), module.memories().get(load.memoryIndex()).limits().addressType());
        } else if (node instanceof Store store) {
            access(store.op(), module.memories().get(store.memoryIndex()).limits().addressType());
        } else if (node instanceof StoreLane store) {
            access(store.op(), module.memories().get(store.memoryIndex()).limits().addressType());
        } else if (node instanceof BoundsCheck) {
            input(1, ValueType.I64);
        } else if (node instanceof GlobalSet set) {
            input(2, module.globals().get(set.globalIndex()).type());
        } else if (node instanceof Call call) {
            call(call);
        } else if (node instanceof Return) {
            FunctionType type = node.graph().type();
            count(1 + type.resultCount());
            for (int i = 0; i < Math.min(type.resultCount(), node.inputCount() - 1); i++) {
                input(i + 1, type.result(i));
            }
        }
    }

    private void call(Call call) {
        FunctionType type = call.functionType();
        count(call.firstArgument() + type.parameterCount());
        for (int i = 0; i < Math.min(type.parameterCount(), call.argumentCount()); i++) {
            input(call.firstArgument() + i, type.parameter(i));
        }
    }

    private void access(Opcode op, ValueType address) {
        count(2 + op.operandCount());
        input(2, address);
        if (op.operandCount() > 1) {
            input(3, op.operand(1));
        }
    }

    private void operands(Opcode op, int first) {
        count(first + op.operandCount());
        for (int i = 0; i < Math.min(op.operandCount(), node.inputCount() - first); i++) {
            input(first + i, op.operand(i));
        }
    }

    private void count(int expected) {
        if (node.inputCount() != expected) {
            report.accept("has " + node.inputCount() + " inputs instead of " + expected);
        }
    }

    private void input(int index, ValueType expected) {
        if (index < node.inputCount()) {
            ValueType actual = node.input(index).type();
            if (actual != expected && !(actual.isReference() && expected.isReference())) {
                report.accept("input " + index + " should be " + expected + ": " + node.input(index));
            }
        }
    }
}
