// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64.sequence;


import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.VectorOp;

/** Vector arithmetic, logic and comparisons. Relaxed instructions do what their strict siblings do, so that results are the same everywhere. */
final class VectorArithmetic {
    private final Assembler masm;
    private final Lanes lanes;
    // Of the sequence being assembled.
    private int to;
    private int other;
    private int over;

    VectorArithmetic(Assembler masm, Lanes lanes) {
        this.masm = masm;
        this.lanes = lanes;
    }

    void unary(Opcode op, int destination, int from, int temporary, int temporary2) {
        to = destination;
        other = temporary;
        over = temporary2;
        switch (op) {
            case V128_NOT -> {
                lanes.ones(Lanes.SCRATCH);
                lanes.op(VectorOp.PXOR, to, from, Lanes.SCRATCH);
            }
            case I8X16_ABS -> masm.xx(VectorOp.PABSB, to, from);
            case I16X8_ABS -> masm.xx(VectorOp.PABSW, to, from);
            case I32X4_ABS -> masm.xx(VectorOp.PABSD, to, from);
            case I64X2_ABS -> {
                lanes.zero(other);
                lanes.op(VectorOp.PCMPGTQ, other, other, from);
                lanes.op(VectorOp.PXOR, to, from, other);
                lanes.op(VectorOp.PSUBQ, to, to, other);
            }
            case I8X16_NEG -> negate(VectorOp.PSUBB, from);
            case I16X8_NEG -> negate(VectorOp.PSUBW, from);
            case I32X4_NEG -> negate(VectorOp.PSUBD, from);
            case I64X2_NEG -> negate(VectorOp.PSUBQ, from);
            case I8X16_POPCNT -> countBits(from);
            case I16X8_EXTADD_PAIRWISE_I8X16_S -> {
                lanes.load(Lanes.SCRATCH, 0x0101_0101_0101_0101L, 0x0101_0101_0101_0101L);
                lanes.op(VectorOp.PMADDUBSW, to, Lanes.SCRATCH, from);
            }
            case I16X8_EXTADD_PAIRWISE_I8X16_U ->
                lanes.constant(VectorOp.PMADDUBSW, to, from, 0x0101_0101_0101_0101L, 0x0101_0101_0101_0101L);
            case I32X4_EXTADD_PAIRWISE_I16X8_S ->
                lanes.constant(VectorOp.PMADDWD, to, from, 0x0001_0001_0001_0001L, 0x0001_0001_0001_0001L);
            case I32X4_EXTADD_PAIRWISE_I16X8_U -> {
                lanes.shift(VectorOp.PSRLD_IMM, Lanes.SCRATCH, from, 16);
                lanes.op(VectorOp.PBLENDW, to, from, Lanes.SCRATCH, 0xaa);
                lanes.op(VectorOp.PADDD, to, to, Lanes.SCRATCH);
            }
            case F32X4_NEAREST -> masm.xxi(VectorOp.ROUNDPS, to, from, 8);
            case F32X4_FLOOR -> masm.xxi(VectorOp.ROUNDPS, to, from, 9);
            case F32X4_CEIL -> masm.xxi(VectorOp.ROUNDPS, to, from, 10);
            case F32X4_TRUNC -> masm.xxi(VectorOp.ROUNDPS, to, from, 11);
            case F64X2_NEAREST -> masm.xxi(VectorOp.ROUNDPD, to, from, 8);
            case F64X2_FLOOR -> masm.xxi(VectorOp.ROUNDPD, to, from, 9);
            case F64X2_CEIL -> masm.xxi(VectorOp.ROUNDPD, to, from, 10);
            case F64X2_TRUNC -> masm.xxi(VectorOp.ROUNDPD, to, from, 11);
            case F32X4_ABS -> lanes.constant(VectorOp.ANDPS, to, from, 0x7fff_ffff_7fff_ffffL, 0x7fff_ffff_7fff_ffffL);
            case F32X4_NEG -> lanes.constant(VectorOp.XORPS, to, from, 0x8000_0000_8000_0000L, 0x8000_0000_8000_0000L);
            case F64X2_ABS -> lanes.constant(VectorOp.ANDPD, to, from, Long.MAX_VALUE, Long.MAX_VALUE);
            case F64X2_NEG -> lanes.constant(VectorOp.XORPD, to, from, Long.MIN_VALUE, Long.MIN_VALUE);
            case F32X4_SQRT -> masm.xx(VectorOp.SQRTPS, to, from);
            case F64X2_SQRT -> masm.xx(VectorOp.SQRTPD, to, from);
            default -> throw new AssertionError(op);
        }
    }

    private void negate(VectorOp subtraction, int from) {
        lanes.zero(Lanes.SCRATCH);
        lanes.op(subtraction, to, Lanes.SCRATCH, from);
    }

    /** Looks both halves of each byte up in a table of sixteen. */
    private void countBits(int from) {
        lanes.constant(VectorOp.PAND, other, from, 0x0f0f_0f0f_0f0f_0f0fL, 0x0f0f_0f0f_0f0f_0f0fL);
        lanes.shift(VectorOp.PSRLW_IMM, over, from, 4);
        lanes.constant(VectorOp.PAND, over, over, 0x0f0f_0f0f_0f0f_0f0fL, 0x0f0f_0f0f_0f0f_0f0fL);
        lanes.load(to, 0x0302_0201_0201_0100L, 0x0403_0302_0302_0201L);
        lanes.move(Lanes.SCRATCH, to);
        masm.xxx(VectorOp.PSHUFB, Lanes.SCRATCH, Lanes.SCRATCH, over);
        lanes.op(VectorOp.PSHUFB, to, to, other);
        lanes.op(VectorOp.PADDB, to, to, Lanes.SCRATCH);
    }

    void binary(Opcode op, int destination, int first, int second, int temporary, int temporary2) {
        to = destination;
        other = temporary;
        over = temporary2;
        VectorOp simple = VectorTable.binary(op);
        if (simple != null) {
            lanes.op(simple, to, first, second);
            return;
        }
        VectorOp exchanged = VectorTable.exchanged(op);
        if (exchanged != null) {
            lanes.op(exchanged, to, second, first);
            return;
        }
        if (!compareIntegers(op, first, second) && !compareFloats(op, first, second)) {
            others(op, first, second);
        }
    }

    private boolean compareIntegers(Opcode op, int first, int second) {
        switch (op) {
            case I8X16_NE -> notEqual(VectorOp.PCMPEQB, first, second);
            case I16X8_NE -> notEqual(VectorOp.PCMPEQW, first, second);
            case I32X4_NE -> notEqual(VectorOp.PCMPEQD, first, second);
            case I64X2_NE -> notEqual(VectorOp.PCMPEQQ, first, second);
            case I64X2_LE_S -> notEqual(VectorOp.PCMPGTQ, first, second);
            case I64X2_GE_S -> notEqual(VectorOp.PCMPGTQ, second, first);
            case I8X16_LE_S -> isExtremum(VectorOp.PMINSB, VectorOp.PCMPEQB, first, second, false);
            case I8X16_GE_S -> isExtremum(VectorOp.PMAXSB, VectorOp.PCMPEQB, first, second, false);
            case I8X16_LE_U -> isExtremum(VectorOp.PMINUB, VectorOp.PCMPEQB, first, second, false);
            case I8X16_GE_U -> isExtremum(VectorOp.PMAXUB, VectorOp.PCMPEQB, first, second, false);
            case I8X16_GT_U -> isExtremum(VectorOp.PMINUB, VectorOp.PCMPEQB, first, second, true);
            case I8X16_LT_U -> isExtremum(VectorOp.PMAXUB, VectorOp.PCMPEQB, first, second, true);
            case I16X8_LE_S -> isExtremum(VectorOp.PMINSW, VectorOp.PCMPEQW, first, second, false);
            case I16X8_GE_S -> isExtremum(VectorOp.PMAXSW, VectorOp.PCMPEQW, first, second, false);
            case I16X8_LE_U -> isExtremum(VectorOp.PMINUW, VectorOp.PCMPEQW, first, second, false);
            case I16X8_GE_U -> isExtremum(VectorOp.PMAXUW, VectorOp.PCMPEQW, first, second, false);
            case I16X8_GT_U -> isExtremum(VectorOp.PMINUW, VectorOp.PCMPEQW, first, second, true);
            case I16X8_LT_U -> isExtremum(VectorOp.PMAXUW, VectorOp.PCMPEQW, first, second, true);
            case I32X4_LE_S -> isExtremum(VectorOp.PMINSD, VectorOp.PCMPEQD, first, second, false);
            case I32X4_GE_S -> isExtremum(VectorOp.PMAXSD, VectorOp.PCMPEQD, first, second, false);
            case I32X4_LE_U -> isExtremum(VectorOp.PMINUD, VectorOp.PCMPEQD, first, second, false);
            case I32X4_GE_U -> isExtremum(VectorOp.PMAXUD, VectorOp.PCMPEQD, first, second, false);
            case I32X4_GT_U -> isExtremum(VectorOp.PMINUD, VectorOp.PCMPEQD, first, second, true);
            case I32X4_LT_U -> isExtremum(VectorOp.PMAXUD, VectorOp.PCMPEQD, first, second, true);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void notEqual(VectorOp comparison, int first, int second) {
        lanes.op(comparison, to, first, second);
        lanes.invert(to);
    }

    /** Whether the first operand is the lesser, or the greater, of the two. */
    private void isExtremum(VectorOp extremum, VectorOp equal, int first, int second, boolean inverted) {
        lanes.op(extremum, Lanes.SCRATCH, first, second);
        lanes.op(equal, to, Lanes.SCRATCH, first);
        if (inverted) {
            lanes.invert(to);
        }
    }

    private boolean compareFloats(Opcode op, int first, int second) {
        switch (op) {
            case F32X4_EQ -> lanes.op(VectorOp.CMPPS, to, first, second, 0);
            case F32X4_NE -> lanes.op(VectorOp.CMPPS, to, first, second, 4);
            case F32X4_LT -> lanes.op(VectorOp.CMPPS, to, first, second, 1);
            case F32X4_LE -> lanes.op(VectorOp.CMPPS, to, first, second, 2);
            case F32X4_GT -> lanes.op(VectorOp.CMPPS, to, second, first, 1);
            case F32X4_GE -> lanes.op(VectorOp.CMPPS, to, second, first, 2);
            case F64X2_EQ -> lanes.op(VectorOp.CMPPD, to, first, second, 0);
            case F64X2_NE -> lanes.op(VectorOp.CMPPD, to, first, second, 4);
            case F64X2_LT -> lanes.op(VectorOp.CMPPD, to, first, second, 1);
            case F64X2_LE -> lanes.op(VectorOp.CMPPD, to, first, second, 2);
            case F64X2_GT -> lanes.op(VectorOp.CMPPD, to, second, first, 1);
            case F64X2_GE -> lanes.op(VectorOp.CMPPD, to, second, first, 2);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void others(Opcode op, int first, int second) {
        switch (op) {
            case I64X2_MUL -> multiplyLongs(first, second);
            case I16X8_Q15MULR_SAT_S, I16X8_RELAXED_Q15MULR_S -> {
                lanes.op(VectorOp.PMULHRSW, to, first, second);
                lanes.constant(VectorOp.PCMPEQW, other, to, 0x8000_8000_8000_8000L, 0x8000_8000_8000_8000L);
                lanes.op(VectorOp.PXOR, to, to, other);
            }
            case I8X16_SWIZZLE, I8X16_RELAXED_SWIZZLE -> {
                // Indices from 16 on get their top bit, which makes zero.
                lanes.constant(VectorOp.PADDUSB, other, second, 0x7070_7070_7070_7070L, 0x7070_7070_7070_7070L);
                lanes.op(VectorOp.PSHUFB, to, first, other);
            }
            case I16X8_RELAXED_DOT_I8X16_I7X16_S -> lanes.op(VectorOp.PMADDUBSW, to, second, first);
            case F32X4_MIN, F32X4_RELAXED_MIN ->
                minimum(VectorOp.MINPS, VectorOp.CMPPS, VectorOp.PSRLD_IMM, 10, first, second);
            case F64X2_MIN, F64X2_RELAXED_MIN ->
                minimum(VectorOp.MINPD, VectorOp.CMPPD, VectorOp.PSRLQ_IMM, 13, first, second);
            case F32X4_MAX, F32X4_RELAXED_MAX ->
                maximum(VectorOp.MAXPS, VectorOp.SUBPS, VectorOp.CMPPS, VectorOp.PSRLD_IMM, 10, first, second);
            case F64X2_MAX, F64X2_RELAXED_MAX ->
                maximum(VectorOp.MAXPD, VectorOp.SUBPD, VectorOp.CMPPD, VectorOp.PSRLQ_IMM, 13, first, second);
            default -> throw new AssertionError(op);
        }
    }

    /** Three products of halves; the fourth is beyond the result. */
    private void multiplyLongs(int first, int second) {
        lanes.shift(VectorOp.PSRLQ_IMM, other, first, 32);
        lanes.op(VectorOp.PMULUDQ, other, other, second);
        lanes.shift(VectorOp.PSRLQ_IMM, over, second, 32);
        lanes.op(VectorOp.PMULUDQ, over, over, first);
        lanes.op(VectorOp.PADDQ, other, other, over);
        lanes.shift(VectorOp.PSLLQ_IMM, other, other, 32);
        lanes.op(VectorOp.PMULUDQ, to, first, second);
        lanes.op(VectorOp.PADDQ, to, to, other);
    }

    /** Either order of the operands gives the other one's zero or NaN: merged, negative zero wins, and NaN becomes canonical. */
    private void minimum(VectorOp min, VectorOp compare, VectorOp shift, int mantissa, int first, int second) {
        lanes.op(min, other, second, first);
        lanes.op(min, to, first, second);
        lanes.op(VectorOp.ORPS, to, to, other);
        quiet(compare, shift, mantissa);
    }

    private void maximum(
            VectorOp max, VectorOp subtraction, VectorOp compare, VectorOp shift, int mantissa, int first, int second) {
        lanes.op(max, other, second, first);
        lanes.op(max, to, first, second);
        lanes.op(VectorOp.XORPS, other, other, to);
        lanes.op(VectorOp.ORPS, to, to, other);
        // Takes the other off a zero that one of them has, and quiets NaN.
        lanes.op(subtraction, to, to, other);
        quiet(compare, shift, mantissa);
    }

    /** NaN lanes become canonical. */
    private void quiet(VectorOp compare, VectorOp shift, int mantissa) {
        lanes.op(compare, other, to, to, 3);
        lanes.op(VectorOp.ORPS, to, to, other);
        lanes.shift(shift, other, other, mantissa);
        lanes.op(VectorOp.ANDNPS, other, other, to);
        lanes.move(to, other);
    }

    void ternary(Opcode op, int destination, int first, int second, int third, int temporary) {
        to = destination;
        other = temporary;
        switch (op) {
            case V128_BITSELECT,
                    I8X16_RELAXED_LANESELECT,
                    I16X8_RELAXED_LANESELECT,
                    I32X4_RELAXED_LANESELECT,
                    I64X2_RELAXED_LANESELECT -> {
                lanes.op(VectorOp.PANDN, other, third, second);
                lanes.op(VectorOp.PAND, to, first, third);
                lanes.op(VectorOp.POR, to, to, other);
            }
            case F32X4_RELAXED_MADD -> {
                lanes.op(VectorOp.MULPS, other, first, second);
                lanes.op(VectorOp.ADDPS, to, other, third);
            }
            case F32X4_RELAXED_NMADD -> {
                lanes.op(VectorOp.MULPS, other, first, second);
                lanes.op(VectorOp.SUBPS, to, third, other);
            }
            case F64X2_RELAXED_MADD -> {
                lanes.op(VectorOp.MULPD, other, first, second);
                lanes.op(VectorOp.ADDPD, to, other, third);
            }
            case F64X2_RELAXED_NMADD -> {
                lanes.op(VectorOp.MULPD, other, first, second);
                lanes.op(VectorOp.SUBPD, to, third, other);
            }
            case I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S -> {
                lanes.op(VectorOp.PMADDUBSW, other, second, first);
                lanes.constant(VectorOp.PMADDWD, other, other, 0x0001_0001_0001_0001L, 0x0001_0001_0001_0001L);
                lanes.op(VectorOp.PADDD, to, other, third);
            }
            default -> throw new AssertionError(op);
        }
    }
}
