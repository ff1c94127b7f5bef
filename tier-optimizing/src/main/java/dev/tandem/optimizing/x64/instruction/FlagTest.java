// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;

/**
 * What the flags say after a comparison: one condition, or, for the equality of floats, one together with the parity flag, which is set
 * when one of them is NaN.
 *
 * @param condition the condition
 * @param parity what the parity flag adds
 */
public record FlagTest(Condition condition, Parity parity) {
    /** Equal and ordered. */
    public static final FlagTest FLOAT_EQUAL = new FlagTest(Condition.EQUAL, Parity.AND_CLEAR);

    /** Not equal or unordered. */
    public static final FlagTest FLOAT_NOT_EQUAL = new FlagTest(Condition.NOT_EQUAL, Parity.OR_SET);

    /** The part of the parity flag. */
    public enum Parity {
        IGNORED,
        AND_CLEAR,
        OR_SET
    }

    public static FlagTest of(Condition condition) {
        return new FlagTest(condition, Parity.IGNORED);
    }

    public FlagTest negate() {
        return new FlagTest(
                condition.negate(),
                switch (parity) {
                    case IGNORED -> Parity.IGNORED;
                    case AND_CLEAR -> Parity.OR_SET;
                    case OR_SET -> Parity.AND_CLEAR;
                });
    }

    /** Jumps if it holds. */
    void jump(Assembler masm, Label target) {
        if (parity == Parity.AND_CLEAR) {
            Label skip = new Label();
            masm.jccShort(Condition.PARITY, skip);
            masm.jcc(condition, target);
            masm.bind(skip);
        } else {
            if (parity == Parity.OR_SET) {
                masm.jcc(Condition.PARITY, target);
            }
            masm.jcc(condition, target);
        }
    }

    /** Replaces {@code to} by {@code source}, both general registers, if it holds; not for {@link Parity#AND_CLEAR}. */
    void move(Assembler masm, int bits, int to, int source) {
        if (parity == Parity.AND_CLEAR) {
            throw new IllegalStateException("needs two flags at once");
        }
        if (parity == Parity.OR_SET) {
            masm.cmov(Condition.PARITY, bits, to, source);
        }
        masm.cmov(condition, bits, to, source);
    }

    /** Sets the low byte of {@code to} to 1 if it holds, else 0; {@code scratch} is another register. */
    void set(Assembler masm, int to, int scratch) {
        if (parity == Parity.IGNORED) {
            masm.set(condition, to);
            return;
        }
        boolean and = parity == Parity.AND_CLEAR;
        masm.set(and ? Condition.NO_PARITY : Condition.PARITY, scratch);
        masm.set(condition, to);
        masm.rr(and ? IntegerOp.AND : IntegerOp.OR, 8, to, scratch);
    }

    @Override
    public String toString() {
        return condition.suffix() + (parity == Parity.IGNORED ? "" : "," + parity);
    }
}
