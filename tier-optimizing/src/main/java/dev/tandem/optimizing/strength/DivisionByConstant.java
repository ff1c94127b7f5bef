// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.strength;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.MultiplyHigh;
import dev.tandem.ir.graph.node.Operation;

/** Builds quotients by constants out of multiplications, shifts and sums. */
final class DivisionByConstant {
    private final Graph graph;

    DivisionByConstant(Graph graph) {
        this.graph = graph;
    }

    private Node operation(Opcode op, Node... inputs) {
        return graph.unique(new Operation(op, inputs));
    }

    private Node constant(int width, long value) {
        return graph.unique(width == 32 ? new ConstantInt((int) value) : new ConstantLong(value));
    }

    /** The quotient of an unsigned i32; the divisor, zero-extended, is at least 3 and no power of two. */
    Node unsigned(Node dividend, long divisor) {
        Reciprocal reciprocal = Reciprocal.unsigned(divisor, ((IntegerStamp) dividend.stamp()).unsignedMax());
        Node multiplier = constant(64, reciprocal.multiplier());
        Node product = operation(Opcode.I64_MUL, operation(Opcode.I64_EXTEND_I32_U, dividend), multiplier);
        if (reciprocal.increment()) {
            product = operation(Opcode.I64_ADD, product, multiplier);
        }
        return operation(Opcode.I32_WRAP_I64, operation(Opcode.I64_SHR_U, product, constant(64, reciprocal.shift())));
    }

    /** The quotient of a signed i32; the divisor, or its negative, is at least 3 and no power of two. */
    Node signed(Node dividend, int divisor) {
        Reciprocal reciprocal = Reciprocal.signed(Math.abs(divisor));
        Node product = operation(
                Opcode.I64_MUL, operation(Opcode.I64_EXTEND_I32_S, dividend), constant(64, reciprocal.multiplier()));
        Node quotient = operation(Opcode.I32_WRAP_I64, operation(Opcode.I64_SHR_S, product, constant(64, reciprocal.shift())));
        Node sign = operation(Opcode.I32_SHR_S, dividend, constant(32, 31)); // -1 for negative dividends
        return divisor > 0 ? operation(Opcode.I32_SUB, quotient, sign) : operation(Opcode.I32_SUB, sign, quotient);
    }

    /** The quotient of an unsigned i64; the divisor is at least 3, unsigned, and no power of two. */
    Node unsignedLong(Node dividend, long divisor) {
        LongReciprocal reciprocal = LongReciprocal.unsigned(divisor, ((IntegerStamp) dividend.stamp()).unsignedMax());
        Node shifted = reciprocal.before() == 0
                ? dividend
                : operation(Opcode.I64_SHR_U, dividend, constant(64, reciprocal.before()));
        Node high = graph.unique(new MultiplyHigh(false, shifted, constant(64, reciprocal.multiplier())));
        if (!reciprocal.wide()) {
            return shiftedBy(Opcode.I64_SHR_U, high, reciprocal.after());
        }
        // (high + dividend) >> after, whose sum has 65 bits
        Node half = operation(Opcode.I64_SHR_U, operation(Opcode.I64_SUB, shifted, high), constant(64, 1));
        return shiftedBy(Opcode.I64_SHR_U, operation(Opcode.I64_ADD, half, high), reciprocal.after() - 1);
    }

    /** The quotient of a signed i64; the divisor, or its negative, is at least 3 and no power of two. */
    Node signedLong(Node dividend, long divisor) {
        LongReciprocal reciprocal = LongReciprocal.signed(Math.abs(divisor));
        Node high = graph.unique(new MultiplyHigh(true, dividend, constant(64, reciprocal.multiplier())));
        Node sum = reciprocal.wide() ? operation(Opcode.I64_ADD, high, dividend) : high;
        Node quotient = shiftedBy(Opcode.I64_SHR_S, sum, reciprocal.after());
        Node sign = operation(Opcode.I64_SHR_S, dividend, constant(64, 63)); // -1 for negative dividends
        return divisor > 0 ? operation(Opcode.I64_SUB, quotient, sign) : operation(Opcode.I64_SUB, sign, quotient);
    }

    private Node shiftedBy(Opcode op, Node value, int count) {
        return count == 0 ? value : operation(op, value, constant(64, count));
    }

    /** The quotient of a signed number by 2<sup>power</sup>, power from 1: what a shift rounds down is to be rounded to zero. */
    Node signedByPower(Node dividend, int power) {
        boolean narrow = dividend.stamp() instanceof IntegerStamp stamp && stamp.width() == 32;
        return operation(
                narrow ? Opcode.I32_SHR_S : Opcode.I64_SHR_S, biased(dividend, power), constant(narrow ? 32 : 64, power));
    }

    /** The remainder of a signed number by 2<sup>power</sup>, power from 1. */
    Node remainderByPower(Node dividend, int power) {
        int width = ((IntegerStamp) dividend.stamp()).width();
        boolean narrow = width == 32;
        Node whole = operation(
                narrow ? Opcode.I32_AND : Opcode.I64_AND, biased(dividend, power), constant(width, -1L << power));
        return operation(narrow ? Opcode.I32_SUB : Opcode.I64_SUB, dividend, whole);
    }

    /** The dividend, plus 2<sup>power</sup> - 1 if it is negative. */
    private Node biased(Node dividend, int power) {
        int width = ((IntegerStamp) dividend.stamp()).width();
        boolean narrow = width == 32;
        Opcode right = narrow ? Opcode.I32_SHR_U : Opcode.I64_SHR_U;
        Node sign = power == 1
                ? dividend
                : operation(narrow ? Opcode.I32_SHR_S : Opcode.I64_SHR_S, dividend, constant(width, width - 1));
        Node bias = operation(right, sign, constant(width, width - power));
        return operation(narrow ? Opcode.I32_ADD : Opcode.I64_ADD, dividend, bias);
    }

    /** {@code dividend - quotient * divisor} */
    Node remainder(Node dividend, Node quotient, Node divisor) {
        boolean narrow = ((IntegerStamp) dividend.stamp()).width() == 32;
        Node whole = operation(narrow ? Opcode.I32_MUL : Opcode.I64_MUL, quotient, divisor);
        return operation(narrow ? Opcode.I32_SUB : Opcode.I64_SUB, dividend, whole);
    }
}
