// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.x64;

/** Condition codes with their encodings, which differ from their negations' in the lowest bit. */
public enum Condition {
    OVERFLOW(0, "o"),
    NO_OVERFLOW(1, "no"),
    BELOW(2, "b"),
    ABOVE_OR_EQUAL(3, "ae"),
    EQUAL(4, "e"),
    NOT_EQUAL(5, "ne"),
    BELOW_OR_EQUAL(6, "be"),
    ABOVE(7, "a"),
    SIGN(8, "s"),
    NO_SIGN(9, "ns"),
    PARITY(10, "p"),
    NO_PARITY(11, "np"),
    LESS(12, "l"),
    GREATER_OR_EQUAL(13, "ge"),
    LESS_OR_EQUAL(14, "le"),
    GREATER(15, "g");

    private static final Condition[] BY_CODE = values();

    private final int code;
    private final String suffix;

    Condition(int code, String suffix) {
        this.code = code;
        this.suffix = suffix;
    }

    public String suffix() {
        return suffix;
    }

    int code() {
        return code;
    }

    public Condition negate() {
        return BY_CODE[code ^ 1];
    }
}
