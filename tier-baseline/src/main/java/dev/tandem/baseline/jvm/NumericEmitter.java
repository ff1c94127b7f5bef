// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.Jumps;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import dev.tandem.ir.asm.jvm.Numbers;
import org.objectweb.asm.Opcodes;

/** Arithmetic, comparisons and conversions. */
final class NumericEmitter {
    private final Emission emission;
    private final CodeBuffer code;
    private final OperandStack stack;
    private final Numbers numbers;

    NumericEmitter(Emission emission, Numbers numbers) {
        this.emission = emission;
        this.code = emission.code;
        this.stack = emission.stack;
        this.numbers = numbers;
    }

    void unary(Opcode op) {
        if (op == Opcode.I32_EQZ && stack.pending() != 0) {
            int jump = stack.takePending();
            stack.pop(1);
            stack.comparison(Jumps.inverse(jump));
            return;
        }
        stack.need(1);
        finish(op, 1);
    }

    void binary(Opcode op) {
        switch (op) {
            case I32_LT_U, I32_GE_U, I32_GT_U, I32_LE_U -> compareUnsigned(op);
            case I64_LT_U, I64_GE_U, I64_GT_U, I64_LE_U -> compareUnsignedLong(op);
            case I32_EQ, I32_NE, I32_LT_S, I32_GE_S, I32_GT_S, I32_LE_S -> compareSigned(op);
            default -> {
                stack.need(2);
                finish(op, 2);
            }
        }
    }

    private void finish(Opcode op, int operands) {
        int jump = numbers.jump(op);
        if (numbers.traps(op)) {
            emission.site();
        }
        for (int rest = numbers.instructions(op); rest != 0; rest >>>= 8) {
            int instruction = rest & 0xff;
            code.op(instruction, Numbers.stackEffect(instruction));
        }
        Member method = numbers.method(op);
        if (method != null) {
            code.invokeStatic(method);
        }
        stack.pop(operands);
        if (jump != 0) {
            stack.comparison(jump);
        } else {
            stack.pushed(Numbers.kind(op.result()));
        }
    }

    private void compareSigned(Opcode op) {
        int jump = numbers.jump(op);
        if (stack.pending() == 0 && stack.isConstant(0) && stack.constantBits(0) == 0) {
            stack.pop(1);
            stack.need(1);
            stack.pop(1);
            stack.comparison(jump - Opcodes.IF_ICMPEQ + Opcodes.IFEQ);
            return;
        }
        stack.need(2);
        stack.pop(2);
        stack.comparison(jump);
    }

    private void flip() {
        code.pushInt(Integer.MIN_VALUE);
        code.op(Opcodes.IADD, -1);
    }

    /** Flips the sign bits, in the form that HotSpot takes for an unsigned comparison. */
    private void compareUnsigned(Opcode op) {
        int jump = numbers.jump(op);
        boolean late = stack.pending() == 0 && stack.unpushed(1);
        if (late && stack.isConstant(0)) {
            int constant = (int) stack.constantBits(0);
            stack.pop(1);
            stack.need(1);
            flip();
            code.pushInt(constant + Integer.MIN_VALUE);
            stack.pop(1);
        } else if (late) {
            int local = stack.unpushedLocal(0);
            stack.pop(1);
            stack.need(1);
            flip();
            code.get(local);
            flip();
            stack.pop(1);
        } else {
            stack.need(2);
            flip();
            code.op(Opcodes.SWAP, 0);
            flip();
            stack.pop(2);
            jump = Jumps.exchanged(jump);
        }
        stack.comparison(jump);
    }

    private void flipLong() {
        code.pushLong(Long.MIN_VALUE);
        code.op(Opcodes.LADD, -2);
    }

    private void compareUnsignedLong(Opcode op) {
        boolean late = stack.unpushed(1);
        if (late && stack.isConstant(0)) {
            long constant = stack.constantBits(0);
            stack.pop(1);
            stack.need(1);
            flipLong();
            code.pushLong(constant + Long.MIN_VALUE);
            stack.pop(1);
        } else {
            int right;
            if (late) {
                right = stack.unpushedLocal(0);
                stack.pop(1);
                stack.need(1);
            } else {
                stack.need(2);
                right = stack.slot(stack.height() - 1, Kind.LONG);
                code.set(right);
                stack.pop(1);
            }
            flipLong();
            code.get(right);
            flipLong();
            stack.pop(1);
        }
        code.op(Opcodes.LCMP, -3);
        stack.comparison(numbers.jump(op));
    }
}
