// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64.sequence;

import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.VectorOp;

/** Shifts of lanes by one count, a constant or a number in a register that is brought into xmm15. */
public final class VectorShifts {
    private static final int VARIABLE = -1;
    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;

    private final Assembler masm;
    private final Lanes lanes;
    // Of the sequence being assembled.
    private int to;
    private int from;
    private int other;
    /** The count if it is a constant. */
    private int count;

    VectorShifts(Assembler masm, Lanes lanes) {
        this.masm = masm;
        this.lanes = lanes;
    }

    public static boolean isShift(Opcode op) {
        return width(op) != 0;
    }

    private static int width(Opcode op) {
        return switch (op) {
            case I8X16_SHL, I8X16_SHR_S, I8X16_SHR_U -> 8;
            case I16X8_SHL, I16X8_SHR_S, I16X8_SHR_U -> 16;
            case I32X4_SHL, I32X4_SHR_S, I32X4_SHR_U -> 32;
            case I64X2_SHL, I64X2_SHR_S, I64X2_SHR_U -> 64;
            default -> 0;
        };
    }

    /** Bytes shifted right lie in the upper halves of words. */
    private static int more(Opcode op) {
        return op == Opcode.I8X16_SHR_S || op == Opcode.I8X16_SHR_U ? 8 : 0;
    }

    static int temporaries(Opcode op) {
        return width(op) == 8 || op == Opcode.I64X2_SHR_S ? 1 : 0;
    }

    /** Shifts by a constant, in place if that is wanted and the processor has AVX, without a temporary. */
    public void constant(Opcode op, int destination, int source, int by) {
        to = destination;
        from = source;
        count = by & (width(op) - 1);
        switch (op) {
            case I64X2_SHR_S -> {
                lanes.shift(VectorOp.PSRLQ_IMM, to, from, count);
                extend(VectorOp.PSUBQ, Long.MIN_VALUE >>> count);
            }
            case I8X16_SHL -> {
                lanes.shift(VectorOp.PSLLW_IMM, to, from, count);
                mask(0xff << count);
            }
            case I8X16_SHR_U -> {
                lanes.shift(VectorOp.PSRLW_IMM, to, from, count);
                mask(0xff >> count);
            }
            case I8X16_SHR_S -> {
                lanes.shift(VectorOp.PSRLW_IMM, to, from, count);
                mask(0xff >> count);
                extend(VectorOp.PSUBB, EACH_BYTE * (0x80 >> count));
            }
            default -> assemble(op, destination, source, to);
        }
    }

    /** Clears bits that came from the neighbour. */
    private void mask(int bits) {
        long mask = EACH_BYTE * (bits & 0xff);
        lanes.constant(VectorOp.PAND, to, to, mask, mask);
    }

    /** Extends the sign, wherever it is now, by subtracting. */
    private void extend(VectorOp subtraction, long sign) {
        lanes.constant(VectorOp.PXOR, to, to, sign, sign);
        lanes.constant(subtraction, to, to, sign, sign);
    }

    /** Shifts by the number in a general register. Uses both scratch registers. */
    public void variable(Opcode op, int destination, int source, int register, int temporary) {
        count = VARIABLE;
        masm.rr(IntegerOp.MOV, 32, SCRATCH, register);
        masm.ri(IntegerOp.AND, 32, SCRATCH, width(op) - 1);
        if (more(op) != 0) {
            masm.ri(IntegerOp.ADD, 32, SCRATCH, more(op));
        }
        masm.xx(VectorOp.MOVD_FROM, Lanes.SCRATCH, SCRATCH);
        assemble(op, destination, source, temporary);
    }

    private void assemble(Opcode op, int destination, int source, int temporary) {
        to = destination;
        from = source;
        other = temporary;
        switch (op) {
            case I16X8_SHL -> shift(VectorOp.PSLLW, VectorOp.PSLLW_IMM, to, from);
            case I16X8_SHR_S -> shift(VectorOp.PSRAW, VectorOp.PSRAW_IMM, to, from);
            case I16X8_SHR_U -> shift(VectorOp.PSRLW, VectorOp.PSRLW_IMM, to, from);
            case I32X4_SHL -> shift(VectorOp.PSLLD, VectorOp.PSLLD_IMM, to, from);
            case I32X4_SHR_S -> shift(VectorOp.PSRAD, VectorOp.PSRAD_IMM, to, from);
            case I32X4_SHR_U -> shift(VectorOp.PSRLD, VectorOp.PSRLD_IMM, to, from);
            case I64X2_SHL -> shift(VectorOp.PSLLQ, VectorOp.PSLLQ_IMM, to, from);
            case I64X2_SHR_U -> shift(VectorOp.PSRLQ, VectorOp.PSRLQ_IMM, to, from);
            case I64X2_SHR_S -> signedLongs();
            case I8X16_SHL -> bytesLeft();
            case I8X16_SHR_S -> bytesRight(VectorOp.PSRAW, VectorOp.PSRAW_IMM, VectorOp.PACKSSWB);
            case I8X16_SHR_U -> bytesRight(VectorOp.PSRLW, VectorOp.PSRLW_IMM, VectorOp.PACKUSWB);
            default -> throw new AssertionError(op);
        }
    }

    private void shift(VectorOp byRegister, VectorOp byConstant, int destination, int source) {
        if (count == VARIABLE) {
            lanes.op(byRegister, destination, source, Lanes.SCRATCH);
        } else {
            lanes.shift(byConstant, destination, source, count);
        }
    }

    /** A logical shift whose sign bit, wherever it went, is extended by subtracting. */
    private void signedLongs() {
        masm.xl(VectorOp.MOVUPS, other, masm.constant(Long.MIN_VALUE, Long.MIN_VALUE, 16));
        shift(VectorOp.PSRLQ, VectorOp.PSRLQ_IMM, other, other);
        shift(VectorOp.PSRLQ, VectorOp.PSRLQ_IMM, to, from);
        lanes.op(VectorOp.PXOR, to, to, other);
        lanes.op(VectorOp.PSUBQ, to, to, other);
    }

    /** Bytes as the upper halves of words. */
    private void bytesLeft() {
        lanes.zero(to);
        lanes.op(VectorOp.PUNPCKHBW, other, to, from);
        lanes.op(VectorOp.PUNPCKLBW, to, to, from);
        shift(VectorOp.PSLLW, VectorOp.PSLLW_IMM, to, to);
        shift(VectorOp.PSLLW, VectorOp.PSLLW_IMM, other, other);
        lanes.shift(VectorOp.PSRLW_IMM, to, to, 8);
        lanes.shift(VectorOp.PSRLW_IMM, other, other, 8);
        lanes.op(VectorOp.PACKUSWB, to, to, other);
    }

    private void bytesRight(VectorOp byRegister, VectorOp byConstant, VectorOp pack) {
        lanes.op(VectorOp.PUNPCKHBW, other, from, from);
        lanes.op(VectorOp.PUNPCKLBW, to, from, from);
        shift(byRegister, byConstant, to, to);
        shift(byRegister, byConstant, other, other);
        lanes.op(pack, to, to, other);
    }
}
