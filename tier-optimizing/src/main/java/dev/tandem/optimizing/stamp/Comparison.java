// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.stamp;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.IntegerStamp;

/** The relations of integer comparisons, whatever the width. */
@SuppressWarnings("EnumOrdinal") // the order is that of the opcodes
public enum Comparison {
    EQ,
    NE,
    LT_S,
    LT_U,
    GT_S,
    GT_U,
    LE_S,
    LE_U,
    GE_S,
    GE_U;

    private static final Comparison[] VALUES = values();

    /** Whether it is an integer comparison of two operands. */
    public static boolean isComparison(Opcode op) {
        int ordinal = op.ordinal();
        return (ordinal >= Opcode.I32_EQ.ordinal() && ordinal <= Opcode.I32_GE_U.ordinal())
                || (ordinal >= Opcode.I64_EQ.ordinal() && ordinal <= Opcode.I64_GE_U.ordinal());
    }

    /** The relation of an opcode for which {@link #isComparison} holds. */
    public static Comparison of(Opcode op) {
        boolean narrow = op.ordinal() <= Opcode.I32_GE_U.ordinal();
        return VALUES[op.ordinal() - (narrow ? Opcode.I32_EQ : Opcode.I64_EQ).ordinal()];
    }

    /** The instruction that compares numbers of that width, 32 or 64. */
    public Opcode opcode(int width) {
        return OPCODES[(width == 32 ? 0 : VALUES.length) + ordinal()];
    }

    @SuppressWarnings("MutableConstantField")
    private static final Opcode[] OPCODES = new Opcode[2 * VALUES.length];

    static {
        for (Opcode op : Opcode.values()) {
            if (isComparison(op)) {
                OPCODES[(op.ordinal() <= Opcode.I32_GE_U.ordinal() ? 0 : VALUES.length) + of(op).ordinal()] = op;
            }
        }
    }

    /** What holds exactly when this does not. */
    public Comparison negated() {
        return switch (this) {
            case EQ -> NE;
            case NE -> EQ;
            case LT_S -> GE_S;
            case LT_U -> GE_U;
            case GT_S -> LE_S;
            case GT_U -> LE_U;
            case LE_S -> GT_S;
            case LE_U -> GT_U;
            case GE_S -> LT_S;
            case GE_U -> LT_U;
        };
    }

    /** The same with operands exchanged. */
    public Comparison mirrored() {
        return switch (this) {
            case EQ, NE -> this;
            case LT_S -> GT_S;
            case LT_U -> GT_U;
            case GT_S -> LT_S;
            case GT_U -> LT_U;
            case LE_S -> GE_S;
            case LE_U -> GE_U;
            case GE_S -> LE_S;
            case GE_U -> LE_U;
        };
    }

    /** Whether a number is in the relation with itself. */
    public boolean isReflexive() {
        return switch (this) {
            case EQ, LE_S, LE_U, GE_S, GE_U -> true;
            case NE, LT_S, LT_U, GT_S, GT_U -> false;
        };
    }

    /** What is known to come out. */
    public enum Outcome {
        FALSE,
        TRUE,
        OPEN;

        public Outcome negated() {
            return switch (this) {
                case FALSE -> TRUE;
                case TRUE -> FALSE;
                case OPEN -> OPEN;
            };
        }

        static Outcome of(boolean isTrue, boolean isFalse) {
            return isTrue ? TRUE : isFalse ? FALSE : OPEN;
        }
    }

    /** What is known to come out for operands with these stamps. */
    public Outcome decide(IntegerStamp a, IntegerStamp b) {
        return switch (this) {
            case EQ -> Outcome.of(a.isConstant() && b.isConstant() && a.min() == b.min(), areDistinct(a, b));
            case LT_S -> Outcome.of(a.max() < b.min(), a.min() >= b.max());
            case LE_S -> Outcome.of(a.max() <= b.min(), a.min() > b.max());
            case LT_U ->
                Outcome.of(
                        Long.compareUnsigned(a.unsignedMax(), b.unsignedMin()) < 0,
                        Long.compareUnsigned(a.unsignedMin(), b.unsignedMax()) >= 0);
            case LE_U ->
                Outcome.of(
                        Long.compareUnsigned(a.unsignedMax(), b.unsignedMin()) <= 0,
                        Long.compareUnsigned(a.unsignedMin(), b.unsignedMax()) > 0);
            case NE, GE_S, GE_U -> negated().decide(a, b).negated();
            case GT_S, GT_U -> mirrored().decide(b, a);
        };
    }

    private static boolean areDistinct(IntegerStamp a, IntegerStamp b) {
        return a.max() < b.min()
                || a.min() > b.max()
                || Long.compareUnsigned(a.unsignedMax(), b.unsignedMin()) < 0
                || Long.compareUnsigned(a.unsignedMin(), b.unsignedMax()) > 0
                || (a.ones() & b.zeros()) != 0
                || (a.zeros() & b.ones()) != 0;
    }
}
