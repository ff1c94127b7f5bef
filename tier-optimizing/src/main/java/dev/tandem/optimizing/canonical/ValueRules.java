// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.ReferenceStamp;
import dev.tandem.ir.graph.evaluate.Bits;
import dev.tandem.ir.graph.evaluate.Numerics;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.RefIsNull;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.ir.graph.node.TargetTest;
import dev.tandem.optimizing.stamp.Comparison;
import org.jspecify.annotations.Nullable;

/** Finds a better form of a floating node. */
final class ValueRules {
    private ValueRules() {}

    /** What takes the node's place; null if it is fine as it is. */
    static @Nullable Node simplify(Node node, Rewriter rewriter) {
        if (node instanceof Constant) {
            return null;
        }
        Node constant = rewriter.constantOf(node.stamp());
        if (constant != null) {
            return constant;
        }
        if (node instanceof Operation operation) {
            return operation(operation, rewriter);
        }
        if (node instanceof Select select) {
            return SelectRules.simplify(select, rewriter);
        }
        if (node instanceof Phi phi) {
            return PhiRules.simplify(phi);
        }
        if (node instanceof RefIsNull test) {
            return nullTest(test, rewriter);
        }
        if (node instanceof TargetTest test) {
            return targetTest(test, rewriter);
        }
        return null;
    }

    private static @Nullable Node operation(Operation node, Rewriter rewriter) {
        Node folded = fold(node, rewriter);
        if (folded != null) {
            return folded;
        }
        Opcode op = node.op();
        Arithmetic arithmetic = Arithmetic.of(op);
        if (arithmetic != null) {
            if (arithmetic.isCommutative() && Constants.isInteger(node.input(0))) {
                return rewriter.integer(arithmetic, node.input(1), node.input(0)); // not both: that would have been folded
            }
            return switch (arithmetic) {
                case ADD -> SumRules.add(node.input(0), node.input(1), rewriter);
                case SUB -> SumRules.subtract(node.input(0), node.input(1), rewriter);
                case MUL -> ProductRules.multiply(node.input(0), node.input(1), rewriter);
                case DIV_S, DIV_U, REM_S, REM_U -> ProductRules.divide(arithmetic, node.input(0), node.input(1), rewriter);
                case AND, OR, XOR -> LogicRules.simplify(arithmetic, node.input(0), node.input(1), rewriter);
                case SHL, SHR_S, SHR_U, ROTL, ROTR -> ShiftRules.simplify(arithmetic, node.input(0), node.input(1), rewriter);
                case CLZ, CTZ, POPCNT -> null;
            };
        }
        if (Comparison.isComparison(op)) {
            return CompareRules.compare(Comparison.of(op), node.input(0), node.input(1), rewriter);
        }
        return switch (op) {
            case I32_EQZ, I64_EQZ -> CompareRules.isZero(node.input(0), rewriter);
            case I32_WRAP_I64,
                    I64_EXTEND_I32_S,
                    I64_EXTEND_I32_U,
                    I32_EXTEND8_S,
                    I32_EXTEND16_S,
                    I64_EXTEND8_S,
                    I64_EXTEND16_S,
                    I64_EXTEND32_S -> WidthRules.simplify(op, node.input(0), rewriter);
            default -> FloatRules.simplify(node, rewriter);
        };
    }

    /** Computes an operation of constants, if all machines give the same bits. */
    private static @Nullable Node fold(Operation node, Rewriter rewriter) {
        for (int i = 0; i < node.inputCount(); i++) {
            if (!Constants.isNumber(node.input(i))) {
                return null;
            }
        }
        Bits[] operands = new Bits[node.inputCount()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = Constants.bits(node.input(i));
        }
        if (Numerics.canTrap(node.op()) && Numerics.trap(node.op(), operands).isPresent()) {
            return null; // stands in code that is never reached
        }
        Bits result = Numerics.evaluateWith(new Bits(node.immediate(), node.immediateHigh()), node.op(), operands);
        return Numerics.isDetermined(node.op(), result, operands) ? rewriter.unique(Constants.of(node.op().result(), result)) : null;
    }

    private static @Nullable Node nullTest(RefIsNull test, Rewriter rewriter) {
        if (test.reference().stamp() instanceof ReferenceStamp stamp && (stamp.nonNull() || stamp.isNull())) {
            return rewriter.constant(32, stamp.isNull() ? 1 : 0);
        }
        return null;
    }

    private static @Nullable Node targetTest(TargetTest test, Rewriter rewriter) {
        if (test.reference().stamp() instanceof ReferenceStamp stamp) {
            if (stamp.isNull()) {
                return rewriter.constant(32, 0);
            }
            if (stamp.nonNull() && stamp.function() != ReferenceStamp.UNKNOWN) {
                return rewriter.constant(32, stamp.function() == test.functionIndex() ? 1 : 0);
            }
        }
        return null;
    }
}
