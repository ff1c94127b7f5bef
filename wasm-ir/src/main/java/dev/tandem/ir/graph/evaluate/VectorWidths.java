// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import static dev.tandem.ir.graph.evaluate.Lanes.build;

import dev.tandem.decoder.body.Opcode;

/** Vector integer instructions whose lanes change width: extensions, narrowing, products and sums of pairs. */
final class VectorWidths {
    private VectorWidths() {}

    static Bits unary(Opcode op, Bits a) {
        int width = Lanes.width(op);
        int from = width / 2;
        return switch (op) {
            case I16X8_EXTEND_LOW_I8X16_S, I32X4_EXTEND_LOW_I16X8_S, I64X2_EXTEND_LOW_I32X4_S ->
                build(width, i -> a.signedLane(from, i));
            case I16X8_EXTEND_LOW_I8X16_U, I32X4_EXTEND_LOW_I16X8_U, I64X2_EXTEND_LOW_I32X4_U ->
                build(width, i -> a.lane(from, i));
            case I16X8_EXTEND_HIGH_I8X16_S, I32X4_EXTEND_HIGH_I16X8_S, I64X2_EXTEND_HIGH_I32X4_S ->
                build(width, i -> a.signedLane(from, 16 / width + i));
            case I16X8_EXTEND_HIGH_I8X16_U, I32X4_EXTEND_HIGH_I16X8_U, I64X2_EXTEND_HIGH_I32X4_U ->
                build(width, i -> a.lane(from, 16 / width + i));
            case I16X8_EXTADD_PAIRWISE_I8X16_S, I32X4_EXTADD_PAIRWISE_I16X8_S ->
                build(width, i -> a.signedLane(from, 2 * i) + a.signedLane(from, 2 * i + 1));
            case I16X8_EXTADD_PAIRWISE_I8X16_U, I32X4_EXTADD_PAIRWISE_I16X8_U ->
                build(width, i -> a.lane(from, 2 * i) + a.lane(from, 2 * i + 1));
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    static Bits binary(Opcode op, Bits a, Bits b) {
        int width = Lanes.width(op);
        int from = width / 2;
        int lanes = 16 / width;
        return switch (op) {
            case I8X16_NARROW_I16X8_S, I16X8_NARROW_I32X4_S ->
                build(width, i -> Lanes.saturateSigned(width, joined(2 * width, a, b, i)));
            case I8X16_NARROW_I16X8_U, I16X8_NARROW_I32X4_U ->
                build(width, i -> Lanes.saturateUnsigned(width, joined(2 * width, a, b, i)));
            case I16X8_EXTMUL_LOW_I8X16_S, I32X4_EXTMUL_LOW_I16X8_S, I64X2_EXTMUL_LOW_I32X4_S ->
                build(width, i -> a.signedLane(from, i) * b.signedLane(from, i));
            case I16X8_EXTMUL_LOW_I8X16_U, I32X4_EXTMUL_LOW_I16X8_U, I64X2_EXTMUL_LOW_I32X4_U ->
                build(width, i -> a.lane(from, i) * b.lane(from, i));
            case I16X8_EXTMUL_HIGH_I8X16_S, I32X4_EXTMUL_HIGH_I16X8_S, I64X2_EXTMUL_HIGH_I32X4_S ->
                build(width, i -> a.signedLane(from, lanes + i) * b.signedLane(from, lanes + i));
            case I16X8_EXTMUL_HIGH_I8X16_U, I32X4_EXTMUL_HIGH_I16X8_U, I64X2_EXTMUL_HIGH_I32X4_U ->
                build(width, i -> a.lane(from, lanes + i) * b.lane(from, lanes + i));
            case I32X4_DOT_I16X8_S ->
                build(4, i -> a.signedLane(2, 2 * i) * b.signedLane(2, 2 * i)
                        + a.signedLane(2, 2 * i + 1) * b.signedLane(2, 2 * i + 1));
            case I16X8_RELAXED_DOT_I8X16_I7X16_S -> relaxedDot(a, b);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    /** Lane {@code i} of the lanes of {@code a} followed by those of {@code b}. */
    private static long joined(int width, Bits a, Bits b, int i) {
        int lanes = 16 / width;
        return i < lanes ? a.signedLane(width, i) : b.signedLane(width, i - lanes);
    }

    /** The second operand's bytes count as unsigned and sums saturate: what x86's {@code pmaddubsw} makes of bytes beyond seven bits. */
    static Bits relaxedDot(Bits a, Bits b) {
        return build(2, i -> Lanes.saturateSigned(
                2, a.signedLane(1, 2 * i) * b.lane(1, 2 * i) + a.signedLane(1, 2 * i + 1) * b.lane(1, 2 * i + 1)));
    }

    static Bits relaxedDotAdd(Bits a, Bits b, Bits c) {
        Bits products = relaxedDot(a, b);
        return build(4, i -> products.signedLane(2, 2 * i) + products.signedLane(2, 2 * i + 1) + c.lane(4, i));
    }
}
