// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.ConstantDouble;
import dev.tandem.ir.graph.node.ConstantFloat;
import dev.tandem.ir.graph.node.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Floats and vectors: only what gives the same bits for every operand. So nothing is dropped that would make a signaling NaN quiet, such as
 * {@code x * 1} or {@code x - 0}, and {@code x + 0} is not {@code x} for {@code -0}.
 */
final class FloatRules {
    private FloatRules() {}

    static @Nullable Node simplify(Operation node, Rewriter rewriter) {
        Opcode op = node.op();
        Node a = node.input(0);
        return switch (op) {
            case F32_NEG -> is(a, Opcode.F32_NEG) ? a.input(0) : null;
            case F64_NEG -> is(a, Opcode.F64_NEG) ? a.input(0) : null;
            case F32_ABS -> magnitude(op, a, Opcode.F32_NEG, rewriter);
            case F64_ABS -> magnitude(op, a, Opcode.F64_NEG, rewriter);
            case F32_COPYSIGN, F64_COPYSIGN -> copysign(op, a, node.input(1), rewriter);
            case F32_MUL, F64_MUL -> multiply(op, a, node.input(1), rewriter);
            case F32_DIV -> divideSingle(a, node.input(1), rewriter);
            case F64_DIV -> divideDouble(a, node.input(1), rewriter);
            case F32_LT, F32_GT, F64_LT, F64_GT -> a == node.input(1) ? rewriter.constant(32, 0) : null;
            case I32_REINTERPRET_F32 -> is(a, Opcode.F32_REINTERPRET_I32) ? a.input(0) : null;
            case I64_REINTERPRET_F64 -> is(a, Opcode.F64_REINTERPRET_I64) ? a.input(0) : null;
            case F32_REINTERPRET_I32 -> is(a, Opcode.I32_REINTERPRET_F32) ? a.input(0) : null;
            case F64_REINTERPRET_I64 -> is(a, Opcode.I64_REINTERPRET_F64) ? a.input(0) : null;
            case F32_CONVERT_I32_U -> Constants.isNatural(a) ? rewriter.operation(Opcode.F32_CONVERT_I32_S, a) : null;
            case F64_CONVERT_I32_U -> Constants.isNatural(a) ? rewriter.operation(Opcode.F64_CONVERT_I32_S, a) : null;
            case F32_CONVERT_I64_U, F32_CONVERT_I64_S, F64_CONVERT_I64_U, F64_CONVERT_I64_S -> convert(op, a, rewriter);
            case V128_BITSELECT -> node.input(0) == node.input(1) ? node.input(0) : null;
            case V128_AND, V128_OR -> a == node.input(1) ? a : null;
            case V128_NOT -> is(a, Opcode.V128_NOT) ? a.input(0) : null;
            case I32X4_EXTADD_PAIRWISE_I16X8_U ->
                hasNaturalWords(a) ? rewriter.operation(Opcode.I32X4_EXTADD_PAIRWISE_I16X8_S, a) : null;
            case I8X16_SHL,
                    I8X16_SHR_S,
                    I8X16_SHR_U,
                    I16X8_SHL,
                    I16X8_SHR_S,
                    I16X8_SHR_U,
                    I32X4_SHL,
                    I32X4_SHR_S,
                    I32X4_SHR_U,
                    I64X2_SHL,
                    I64X2_SHR_S,
                    I64X2_SHR_U -> shiftLanes(node);
            default -> null;
        };
    }

    /** Whether no lane of 16 bits has its top bit: then signed is unsigned, which the processor has a multiplication and addition for. */
    private static boolean hasNaturalWords(Node node) {
        return node instanceof Operation operation
                && switch (operation.op()) {
                    case I16X8_EXTADD_PAIRWISE_I8X16_U, I16X8_EXTEND_LOW_I8X16_U, I16X8_EXTEND_HIGH_I8X16_U -> true;
                    case I16X8_SHR_U -> Constants.isNumber(operation.input(1)) && (Constants.bits(operation.input(1)).low() & 15) != 0;
                    default -> false;
                };
    }

    private static boolean is(Node node, Opcode op) {
        return node instanceof Operation operation && operation.op() == op;
    }

    private static @Nullable Node magnitude(Opcode abs, Node a, Opcode neg, Rewriter rewriter) {
        if (is(a, abs)) {
            return a;
        }
        return is(a, neg) ? rewriter.operation(abs, a.input(0)) : null;
    }

    private static @Nullable Node copysign(Opcode op, Node a, Node sign, Rewriter rewriter) {
        if (a == sign) {
            return a;
        }
        if (!Constants.isNumber(sign)) {
            return null;
        }
        boolean single = op == Opcode.F32_COPYSIGN;
        Node magnitude = rewriter.operation(single ? Opcode.F32_ABS : Opcode.F64_ABS, a);
        boolean negative = single ? Constants.bits(sign).asInt() < 0 : Constants.bits(sign).low() < 0;
        return negative ? rewriter.operation(single ? Opcode.F32_NEG : Opcode.F64_NEG, magnitude) : magnitude;
    }

    /** Doubling is a sum, which is faster; constants stand right. */
    private static @Nullable Node multiply(Opcode op, Node a, Node b, Rewriter rewriter) {
        boolean single = op == Opcode.F32_MUL;
        boolean byTwo = (b instanceof ConstantFloat f && f.bits() == Float.floatToRawIntBits(2))
                || (b instanceof ConstantDouble d && d.bits() == Double.doubleToRawLongBits(2));
        if (byTwo) {
            return rewriter.operation(single ? Opcode.F32_ADD : Opcode.F64_ADD, a, a);
        }
        return Constants.isNumber(a) && !Constants.isNumber(b) ? rewriter.operation(op, b, a) : null;
    }

    /** By a power of two whose reciprocal is exact and normal: quotient and product are rounded from the same number. */
    private static @Nullable Node divideDouble(Node a, Node b, Rewriter rewriter) {
        if (!(b instanceof ConstantDouble constant)) {
            return null;
        }
        double divisor = Double.longBitsToDouble(constant.bits());
        boolean power = (constant.bits() & 0xf_ffff_ffff_ffffL) == 0 && Math.abs(Math.getExponent(divisor)) <= 1022;
        return power
                ? rewriter.operation(Opcode.F64_MUL, a, rewriter.unique(new ConstantDouble(Double.doubleToRawLongBits(1 / divisor))))
                : null;
    }

    private static @Nullable Node divideSingle(Node a, Node b, Rewriter rewriter) {
        if (!(b instanceof ConstantFloat constant)) {
            return null;
        }
        float divisor = Float.intBitsToFloat((int) constant.bits());
        boolean power = (constant.bits() & 0x7f_ffff) == 0 && Math.abs(Math.getExponent(divisor)) <= 126;
        return power
                ? rewriter.operation(Opcode.F32_MUL, a, rewriter.unique(new ConstantFloat(Float.floatToRawIntBits(1 / divisor))))
                : null;
    }

    /** Of a number that fits in 32 bits, or is never negative. */
    private static @Nullable Node convert(Opcode op, Node a, Rewriter rewriter) {
        boolean single = op == Opcode.F32_CONVERT_I64_U || op == Opcode.F32_CONVERT_I64_S;
        boolean unsigned = op == Opcode.F32_CONVERT_I64_U || op == Opcode.F64_CONVERT_I64_U;
        if (is(a, Opcode.I64_EXTEND_I32_U)) {
            return rewriter.operation(single ? Opcode.F32_CONVERT_I32_U : Opcode.F64_CONVERT_I32_U, a.input(0));
        }
        if (!unsigned && is(a, Opcode.I64_EXTEND_I32_S)) {
            return rewriter.operation(single ? Opcode.F32_CONVERT_I32_S : Opcode.F64_CONVERT_I32_S, a.input(0));
        }
        return unsigned && Constants.isNatural(a)
                ? rewriter.operation(single ? Opcode.F32_CONVERT_I64_S : Opcode.F64_CONVERT_I64_S, a)
                : null;
    }

    /** By a multiple of the lanes' width. */
    private static @Nullable Node shiftLanes(Operation node) {
        int bits =
                switch (node.op().mnemonic().charAt(1)) {
                    case '8' -> 8;
                    case '1' -> 16;
                    case '3' -> 32;
                    default -> 64;
                };
        Node by = node.input(1);
        return Constants.isInteger(by) && (Constants.value(by) & (bits - 1)) == 0 ? node.input(0) : null;
    }
}
