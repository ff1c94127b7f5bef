// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64.sequence;


import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.VectorOp;

/** Vector instructions between lanes of different types: extensions, widening products, conversions of floats. */
final class VectorConversions {
    private static final int HIGH_HALF = 0xee;
    private static final int LOW_LANES = 0x50;
    private static final int HIGH_LANES = 0xfa;
    private static final long FLOATS_2_31 = 0x4f00_0000_4f00_0000L;
    private static final long FLOATS_65536 = 0x4780_0000_4780_0000L;
    private static final long DOUBLE_MAX_INT = 0x41df_ffff_ffc0_0000L;
    private static final long DOUBLE_MAX_UNSIGNED = 0x41ef_ffff_ffe0_0000L;
    private static final long DOUBLE_2_52 = 0x4330_0000_0000_0000L;

    private final Assembler masm;
    private final Lanes lanes;
    // Of the sequence being assembled.
    private int to;
    private int first;
    private int second;
    private int other;
    private int over;

    VectorConversions(Assembler masm, Lanes lanes) {
        this.masm = masm;
        this.lanes = lanes;
    }

    /** Returns whether the instruction is one of these. */
    boolean unary(Opcode op, int destination, int from, int temporary, int temporary2) {
        to = destination;
        first = from;
        other = temporary;
        over = temporary2;
        switch (op) {
            case I16X8_EXTEND_LOW_I8X16_S -> simple(VectorOp.PMOVSXBW);
            case I16X8_EXTEND_LOW_I8X16_U -> simple(VectorOp.PMOVZXBW);
            case I32X4_EXTEND_LOW_I16X8_S -> simple(VectorOp.PMOVSXWD);
            case I32X4_EXTEND_LOW_I16X8_U -> simple(VectorOp.PMOVZXWD);
            case I64X2_EXTEND_LOW_I32X4_S -> simple(VectorOp.PMOVSXDQ);
            case I64X2_EXTEND_LOW_I32X4_U -> simple(VectorOp.PMOVZXDQ);
            case I16X8_EXTEND_HIGH_I8X16_S -> extendHigh(VectorOp.PMOVSXBW, to, first);
            case I16X8_EXTEND_HIGH_I8X16_U -> interleave(VectorOp.PUNPCKHBW);
            case I32X4_EXTEND_HIGH_I16X8_S -> extendHigh(VectorOp.PMOVSXWD, to, first);
            case I32X4_EXTEND_HIGH_I16X8_U -> interleave(VectorOp.PUNPCKHWD);
            case I64X2_EXTEND_HIGH_I32X4_S -> extendHigh(VectorOp.PMOVSXDQ, to, first);
            case I64X2_EXTEND_HIGH_I32X4_U -> interleave(VectorOp.PUNPCKHDQ);
            case F32X4_CONVERT_I32X4_S -> simple(VectorOp.CVTDQ2PS);
            case F32X4_CONVERT_I32X4_U -> fromUnsigned();
            case F64X2_CONVERT_LOW_I32X4_S -> simple(VectorOp.CVTDQ2PD);
            case F64X2_CONVERT_LOW_I32X4_U -> doublesFromUnsigned();
            case F32X4_DEMOTE_F64X2_ZERO -> simple(VectorOp.CVTPD2PS);
            case F64X2_PROMOTE_LOW_F32X4 -> simple(VectorOp.CVTPS2PD);
            case I32X4_TRUNC_SAT_F32X4_S, I32X4_RELAXED_TRUNC_F32X4_S -> truncate();
            case I32X4_TRUNC_SAT_F32X4_U, I32X4_RELAXED_TRUNC_F32X4_U -> truncateUnsigned();
            case I32X4_TRUNC_SAT_F64X2_S_ZERO, I32X4_RELAXED_TRUNC_F64X2_S_ZERO -> truncateDoubles();
            case I32X4_TRUNC_SAT_F64X2_U_ZERO, I32X4_RELAXED_TRUNC_F64X2_U_ZERO -> truncateDoublesUnsigned();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the instruction is one of these. */
    boolean binary(Opcode op, int destination, int left, int right, int temporary) {
        to = destination;
        first = left;
        second = right;
        other = temporary;
        switch (op) {
            case I16X8_EXTMUL_LOW_I8X16_S -> lowProduct(VectorOp.PMOVSXBW);
            case I16X8_EXTMUL_LOW_I8X16_U -> lowProduct(VectorOp.PMOVZXBW);
            case I16X8_EXTMUL_HIGH_I8X16_S -> {
                extendHigh(VectorOp.PMOVSXBW, other, second);
                extendHigh(VectorOp.PMOVSXBW, to, first);
                lanes.op(VectorOp.PMULLW, to, to, other);
            }
            case I16X8_EXTMUL_HIGH_I8X16_U -> {
                lanes.zero(other);
                lanes.op(VectorOp.PUNPCKHBW, Lanes.SCRATCH, second, other);
                lanes.op(VectorOp.PUNPCKHBW, to, first, other);
                lanes.op(VectorOp.PMULLW, to, to, Lanes.SCRATCH);
            }
            case I32X4_EXTMUL_LOW_I16X8_S -> words(VectorOp.PMULHW, VectorOp.PUNPCKLWD);
            case I32X4_EXTMUL_LOW_I16X8_U -> words(VectorOp.PMULHUW, VectorOp.PUNPCKLWD);
            case I32X4_EXTMUL_HIGH_I16X8_S -> words(VectorOp.PMULHW, VectorOp.PUNPCKHWD);
            case I32X4_EXTMUL_HIGH_I16X8_U -> words(VectorOp.PMULHUW, VectorOp.PUNPCKHWD);
            case I64X2_EXTMUL_LOW_I32X4_S -> doublewords(VectorOp.PMULDQ, LOW_LANES);
            case I64X2_EXTMUL_LOW_I32X4_U -> doublewords(VectorOp.PMULUDQ, LOW_LANES);
            case I64X2_EXTMUL_HIGH_I32X4_S -> doublewords(VectorOp.PMULDQ, HIGH_LANES);
            case I64X2_EXTMUL_HIGH_I32X4_U -> doublewords(VectorOp.PMULUDQ, HIGH_LANES);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void simple(VectorOp op) {
        masm.xx(op, to, first);
    }

    private void extendHigh(VectorOp op, int to, int from) {
        masm.xxi(VectorOp.PSHUFD, to, from, HIGH_HALF);
        masm.xx(op, to, to);
    }

    /** Extends lanes by zeros: one instruction less than shuffling first, for processors rename a register that is made zero. */
    private void interleave(VectorOp op) {
        lanes.zero(Lanes.SCRATCH);
        lanes.op(op, to, first, Lanes.SCRATCH);
    }

    private void lowProduct(VectorOp extension) {
        masm.xx(extension, other, second);
        masm.xx(extension, to, first);
        lanes.op(VectorOp.PMULLW, to, to, other);
    }

    /** Lower and upper halves of the products, side by side. */
    private void words(VectorOp upper, VectorOp interleaving) {
        lanes.op(VectorOp.PMULLW, other, first, second);
        lanes.op(upper, to, first, second);
        lanes.op(interleaving, to, other, to);
    }

    /** Each lane to where the multiplication takes it from. */
    private void doublewords(VectorOp multiplication, int selection) {
        masm.xxi(VectorOp.PSHUFD, other, second, selection);
        masm.xxi(VectorOp.PSHUFD, to, first, selection);
        lanes.op(multiplication, to, to, other);
    }

    /** Upper and lower halves convert exactly; their sum is rounded once. */
    private void fromUnsigned() {
        lanes.shift(VectorOp.PSLLD_IMM, other, first, 16);
        lanes.shift(VectorOp.PSRLD_IMM, other, other, 16);
        lanes.shift(VectorOp.PSRLD_IMM, to, first, 16);
        masm.xx(VectorOp.CVTDQ2PS, other, other);
        masm.xx(VectorOp.CVTDQ2PS, to, to);
        lanes.constant(VectorOp.MULPS, to, to, FLOATS_65536, FLOATS_65536);
        lanes.op(VectorOp.ADDPS, to, to, other);
    }

    /** As mantissas of doubles from 2<sup>52</sup> on. */
    private void doublesFromUnsigned() {
        lanes.constant(VectorOp.UNPCKLPS, to, first, 0x4330_0000_4330_0000L, 0x4330_0000_4330_0000L);
        lanes.constant(VectorOp.SUBPD, to, to, DOUBLE_2_52, DOUBLE_2_52);
    }

    /** NaN becomes zero first; too large numbers convert to the least integer, which is inverted. */
    private void truncate() {
        lanes.op(VectorOp.CMPPS, other, first, first, 0);
        lanes.op(VectorOp.ANDPS, to, first, other);
        lanes.load(other, FLOATS_2_31, FLOATS_2_31);
        lanes.op(VectorOp.CMPPS, other, other, to, 2);
        masm.xx(VectorOp.CVTTPS2DQ, to, to);
        lanes.op(VectorOp.PXOR, to, to, other);
    }

    /** From 2<sup>31</sup> on, that is taken off before the conversion and put back after. */
    private void truncateUnsigned() {
        lanes.zero(over);
        lanes.op(VectorOp.MAXPS, to, first, over);
        lanes.load(over, FLOATS_2_31, FLOATS_2_31);
        lanes.op(VectorOp.CMPPS, other, over, to, 2);
        lanes.op(VectorOp.ANDPS, over, over, other);
        lanes.op(VectorOp.SUBPS, to, to, over);
        lanes.load(over, FLOATS_2_31, FLOATS_2_31);
        lanes.op(VectorOp.CMPPS, over, over, to, 2);
        masm.xx(VectorOp.CVTTPS2DQ, to, to);
        lanes.shift(VectorOp.PSLLD_IMM, other, other, 31);
        lanes.op(VectorOp.PXOR, to, to, other);
        lanes.op(VectorOp.POR, to, to, over);
    }

    private void truncateDoubles() {
        lanes.op(VectorOp.CMPPD, other, first, first, 0);
        lanes.constant(VectorOp.ANDPD, other, other, DOUBLE_MAX_INT, DOUBLE_MAX_INT);
        lanes.op(VectorOp.MINPD, to, first, other);
        masm.xx(VectorOp.CVTTPD2DQ, to, to);
    }

    private void truncateDoublesUnsigned() {
        lanes.zero(other);
        lanes.op(VectorOp.MAXPD, to, first, other);
        lanes.constant(VectorOp.MINPD, to, to, DOUBLE_MAX_UNSIGNED, DOUBLE_MAX_UNSIGNED);
        masm.xxi(VectorOp.ROUNDPD, to, to, 11);
        lanes.constant(VectorOp.ADDPD, to, to, DOUBLE_2_52, DOUBLE_2_52);
        lanes.op(VectorOp.SHUFPS, to, to, other, 0x88);
    }
}
