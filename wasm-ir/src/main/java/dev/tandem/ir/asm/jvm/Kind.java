// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import org.objectweb.asm.Opcodes;

/** Kind of a variable or operand: what the JVM's verifier and typed instructions distinguish. */
public enum Kind {
    INT("I", 1),
    LONG("J", 2),
    FLOAT("F", 1),
    DOUBLE("D", 2),
    REFERENCE("Ljava/lang/Object;", 1),
    /** A v128 as two longs, the low half first. A variable is never of this kind: a vector takes two, one after the other. */
    VECTOR("JJ", 4),
    /** A v128 as four integers, in as many variables. */
    INTS("IIII", 4),
    /** A v128 as four floats, in as many variables. */
    FLOATS("FFFF", 4);

    private static final Kind[] VALUES = values();

    private final String descriptor;
    private final int words;

    Kind(String descriptor, int words) {
        this.descriptor = descriptor;
        this.words = words;
    }

    /** The kind with that {@link #index}. */
    public static Kind of(int index) {
        return VALUES[index];
    }

    /** Position among the kinds, which is the JVM's order of typed instructions, but for vectors. */
    @SuppressWarnings("EnumOrdinal")
    public int index() {
        return ordinal();
    }

    /** The kind for a letter of {@link dev.tandem.ir.jvm.GuestSignature#kind}. */
    public static Kind ofLetter(char letter) {
        return switch (letter) {
            case 'I' -> INT;
            case 'J' -> LONG;
            case 'F' -> FLOAT;
            case 'D' -> DOUBLE;
            case 'L' -> REFERENCE;
            case 'V' -> VECTOR;
            default -> throw new IllegalArgumentException("kind " + letter);
        };
    }

    public String descriptor() {
        return descriptor;
    }

    /** Kind of the variables it takes. */
    public Kind part() {
        return switch (this) {
            case VECTOR -> LONG;
            case INTS -> INT;
            case FLOATS -> FLOAT;
            default -> this;
        };
    }

    /** How many variables it takes, one after the other. */
    public int parts() {
        return descriptor.startsWith("L") ? 1 : descriptor.length();
    }

    /** What the JVM returns for a value of this kind: of a vector the low half. */
    public Kind returned() {
        return this == VECTOR ? LONG : this;
    }

    /** Slots of the raw convention. */
    public int slots() {
        return this == VECTOR ? 2 : 1;
    }

    /** JVM words: 2 for longs and doubles, 4 for vectors. */
    public int words() {
        return words;
    }

    int loadOpcode() {
        return Opcodes.ILOAD + index();
    }

    int storeOpcode() {
        return Opcodes.ISTORE + index();
    }

    /** The return instruction for this kind. */
    public int returnOpcode() {
        return Opcodes.IRETURN + index();
    }

    int zeroOpcode() {
        return switch (this) {
            case INT -> Opcodes.ICONST_0;
            case LONG -> Opcodes.LCONST_0;
            case FLOAT -> Opcodes.FCONST_0;
            case DOUBLE -> Opcodes.DCONST_0;
            case REFERENCE -> Opcodes.ACONST_NULL;
            case VECTOR, INTS, FLOATS -> throw new IllegalArgumentException("a vector is several values");
        };
    }

    Object frameType() {
        return switch (this) {
            case INT -> Opcodes.INTEGER;
            case LONG -> Opcodes.LONG;
            case FLOAT -> Opcodes.FLOAT;
            case DOUBLE -> Opcodes.DOUBLE;
            case REFERENCE -> "java/lang/Object";
            case VECTOR, INTS, FLOATS -> throw new IllegalArgumentException("a vector is several locals");
        };
    }
}
