// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.baseline.x64.FloatEmitter.number;
import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.VectorOp;

/** Shifts of lanes by one count, a constant or a number in a register that is brought into xmm15. */
final class VectorShifts {
    private static final int VARIABLE = -1;

    private final Assembler masm;
    private final Values values;
    private final Lanes lanes;
    /** The count if it is a constant. */
    private int count;

    VectorShifts(Emission emission, Lanes lanes) {
        this.masm = emission.masm;
        this.values = emission.values;
        this.lanes = lanes;
    }

    /** Returns whether the instruction is one of these. */
    boolean binary(Opcode op) {
        switch (op) {
            case I16X8_SHL -> simple(16, VectorOp.PSLLW, VectorOp.PSLLW_IMM);
            case I16X8_SHR_S -> simple(16, VectorOp.PSRAW, VectorOp.PSRAW_IMM);
            case I16X8_SHR_U -> simple(16, VectorOp.PSRLW, VectorOp.PSRLW_IMM);
            case I32X4_SHL -> simple(32, VectorOp.PSLLD, VectorOp.PSLLD_IMM);
            case I32X4_SHR_S -> simple(32, VectorOp.PSRAD, VectorOp.PSRAD_IMM);
            case I32X4_SHR_U -> simple(32, VectorOp.PSRLD, VectorOp.PSRLD_IMM);
            case I64X2_SHL -> simple(64, VectorOp.PSLLQ, VectorOp.PSLLQ_IMM);
            case I64X2_SHR_U -> simple(64, VectorOp.PSRLQ, VectorOp.PSRLQ_IMM);
            case I64X2_SHR_S -> signedLongs();
            case I8X16_SHL -> bytesLeft();
            case I8X16_SHR_S -> bytesRight(VectorOp.PSRAW, VectorOp.PSRAW_IMM, VectorOp.PACKSSWB);
            case I8X16_SHR_U -> bytesRight(VectorOp.PSRLW, VectorOp.PSRLW_IMM, VectorOp.PACKUSWB);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Takes the count, modulo the width and plus {@code more}, and the vector; returns the vector's number. */
    private int operands(int width, int more) {
        int right = values.pop();
        if (values.place[right] == Values.CONSTANT) {
            count = ((int) values.constant[right] & (width - 1)) + more;
        } else {
            count = VARIABLE;
            masm.rr(IntegerOp.MOV, 32, SCRATCH, values.toRegister(right));
            masm.ri(IntegerOp.AND, 32, SCRATCH, width - 1);
            if (more != 0) {
                masm.ri(IntegerOp.ADD, 32, SCRATCH, more);
            }
            masm.xx(VectorOp.MOVD_FROM, Lanes.SCRATCH, SCRATCH);
        }
        return number(values.popRegister());
    }

    private int push() {
        int to = values.allocateVector();
        values.pushRegister(Values.V128, to);
        return number(to);
    }

    private void shift(VectorOp byRegister, VectorOp byConstant, int to, int from) {
        if (count == VARIABLE) {
            lanes.op(byRegister, to, from, Lanes.SCRATCH);
        } else {
            lanes.shift(byConstant, to, from, count);
        }
    }

    private void simple(int width, VectorOp byRegister, VectorOp byConstant) {
        int from = operands(width, 0);
        shift(byRegister, byConstant, push(), from);
    }

    /** A logical shift whose sign bit, wherever it went, is extended by subtracting. */
    private void signedLongs() {
        int from = operands(64, 0);
        int sign = number(values.allocateVector());
        int to = push();
        masm.xl(VectorOp.MOVUPS, sign, masm.constant(Long.MIN_VALUE, Long.MIN_VALUE, 16));
        shift(VectorOp.PSRLQ, VectorOp.PSRLQ_IMM, sign, sign);
        shift(VectorOp.PSRLQ, VectorOp.PSRLQ_IMM, to, from);
        lanes.op(VectorOp.PXOR, to, to, sign);
        lanes.op(VectorOp.PSUBQ, to, to, sign);
    }

    /** Bytes as the upper halves of words. */
    private void bytesLeft() {
        int from = operands(8, 0);
        int upper = number(values.allocateVector());
        int to = push();
        lanes.zero(to);
        lanes.op(VectorOp.PUNPCKHBW, upper, to, from);
        lanes.op(VectorOp.PUNPCKLBW, to, to, from);
        shift(VectorOp.PSLLW, VectorOp.PSLLW_IMM, to, to);
        shift(VectorOp.PSLLW, VectorOp.PSLLW_IMM, upper, upper);
        lanes.shift(VectorOp.PSRLW_IMM, to, to, 8);
        lanes.shift(VectorOp.PSRLW_IMM, upper, upper, 8);
        lanes.op(VectorOp.PACKUSWB, to, to, upper);
    }

    private void bytesRight(VectorOp byRegister, VectorOp byConstant, VectorOp pack) {
        int from = operands(8, 8);
        int upper = number(values.allocateVector());
        int to = push();
        lanes.op(VectorOp.PUNPCKHBW, upper, from, from);
        lanes.op(VectorOp.PUNPCKLBW, to, from, from);
        shift(byRegister, byConstant, to, to);
        shift(byRegister, byConstant, upper, upper);
        lanes.op(pack, to, to, upper);
    }
}
