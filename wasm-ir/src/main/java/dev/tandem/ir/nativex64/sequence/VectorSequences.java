// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64.sequence;

import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.VectorOp;

/**
 * The machine code of each vector instruction, on numbers of registers. Destination and temporaries are none of the operands, unless
 * {@link #isSingle} says that one machine instruction does it. xmm15 is free for the sequence; r11, where a method says so. Needs SSE4.2.
 */
public final class VectorSequences {
    private final Assembler masm;
    private final Lanes lanes;
    private final VectorArithmetic arithmetic;
    private final VectorConversions conversions;
    private final VectorShifts shifts;
    private final VectorShuffles shuffles;

    public VectorSequences(Assembler masm) {
        this.masm = masm;
        this.lanes = new Lanes(masm);
        this.arithmetic = new VectorArithmetic(masm, lanes);
        this.conversions = new VectorConversions(masm, lanes);
        this.shifts = new VectorShifts(masm, lanes);
        this.shuffles = new VectorShuffles(masm, lanes);
    }

    public VectorShifts shifts() {
        return shifts;
    }

    public Lanes lanes() {
        return lanes;
    }

    /** How many vector registers, 0 to 2, the sequence needs beside operands and destination. */
    public static int temporaries(Opcode op) {
        return switch (op) {
            case I8X16_POPCNT,
                    I64X2_MUL,
                    I32X4_TRUNC_SAT_F32X4_U,
                    I32X4_RELAXED_TRUNC_F32X4_U -> 2;
            case I64X2_ABS,
                    I16X8_Q15MULR_SAT_S,
                    I16X8_RELAXED_Q15MULR_S,
                    I8X16_SWIZZLE,
                    I8X16_RELAXED_SWIZZLE,
                    F32X4_MIN,
                    F32X4_MAX,
                    F64X2_MIN,
                    F64X2_MAX,
                    F32X4_RELAXED_MIN,
                    F32X4_RELAXED_MAX,
                    F64X2_RELAXED_MIN,
                    F64X2_RELAXED_MAX,
                    V128_BITSELECT,
                    I8X16_RELAXED_LANESELECT,
                    I16X8_RELAXED_LANESELECT,
                    I32X4_RELAXED_LANESELECT,
                    I64X2_RELAXED_LANESELECT,
                    F32X4_RELAXED_MADD,
                    F32X4_RELAXED_NMADD,
                    F64X2_RELAXED_MADD,
                    F64X2_RELAXED_NMADD,
                    I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S,
                    F32X4_CONVERT_I32X4_U,
                    I32X4_TRUNC_SAT_F32X4_S,
                    I32X4_RELAXED_TRUNC_F32X4_S,
                    I32X4_TRUNC_SAT_F64X2_S_ZERO,
                    I32X4_RELAXED_TRUNC_F64X2_S_ZERO,
                    I32X4_TRUNC_SAT_F64X2_U_ZERO,
                    I32X4_RELAXED_TRUNC_F64X2_U_ZERO,
                    I16X8_EXTMUL_LOW_I8X16_S,
                    I16X8_EXTMUL_LOW_I8X16_U,
                    I16X8_EXTMUL_HIGH_I8X16_S,
                    I16X8_EXTMUL_HIGH_I8X16_U,
                    I32X4_EXTMUL_LOW_I16X8_S,
                    I32X4_EXTMUL_LOW_I16X8_U,
                    I32X4_EXTMUL_HIGH_I16X8_S,
                    I32X4_EXTMUL_HIGH_I16X8_U,
                    I64X2_EXTMUL_LOW_I32X4_S,
                    I64X2_EXTMUL_LOW_I32X4_U,
                    I64X2_EXTMUL_HIGH_I32X4_S,
                    I64X2_EXTMUL_HIGH_I32X4_U -> 1;
            default -> VectorShifts.temporaries(op);
        };
    }

    /** Whether, with AVX, no operand is read after the destination is written: the destination may be one of them. */
    public static boolean readsFirst(Opcode op) {
        return op != Opcode.I8X16_SHL;
    }

    /** Whether it is one machine instruction of two operands, so that the destination may be one of them. */
    public static boolean isSingle(Opcode op) {
        return VectorTable.binary(op) != null || VectorTable.exchanged(op) != null;
    }

    /** From vector to vector. */
    public void unary(Opcode op, int to, int from, int other, int over) {
        if (!conversions.unary(op, to, from, other, over)) {
            arithmetic.unary(op, to, from, other, over);
        }
    }

    /** Of two vectors. */
    public void binary(Opcode op, int to, int first, int second, int other, int over) {
        if (!conversions.binary(op, to, first, second, other)) {
            arithmetic.binary(op, to, first, second, other, over);
        }
    }

    /** Of three vectors. */
    public void ternary(Opcode op, int to, int first, int second, int third, int other) {
        arithmetic.ternary(op, to, first, second, third, other);
    }

    /** A number, in a general or vector register as its type wants, in all lanes. */
    public void splat(Opcode op, int to, int from) {
        switch (op) {
            case I8X16_SPLAT -> {
                masm.xx(VectorOp.MOVD_FROM, to, from);
                splatByte(to);
            }
            case I16X8_SPLAT -> {
                masm.xx(VectorOp.MOVD_FROM, to, from);
                splatWord(to);
            }
            case I32X4_SPLAT -> {
                masm.xx(VectorOp.MOVD_FROM, to, from);
                masm.xxi(VectorOp.PSHUFD, to, to, 0);
            }
            case I64X2_SPLAT -> {
                masm.xx(VectorOp.MOVQ_FROM, to, from);
                lanes.op(VectorOp.PUNPCKLQDQ, to, to, to);
            }
            case F32X4_SPLAT -> lanes.op(VectorOp.SHUFPS, to, from, from, 0);
            default -> masm.xx(VectorOp.MOVDDUP, to, from);
        }
    }

    private void splatByte(int to) {
        if (masm.hasBroadcasts()) {
            masm.xx(VectorOp.VPBROADCASTB, to, to);
        } else {
            lanes.zero(Lanes.SCRATCH);
            lanes.op(VectorOp.PSHUFB, to, to, Lanes.SCRATCH);
        }
    }

    private void splatWord(int to) {
        if (masm.hasBroadcasts()) {
            masm.xx(VectorOp.VPBROADCASTW, to, to);
        } else {
            masm.xxi(VectorOp.PSHUFLW, to, to, 0);
            masm.xxi(VectorOp.PSHUFD, to, to, 0);
        }
    }

    /** The test behind {@code any_true} and {@code all_true}: returns the condition that holds. */
    public Condition test(Opcode op, int from) {
        VectorOp equal = switch (op) {
            case I8X16_ALL_TRUE -> VectorOp.PCMPEQB;
            case I16X8_ALL_TRUE -> VectorOp.PCMPEQW;
            case I32X4_ALL_TRUE -> VectorOp.PCMPEQD;
            case I64X2_ALL_TRUE -> VectorOp.PCMPEQQ;
            default -> null;
        };
        if (equal == null) {
            masm.xx(VectorOp.PTEST, from, from);
            return Condition.NOT_EQUAL;
        }
        lanes.zero(Lanes.SCRATCH);
        masm.xxx(equal, Lanes.SCRATCH, Lanes.SCRATCH, from);
        masm.xx(VectorOp.PTEST, Lanes.SCRATCH, Lanes.SCRATCH);
        return Condition.EQUAL;
    }

    /** The top bits of all lanes, into a general register. */
    public void bitmask(Opcode op, int to, int from) {
        switch (op) {
            case I8X16_BITMASK -> masm.xx(VectorOp.PMOVMSKB, to, from);
            case I16X8_BITMASK -> {
                lanes.zero(Lanes.SCRATCH);
                lanes.op(VectorOp.PACKSSWB, Lanes.SCRATCH, Lanes.SCRATCH, from);
                masm.xx(VectorOp.PMOVMSKB, to, Lanes.SCRATCH);
                masm.shift(IntegerOp.SHR, 32, to, 8);
            }
            case I32X4_BITMASK -> masm.xx(VectorOp.MOVMSKPS, to, from);
            default -> masm.xx(VectorOp.MOVMSKPD, to, from);
        }
    }

    /** A lane into a general or vector register, as its type wants. */
    public void extract(Opcode op, int to, int from, int lane) {
        switch (op) {
            case I8X16_EXTRACT_LANE_S -> {
                masm.rxi(VectorOp.PEXTRB, to, from, lane);
                masm.rr(IntegerOp.MOVSX8, 32, to, to);
            }
            case I8X16_EXTRACT_LANE_U -> masm.rxi(VectorOp.PEXTRB, to, from, lane);
            case I16X8_EXTRACT_LANE_S -> {
                masm.rxi(VectorOp.PEXTRW, to, from, lane);
                masm.rr(IntegerOp.MOVSX16, 32, to, to);
            }
            case I16X8_EXTRACT_LANE_U -> masm.rxi(VectorOp.PEXTRW, to, from, lane);
            case I32X4_EXTRACT_LANE -> {
                if (lane == 0) {
                    masm.rx(VectorOp.MOVD_TO, to, from);
                } else {
                    masm.rxi(VectorOp.PEXTRD, to, from, lane);
                }
            }
            case I64X2_EXTRACT_LANE -> {
                if (lane == 0) {
                    masm.rx(VectorOp.MOVQ_TO, to, from);
                } else {
                    masm.rxi(VectorOp.PEXTRQ, to, from, lane);
                }
            }
            case F32X4_EXTRACT_LANE -> masm.xxi(VectorOp.PSHUFD, to, from, lane);
            default -> masm.xxi(VectorOp.PSHUFD, to, from, lane == 0 ? 0x44 : 0xee);
        }
    }

    /** A vector with one lane replaced by a number in a general or vector register, as its type wants. */
    public void replace(Opcode op, int to, int vector, int value, int lane) {
        switch (op) {
            case I8X16_REPLACE_LANE -> lanes.insert(VectorOp.PINSRB, to, vector, value, lane);
            case I16X8_REPLACE_LANE -> lanes.insert(VectorOp.PINSRW, to, vector, value, lane);
            case I32X4_REPLACE_LANE -> lanes.insert(VectorOp.PINSRD, to, vector, value, lane);
            case I64X2_REPLACE_LANE -> lanes.insert(VectorOp.PINSRQ, to, vector, value, lane);
            case F32X4_REPLACE_LANE -> lanes.op(VectorOp.INSERTPS, to, vector, value, lane << 4);
            default -> lanes.op(lane == 0 ? VectorOp.MOVSD : VectorOp.MOVLHPS, to, vector, value);
        }
    }

    /** A shuffle by constant indices. */
    public void shuffle(int to, int first, int second, long low, long high) {
        shuffles.assemble(to, first, second, low, high);
    }

    /** A load of a vector from memory; splats of bytes and words go through r11. */
    public void load(Opcode op, int to, int base, int index, int scale, int displacement) {
        switch (op) {
            case V128_LOAD -> masm.xm(VectorOp.MOVUPS, to, base, index, scale, displacement);
            case V128_LOAD8X8_S -> masm.xm(VectorOp.PMOVSXBW, to, base, index, scale, displacement);
            case V128_LOAD8X8_U -> masm.xm(VectorOp.PMOVZXBW, to, base, index, scale, displacement);
            case V128_LOAD16X4_S -> masm.xm(VectorOp.PMOVSXWD, to, base, index, scale, displacement);
            case V128_LOAD16X4_U -> masm.xm(VectorOp.PMOVZXWD, to, base, index, scale, displacement);
            case V128_LOAD32X2_S -> masm.xm(VectorOp.PMOVSXDQ, to, base, index, scale, displacement);
            case V128_LOAD32X2_U -> masm.xm(VectorOp.PMOVZXDQ, to, base, index, scale, displacement);
            case V128_LOAD32_ZERO -> masm.xm(VectorOp.MOVSS_LOAD, to, base, index, scale, displacement);
            case V128_LOAD64_ZERO -> masm.xm(VectorOp.MOVSD_LOAD, to, base, index, scale, displacement);
            case V128_LOAD8_SPLAT -> {
                if (masm.hasBroadcasts()) {
                    masm.xm(VectorOp.VPBROADCASTB, to, base, index, scale, displacement);
                } else {
                    masm.rm(IntegerOp.MOVZX8, 32, SCRATCH, base, index, scale, displacement);
                    masm.xx(VectorOp.MOVD_FROM, to, SCRATCH);
                    splatByte(to);
                }
            }
            case V128_LOAD16_SPLAT -> {
                if (masm.hasBroadcasts()) {
                    masm.xm(VectorOp.VPBROADCASTW, to, base, index, scale, displacement);
                } else {
                    masm.rm(IntegerOp.MOVZX16, 32, SCRATCH, base, index, scale, displacement);
                    masm.xx(VectorOp.MOVD_FROM, to, SCRATCH);
                    splatWord(to);
                }
            }
            case V128_LOAD32_SPLAT -> {
                if (masm.hasThreeOperands()) {
                    masm.xm(VectorOp.VBROADCASTSS, to, base, index, scale, displacement);
                } else {
                    masm.xm(VectorOp.MOVSS_LOAD, to, base, index, scale, displacement);
                    masm.xxi(VectorOp.PSHUFD, to, to, 0);
                }
            }
            default -> masm.xm(VectorOp.MOVDDUP, to, base, index, scale, displacement);
        }
    }

    /** The instruction that inserts what {@code load_lane} reads; without AVX the vector must be in the destination already. */
    public static VectorOp insertion(Opcode loadLane) {
        return switch (loadLane) {
            case V128_LOAD8_LANE -> VectorOp.PINSRB;
            case V128_LOAD16_LANE -> VectorOp.PINSRW;
            case V128_LOAD32_LANE -> VectorOp.PINSRD;
            default -> VectorOp.PINSRQ;
        };
    }

    /** The instruction that does {@code store_lane}. */
    public static VectorOp extraction(Opcode storeLane) {
        return switch (storeLane) {
            case V128_STORE8_LANE -> VectorOp.PEXTRB;
            case V128_STORE16_LANE -> VectorOp.PEXTRW;
            case V128_STORE32_LANE -> VectorOp.PEXTRD;
            default -> VectorOp.PEXTRQ;
        };
    }
}
