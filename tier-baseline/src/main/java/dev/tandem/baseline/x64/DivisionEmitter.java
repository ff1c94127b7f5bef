// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.ir.asm.x64.Gpr.R11;
import static dev.tandem.ir.asm.x64.Gpr.RAX;
import static dev.tandem.ir.asm.x64.Gpr.RDX;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.trap.TrapCode;

/** Integer divisions and remainders, with exact traps before the instruction that would raise an exception. */
final class DivisionEmitter {
    private static final int OTHERS = Values.GPRS & ~((1 << RAX) | (1 << RDX));

    private final Emission emission;
    private final Assembler masm;
    private final Values values;
    private final IntegerEmitter integers;

    DivisionEmitter(Emission emission, IntegerEmitter integers) {
        this.emission = emission;
        this.masm = emission.masm;
        this.values = emission.values;
        this.integers = integers;
    }

    void unsigned(int bits, boolean remainder) {
        int right = values.pop();
        int left = values.pop();
        boolean constant = values.place[right] == Values.CONSTANT;
        long divisor = constant ? values.constant[right] : 0;
        if (Long.bitCount(divisor) == 1 && (divisor > 0 && (!remainder || divisor <= 1L << 31))) {
            byPowerOfTwo(bits, remainder, left, divisor);
            return;
        }
        int by = operands(bits, left, right, divisor);
        masm.rr(IntegerOp.XOR, 32, RDX, RDX);
        masm.r(IntegerOp.DIV, bits, by);
        values.pushRegister(IntegerEmitter.kind(bits), remainder ? RDX : RAX);
    }

    private void byPowerOfTwo(int bits, boolean remainder, int left, long divisor) {
        int kind = IntegerEmitter.kind(bits);
        int from = values.toRegister(left);
        int to = integers.destination(from, 1);
        emission.transfers.move(kind, to, from);
        if (remainder) {
            // The mask has at most 31 bits, so its sign extension changes nothing.
            masm.ri(IntegerOp.AND, bits, to, (int) (divisor - 1));
        } else {
            masm.shift(IntegerOp.SHR, bits, to, Long.numberOfTrailingZeros(divisor));
        }
        values.pushRegister(kind, to);
    }

    void signed(int bits, boolean remainder) {
        int right = values.pop();
        int left = values.pop();
        boolean constant = values.place[right] == Values.CONSTANT;
        long divisor = constant ? values.constant[right] : 0;
        boolean minusOne = !constant || divisor == IntegerEmitter.truncate(bits, -1);
        int by = operands(bits, left, right, divisor);
        Label done = new Label();
        if (minusOne) {
            Label divide = new Label();
            masm.ri(IntegerOp.CMP, bits, by, -1);
            masm.jccShort(Condition.NOT_EQUAL, divide);
            if (remainder) {
                masm.mov(RDX, 0);
                masm.jmpShort(done);
            } else {
                trapIfMinimum(bits);
            }
            masm.bind(divide);
        }
        masm.signExtendAccumulator(bits);
        masm.r(IntegerOp.IDIV, bits, by);
        masm.bind(done);
        values.pushRegister(IntegerEmitter.kind(bits), remainder ? RDX : RAX);
    }

    private void trapIfMinimum(int bits) {
        if (bits == 32) {
            masm.ri(IntegerOp.CMP, 32, RAX, Integer.MIN_VALUE);
        } else {
            masm.mov(R11, Long.MIN_VALUE);
            masm.rr(IntegerOp.CMP, 64, RAX, R11);
        }
        masm.jcc(Condition.EQUAL, emission.outOfLine.trap(TrapCode.INTEGER_OVERFLOW));
    }

    /** The dividend into rax; rdx free; returns the divisor's register, checked for zero. */
    private int operands(int bits, int left, int right, long divisor) {
        int by;
        if (Values.isRegister(values.place[right])) {
            by = Values.register(values.place[right]);
            if (by == RAX || by == RDX) {
                int other = values.allocate(OTHERS);
                masm.rr(IntegerOp.MOV, 64, other, by);
                by = other;
            }
        } else {
            by = values.allocate(OTHERS);
            values.load(right, by);
        }
        // Claiming moves other values away, but leaves the register as it is.
        values.claim(RAX);
        values.claim(RDX);
        if (Values.isRegister(values.place[left])) {
            emission.transfers.move(IntegerEmitter.kind(bits), RAX, Values.register(values.place[left]));
        } else {
            values.load(left, RAX);
        }
        if (divisor == 0) {
            masm.rr(IntegerOp.TEST, bits, by, by);
            masm.jcc(Condition.EQUAL, emission.outOfLine.trap(TrapCode.INTEGER_DIVIDE_BY_ZERO));
        }
        return by;
    }
}
