// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.nativex64.NativeConvention;

/**
 * Results of comparisons. If the next instruction is one that branches or selects on it, the result stays in the flags, pending, and is
 * not on the operand stack; else it becomes a number.
 *
 * <p>A condition is the code of a {@link Condition}, or one of two that need two of them, because a float comparison sets the parity flag
 * if there is a NaN. The lowest bit negates.
 */
final class Conditions {
    static final int FLOAT_EQUAL = 16;
    static final int FLOAT_NOT_EQUAL = 17;

    private static final int NONE = -1;
    private static final Condition[] BY_CODE = Condition.values();

    private static final int IF = 0x04;
    private static final int BR_IF = 0x0d;
    private static final int SELECT = 0x1b;
    private static final int I32_EQZ = 0x45;

    private final Emission emission;
    private int pending = NONE;

    Conditions(Emission emission) {
        this.emission = emission;
    }

    void begin() {
        pending = NONE;
    }

    /** The condition with that code, which is none of the floats'. */
    static Condition of(int condition) {
        return BY_CODE[condition];
    }

    @SuppressWarnings("EnumOrdinal") // the order of the conditions is that of their codes
    static int code(Condition condition) {
        return condition.ordinal();
    }

    boolean isPending() {
        return pending != NONE;
    }

    int takePending() {
        int condition = pending;
        pending = NONE;
        return condition;
    }

    /** Whether the instruction {@code distance} bytes ahead uses a condition in the flags. */
    boolean isWanted(int distance) {
        int next = emission.peek(distance);
        return next == BR_IF || next == IF || next == I32_EQZ || next == SELECT;
    }

    /** The flags hold the result of the instruction being visited, whose opcode is one byte long. */
    void result(Condition condition) {
        result(code(condition), 1);
    }

    void result(int condition, int length) {
        if (isWanted(length)) {
            pending = condition;
        } else {
            number(condition);
        }
    }

    /** The condition in the flags as a number. */
    void number(int condition) {
        Values values = emission.values;
        int register = values.allocateGpr();
        if (condition < FLOAT_EQUAL) {
            emission.masm.set(of(condition), register);
        } else {
            int scratch = NativeConvention.SCRATCH;
            boolean equal = condition == FLOAT_EQUAL;
            emission.masm.set(equal ? Condition.NO_PARITY : Condition.PARITY, scratch);
            emission.masm.set(equal ? Condition.EQUAL : Condition.NOT_EQUAL, register);
            emission.masm.rr(equal ? IntegerOp.AND : IntegerOp.OR, 32, register, scratch);
        }
        emission.masm.rr(IntegerOp.MOVZX8, 32, register, register);
        values.pushRegister(Values.I32, register);
    }

    /** Takes the condition of a branch: what is pending, or a test of the number on top. */
    int take() {
        if (pending != NONE) {
            return takePending();
        }
        int register = emission.values.popRegister();
        emission.masm.rr(IntegerOp.TEST, 32, register, register);
        return code(Condition.NOT_EQUAL);
    }

    void jump(int condition, Label target) {
        if (condition < FLOAT_EQUAL) {
            emission.masm.jcc(of(condition), target);
        } else if (condition == FLOAT_EQUAL) {
            Label skip = new Label();
            emission.masm.jccShort(Condition.PARITY, skip);
            emission.masm.jcc(Condition.EQUAL, target);
            emission.masm.bind(skip);
        } else {
            emission.masm.jcc(Condition.PARITY, target);
            emission.masm.jcc(Condition.NOT_EQUAL, target);
        }
    }

    void jumpUnless(int condition, Label target) {
        jump(condition ^ 1, target);
    }
}
