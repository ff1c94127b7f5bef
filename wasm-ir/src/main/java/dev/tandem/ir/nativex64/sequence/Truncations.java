// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64.sequence;

import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.trap.TrapCode;

/**
 * Floats to integers, {@code trunc} and {@code trunc_sat}: a fast path, and a slow path out of line that comes back, saturates or traps. The
 * integer goes to a general register, from a vector register that the fast path keeps. Both scratch registers are used.
 */
public final class Truncations {
    private static final int VECTOR_SCRATCH = Lanes.SCRATCH;
    private static final long MINUS_TWO_TO_63_SINGLE = 0xdf00_0000L;
    private static final long MINUS_TWO_TO_63_DOUBLE = 0xc3e0_0000_0000_0000L;

    private final Assembler masm;
    // Of the instruction being assembled.
    private boolean single;
    private boolean signed;
    private boolean wide;
    private boolean saturating;

    public Truncations(Assembler masm) {
        this.masm = masm;
    }

    private void begin(Opcode op) {
        single = switch (op) {
            case I32_TRUNC_F32_S,
                    I32_TRUNC_F32_U,
                    I64_TRUNC_F32_S,
                    I64_TRUNC_F32_U,
                    I32_TRUNC_SAT_F32_S,
                    I32_TRUNC_SAT_F32_U,
                    I64_TRUNC_SAT_F32_S,
                    I64_TRUNC_SAT_F32_U -> true;
            default -> false;
        };
        signed = switch (op) {
            case I32_TRUNC_F32_S,
                    I32_TRUNC_F64_S,
                    I64_TRUNC_F32_S,
                    I64_TRUNC_F64_S,
                    I32_TRUNC_SAT_F32_S,
                    I32_TRUNC_SAT_F64_S,
                    I64_TRUNC_SAT_F32_S,
                    I64_TRUNC_SAT_F64_S -> true;
            default -> false;
        };
        wide = switch (op) {
            case I64_TRUNC_F32_S,
                    I64_TRUNC_F32_U,
                    I64_TRUNC_F64_S,
                    I64_TRUNC_F64_U,
                    I64_TRUNC_SAT_F32_S,
                    I64_TRUNC_SAT_F32_U,
                    I64_TRUNC_SAT_F64_S,
                    I64_TRUNC_SAT_F64_U -> true;
            default -> false;
        };
        saturating = switch (op) {
            case I32_TRUNC_SAT_F32_S,
                    I32_TRUNC_SAT_F32_U,
                    I32_TRUNC_SAT_F64_S,
                    I32_TRUNC_SAT_F64_U,
                    I64_TRUNC_SAT_F32_S,
                    I64_TRUNC_SAT_F32_U,
                    I64_TRUNC_SAT_F64_S,
                    I64_TRUNC_SAT_F64_U -> true;
            default -> false;
        };
    }

    /** The fast path; what it does not cover jumps to {@code slow}. */
    public void fast(Opcode op, int to, int from, Label slow) {
        begin(op);
        truncate(to, from);
        if (!wide) {
            // The result of the 64-bit conversion is right if its lower half extends to it.
            masm.rr(signed ? IntegerOp.MOVSXD : IntegerOp.MOV, signed ? 64 : 32, SCRATCH, to);
            masm.rr(IntegerOp.CMP, 64, SCRATCH, to);
            masm.jcc(Condition.NOT_EQUAL, slow);
            if (signed) {
                masm.rr(IntegerOp.MOV, 32, to, to);
            }
        } else if (signed) {
            // The result for what does not fit is the least number: the only one that overflows here.
            masm.ri(IntegerOp.CMP, 64, to, 1);
            masm.jcc(Condition.OVERFLOW, slow);
        } else {
            masm.rr(IntegerOp.TEST, 64, to, to);
            masm.jcc(Condition.SIGN, slow);
        }
    }

    /**
     * The slow path.
     *
     * @param back where the fast path ended
     * @param trapped called after each call of a trap stub, to record it
     */
    public void slow(Opcode op, int to, int from, Label back, Runnable trapped) {
        begin(op);
        if (!wide) {
            if (saturating) {
                saturate(from, to, signed ? 0x8000_0000L : 0, signed ? 0x7fff_ffffL : 0xffff_ffffL, back);
            } else {
                trap(from, trapped);
            }
        } else if (signed) {
            if (saturating) {
                saturate(from, to, Long.MIN_VALUE, Long.MAX_VALUE, back);
            } else {
                Label wrong = new Label();
                minusPower63();
                compare(from, VECTOR_SCRATCH);
                masm.jcc(Condition.PARITY, wrong);
                masm.jcc(Condition.EQUAL, back);
                masm.bind(wrong);
                trap(from, trapped);
            }
        } else {
            large(to, from, back, trapped);
        }
    }

    private void truncate(int to, int from) {
        masm.xx(single ? VectorOp.CVTTSS2SI_64 : VectorOp.CVTTSD2SI_64, to, from);
    }

    private void compare(int first, int second) {
        masm.xx(single ? VectorOp.UCOMISS : VectorOp.UCOMISD, first, second);
    }

    private void minusPower63() {
        Label constant = masm.constant(single ? MINUS_TWO_TO_63_SINGLE : MINUS_TWO_TO_63_DOUBLE, 0, single ? 4 : 8);
        masm.xl(single ? VectorOp.MOVSS_LOAD : VectorOp.MOVSD_LOAD, VECTOR_SCRATCH, constant);
    }

    /** To an unsigned i64: from 2<sup>63</sup> on, 2<sup>63</sup> is taken off before the signed conversion and put back after. */
    private void large(int to, int from, Label back, Runnable trapped) {
        Label wrong = new Label();
        minusPower63();
        masm.xxx(single ? VectorOp.ADDSS : VectorOp.ADDSD, VECTOR_SCRATCH, VECTOR_SCRATCH, from);
        truncate(to, VECTOR_SCRATCH);
        masm.rr(IntegerOp.TEST, 64, to, to);
        masm.jcc(Condition.SIGN, wrong);
        masm.mov(SCRATCH, Long.MIN_VALUE);
        masm.rr(IntegerOp.XOR, 64, to, SCRATCH);
        masm.jmp(back);
        masm.bind(wrong);
        if (saturating) {
            saturate(from, to, 0, -1, back);
        } else {
            trap(from, trapped);
        }
    }

    private void trap(int from, Runnable trapped) {
        Label notANumber = new Label();
        compare(from, from);
        masm.jcc(Condition.PARITY, notANumber);
        CallSequences.trap(masm, TrapCode.INTEGER_OVERFLOW);
        trapped.run();
        masm.bind(notANumber);
        CallSequences.trap(masm, TrapCode.INVALID_CONVERSION);
        trapped.run();
    }

    /** The greatest number for large floats, the least for small ones, zero for NaN. */
    private void saturate(int from, int to, long least, long greatest, Label back) {
        masm.xxx(VectorOp.XORPS, VECTOR_SCRATCH, VECTOR_SCRATCH, VECTOR_SCRATCH);
        compare(from, VECTOR_SCRATCH);
        masm.mov(to, greatest);
        masm.jcc(Condition.ABOVE, back);
        masm.mov(to, 0);
        masm.jcc(Condition.PARITY, back);
        masm.mov(to, least);
        masm.jmp(back);
    }
}
