// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.asm.jvm.ModuleShapes;
import dev.tandem.ir.asm.jvm.Numbers;
import dev.tandem.ir.asm.jvm.VectorHelpers;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.BoundsCheck;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.CallDirect;
import dev.tandem.ir.graph.node.CallIndirect;
import dev.tandem.ir.graph.node.CallRef;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.RefIsNull;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.ir.graph.node.Store;
import dev.tandem.ir.jvm.GuestSignature;

/** In what order emitted code asks for a node's values, and how often. */
final class Operands {
    private final ModuleShapes shapes;
    private final VectorHelpers vectors;
    private final Numbers numbers;

    Operands(ModuleShapes shapes, VectorHelpers vectors, Numbers numbers) {
        this.shapes = shapes;
        this.vectors = vectors;
        this.numbers = numbers;
    }

    /** Number of the values that the node's code asks for; a phi's are asked for elsewhere. */
    int count(Node user) {
        if (user instanceof Phi || user instanceof BoundsCheck) {
            return 0;
        }
        return user.inputCount() - first(user);
    }

    /** Values are the last inputs. */
    private static int first(Node user) {
        int first = user.inputCount();
        while (first > 0 && user.inputKind(first - 1) == EdgeKind.VALUE) {
            first--;
        }
        return first;
    }

    /** Which input is asked for at that place of the order. */
    int slot(Node user, int at) {
        return first(user) + at;
    }

    /** Whether a value is decided by a condition, for which the JVM has branches only. */
    boolean isDecision(Node node) {
        return node instanceof Select || isTest(node);
    }

    /** Whether it is 1 or 0 by a comparison. */
    boolean isTest(Node node) {
        return node instanceof RefIsNull || (node instanceof Operation operation && numbers.jump(operation.op()) != 0);
    }

    /** Whether the code that asks for that input can branch by a test instead. */
    boolean isCondition(Node user, int slot) {
        return user instanceof If
                || (user instanceof Select && slot == first(user))
                || (user instanceof Operation operation && operation.op() == Opcode.I32_EQZ);
    }

    /** Whether the code asks once for that input, and could evaluate it there. */
    boolean isOnce(Node user, int slot) {
        if (user.input(slot).type().equals(ValueType.V128)) {
            return false;
        }
        return switch (user) {
            case Operation operation -> isOnce(operation);
            case Load load -> load.op() != Opcode.V128_LOAD;
            case Store store -> store.op() != Opcode.V128_STORE;
            case Select select -> slot == first(select) && !select.type().equals(ValueType.V128);
            case Return end -> end.resultCount() == 1;
            case Call call -> !call.isTail() && (slot < call.firstArgument() || !signature(call).isWide());
            default -> true;
        };
    }

    private boolean isOnce(Operation operation) {
        Opcode op = operation.op();
        if (op.prefix() != GraphEmitter.VECTOR_PREFIX) {
            return true;
        }
        return switch (op.shape()) {
            case REPLACE_LANE -> true;
            case UNARY -> vectors.of(op).form() == VectorHelpers.Form.SPLAT;
            default -> false;
        };
    }

    /** Whether only pure expressions may be evaluated there: the user itself may trap before. */
    boolean isPureOnly(Node user, int slot) {
        return user instanceof Call call && !(call instanceof CallDirect) && slot >= call.firstArgument();
    }

    /** How the callee is called. */
    GuestSignature signature(Call call) {
        return switch (call) {
            case CallDirect direct -> shapes.signatureOf(direct.functionIndex());
            case CallIndirect indirect -> shapes.signature(indirect.typeIndex(), indirect.functionType());
            case CallRef reference -> shapes.signature(reference.typeIndex(), reference.functionType());
        };
    }
}
