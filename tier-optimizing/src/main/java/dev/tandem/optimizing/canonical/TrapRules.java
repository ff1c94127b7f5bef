// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.evaluate.Bits;
import dev.tandem.ir.graph.evaluate.Numerics;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Trap;
import dev.tandem.ir.graph.node.TrappingOperation;
import dev.tandem.ir.trap.TrapCode;
import java.util.Optional;

/** Operations that may trap: those that cannot float freely, those that must end control. */
final class TrapRules {
    private TrapRules() {}

    static boolean simplify(TrappingOperation operation, Rewriter rewriter) {
        Opcode op = operation.op();
        if (areConstant(operation)) {
            Optional<TrapCode> trap = Numerics.trap(op, operands(operation));
            if (trap.isPresent()) {
                endWith(trap.get(), operation, rewriter);
            } else {
                free(operation, rewriter);
            }
            return true;
        }
        Arithmetic arithmetic = Arithmetic.of(op);
        if (arithmetic == null) {
            return false;
        }
        IntegerStamp divisor = Constants.stamp(operation.operand(1));
        if (divisor.isConstant() && divisor.min() == 0) {
            endWith(TrapCode.INTEGER_DIVIDE_BY_ZERO, operation, rewriter);
            return true;
        }
        if (!divisor.contains(0) && (arithmetic != Arithmetic.DIV_S || neverOverflows(operation, divisor))) {
            free(operation, rewriter);
            return true;
        }
        if ((arithmetic == Arithmetic.DIV_S || arithmetic == Arithmetic.REM_S)
                && Constants.isNatural(operation.operand(0))
                && divisor.min() >= 0) {
            Arithmetic unsigned = arithmetic == Arithmetic.DIV_S ? Arithmetic.DIV_U : Arithmetic.REM_U;
            Opcode same = unsigned.opcode(divisor.width());
            rewriter.replaceInPlace(
                    operation, new TrappingOperation(same, operation.control(), operation.operand(0), operation.operand(1)));
            return true;
        }
        return false;
    }

    private static boolean neverOverflows(TrappingOperation operation, IntegerStamp divisor) {
        IntegerStamp dividend = Constants.stamp(operation.operand(0));
        return !divisor.contains(-1) || !dividend.contains(-1L << (dividend.width() - 1));
    }

    private static boolean areConstant(TrappingOperation operation) {
        for (int i = 0; i < operation.operandCount(); i++) {
            if (!Constants.isNumber(operation.operand(i))) {
                return false;
            }
        }
        return true;
    }

    private static Bits[] operands(TrappingOperation operation) {
        Bits[] bits = new Bits[operation.operandCount()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Constants.bits(operation.operand(i));
        }
        return bits;
    }

    /** It never traps: it may go where its value is needed. */
    private static void free(TrappingOperation operation, Rewriter rewriter) {
        Node[] operands = new Node[operation.operandCount()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = operation.operand(i);
        }
        rewriter.replaceFixed(operation, rewriter.unique(new Operation(operation.op(), operands)));
    }

    /** It always traps: nothing comes after it. */
    private static void endWith(TrapCode code, TrappingOperation operation, Rewriter rewriter) {
        ControlNode before = operation.control();
        rewriter.enqueueInputs(operation);
        rewriter.killControl(operation);
        rewriter.graph().add(new Trap(before, code).at(operation.position()));
    }
}
