// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.RBP;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;

/** Integer arithmetic, logic and comparisons; {@code bits} is 32 or 64. */
final class IntegerEmitter {
    private static final int LOCAL_SET = 0x21;
    private static final int LOCAL_TEE = 0x22;

    private final Emission emission;
    private final Assembler masm;
    private final Values values;

    IntegerEmitter(Emission emission) {
        this.emission = emission;
        this.masm = emission.masm;
        this.values = emission.values;
    }

    static int kind(int bits) {
        return bits == 32 ? Values.I32 : Values.I64;
    }

    static long truncate(int bits, long value) {
        return bits == 32 ? value & 0xffff_ffffL : value;
    }

    /** Whether the constant can be a sign-extended 32-bit immediate of an instruction that wide. */
    static boolean isImmediate(int bits, long value) {
        return bits == 32 || value == (int) value;
    }

    /** Whether the entry is a constant that fits into an instruction. */
    private boolean isImmediate(int bits, int entry) {
        return values.place[entry] == Values.CONSTANT && isImmediate(bits, values.constant[entry]);
    }

    /** A register for a result that may overwrite {@code preferred}, if nothing else needs that. */
    int destination(int preferred, int length) {
        if (values.isFree(preferred) || diesNow(preferred, length)) {
            return preferred;
        }
        return values.allocateGpr();
    }

    /** Whether the register's only entry is a local that the next instruction overwrites; it is then given up. */
    private boolean diesNow(int register, int length) {
        int next = emission.peek(length);
        if ((next != LOCAL_SET && next != LOCAL_TEE) || !values.isSoleUse(register)) {
            return false;
        }
        int local = emission.peek(length + 1);
        if (local >= values.locals || local > 127) {
            return false;
        }
        int at = values.place[local];
        if (!Values.isRegister(at) || Values.register(at) != register) {
            return false;
        }
        values.setPlace(local, Values.SLOT);
        return true;
    }

    /** {@code add}, {@code or}, {@code and}, {@code xor}, {@code sub}. */
    void arithmetic(IntegerOp op, int bits, boolean commutes) {
        int right = values.pop();
        int left = values.pop();
        if (values.place[left] == Values.CONSTANT && values.place[right] == Values.CONSTANT) {
            values.pushConstant(kind(bits), truncate(bits, fold(op, values.constant[left], values.constant[right])));
            return;
        }
        if (commutes && (values.place[left] == Values.CONSTANT || isBetterSecond(left, right))) {
            int swap = left;
            left = right;
            right = swap;
        }
        int from = values.toRegister(left);
        if (op == IntegerOp.AND && emission.conditions.isWanted(1)) {
            testBits(bits, from, right);
            return;
        }
        if (isImmediate(bits, right)) {
            withImmediate(op, bits, from, (int) values.constant[right]);
        } else if (values.place[right] == Values.SLOT) {
            int to = destination(from, 1);
            emission.transfers.move(kind(bits), to, from);
            masm.rm(op, bits, to, RBP, NONE, 0, -values.slot[right]);
            values.pushRegister(kind(bits), to);
        } else {
            withRegister(op, bits, from, values.toRegister(right));
        }
    }

    /** Whether the left operand's register must be kept, or is none, while the right's may be overwritten. */
    private boolean isBetterSecond(int left, int right) {
        int at = values.place[right];
        if (!Values.isRegister(at) || !values.isFree(Values.register(at))) {
            return false;
        }
        int other = values.place[left];
        return !Values.isRegister(other) || !values.isFree(Values.register(other));
    }

    private void withImmediate(IntegerOp op, int bits, int from, int value) {
        int to = destination(from, 1);
        if (to == from) {
            masm.ri(op, bits, to, value);
        } else if (op == IntegerOp.ADD || (op == IntegerOp.SUB && value != Integer.MIN_VALUE)) {
            masm.rm(IntegerOp.LEA, bits, to, from, NONE, 0, op == IntegerOp.ADD ? value : -value);
        } else {
            masm.rr(IntegerOp.MOV, bits, to, from);
            masm.ri(op, bits, to, value);
        }
        values.pushRegister(kind(bits), to);
    }

    private void withRegister(IntegerOp op, int bits, int from, int other) {
        int to = from != other || values.isFree(from) ? destination(from, 1) : values.allocateGpr();
        if (to == from) {
            masm.rr(op, bits, to, other);
        } else if (op == IntegerOp.ADD) {
            masm.rm(IntegerOp.LEA, bits, to, from, other, 0, 0);
        } else {
            masm.rr(IntegerOp.MOV, bits, to, from);
            masm.rr(op, bits, to, other);
        }
        values.pushRegister(kind(bits), to);
    }

    private static long fold(IntegerOp op, long left, long right) {
        return switch (op) {
            case ADD -> left + right;
            case SUB -> left - right;
            case AND -> left & right;
            case OR -> left | right;
            default -> left ^ right;
        };
    }

    /** An {@code and} whose result is only compared with zero. */
    private void testBits(int bits, int register, int right) {
        if (isImmediate(bits, right)) {
            masm.ri(IntegerOp.TEST, bits, register, (int) values.constant[right]);
        } else {
            masm.rr(IntegerOp.TEST, bits, register, values.toRegister(right));
        }
        emission.conditions.result(Condition.NOT_EQUAL);
    }

    void multiply(int bits) {
        int right = values.pop();
        int left = values.pop();
        if (values.place[left] == Values.CONSTANT || isBetterSecond(left, right)) {
            int swap = left;
            left = right;
            right = swap;
        }
        int from = values.toRegister(left);
        if (isImmediate(bits, right)) {
            int to = destination(from, 1);
            masm.imul(bits, to, from, (int) values.constant[right]);
            values.pushRegister(kind(bits), to);
        } else if (values.place[right] == Values.SLOT) {
            int to = destination(from, 1);
            emission.transfers.move(kind(bits), to, from);
            masm.rm(IntegerOp.IMUL, bits, to, RBP, NONE, 0, -values.slot[right]);
            values.pushRegister(kind(bits), to);
        } else {
            withRegister(IntegerOp.IMUL, bits, from, values.toRegister(right));
        }
    }

    /** @param swapped the condition when the operands are exchanged */
    void compare(int bits, Condition condition, Condition swapped) {
        int right = values.pop();
        int left = values.pop();
        Condition holds = condition;
        if (values.place[left] == Values.CONSTANT && values.place[right] != Values.CONSTANT) {
            int swap = left;
            left = right;
            right = swap;
            holds = swapped;
        }
        if (isImmediate(bits, right)) {
            compareImmediate(bits, left, (int) values.constant[right]);
        } else {
            int first = values.toRegister(left);
            if (values.place[right] == Values.SLOT) {
                masm.rm(IntegerOp.CMP, bits, first, RBP, NONE, 0, -values.slot[right]);
            } else {
                masm.rr(IntegerOp.CMP, bits, first, values.toRegister(right));
            }
        }
        emission.conditions.result(holds);
    }

    private void compareImmediate(int bits, int left, int value) {
        if (values.place[left] == Values.SLOT) {
            masm.mi(IntegerOp.CMP, bits, RBP, NONE, 0, -values.slot[left], value);
            return;
        }
        int register = values.toRegister(left);
        if (value == 0) {
            masm.rr(IntegerOp.TEST, bits, register, register);
        } else {
            masm.ri(IntegerOp.CMP, bits, register, value);
        }
    }

    void isZero(int bits) {
        if (emission.conditions.isPending()) {
            emission.conditions.result(emission.conditions.takePending() ^ 1, 1);
            return;
        }
        int register = values.popRegister();
        masm.rr(IntegerOp.TEST, bits, register, register);
        emission.conditions.result(Condition.EQUAL);
    }

    /** {@code destination = op(source)}, for extensions. */
    void extend(IntegerOp op, int bits) {
        int from = values.popRegister();
        int to = destination(from, 1);
        masm.rr(op, bits, to, from);
        values.pushRegister(kind(bits), to);
    }

    /** A zero-extended copy of the lower half. */
    void wrap() {
        int operand = values.pop();
        if (values.place[operand] == Values.CONSTANT) {
            values.pushConstant(Values.I32, values.constant[operand] & 0xffff_ffffL);
            return;
        }
        int from = values.toRegister(operand);
        int to = destination(from, 1);
        masm.rr(IntegerOp.MOV, 32, to, from);
        values.pushRegister(Values.I32, to);
    }

    /** An i32 is zero-extended already. */
    void extendUnsigned() {
        int operand = values.pop();
        if (values.place[operand] == Values.CONSTANT) {
            values.pushConstant(Values.I64, values.constant[operand]);
        } else {
            values.pushRegister(Values.I64, values.toRegister(operand));
        }
    }
}
