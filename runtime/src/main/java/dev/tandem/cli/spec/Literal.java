// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import java.math.BigInteger;
import java.util.List;

/** A value that a script writes down: number bits, a vector, null, or an object of the host. */
sealed interface Literal {
    /** A number or vector; {@code high} is the upper half of a vector, else 0. An i32 is zero-extended, floats are IEEE bits. */
    record Bits(String type, long low, long high) implements Literal {}

    /** A null reference. */
    record Null(String type) implements Literal {}

    /** The host's object of that number. */
    record Host(String type, int number) implements Literal {}

    /** The scalar of type {@code type} whose bits are the unsigned decimal {@code text}. */
    static Bits scalar(String type, String text) {
        return new Bits(type, Long.parseUnsignedLong(text), 0);
    }

    /** The vector with these lanes, lane 0 first. */
    static Bits vector(String laneType, List<String> lanes) {
        int width = laneWidth(laneType);
        BigInteger bits = BigInteger.ZERO;
        for (int i = 0; i < lanes.size(); i++) {
            bits = bits.or(new BigInteger(lanes.get(i)).shiftLeft(i * width));
        }
        return new Bits("v128", bits.longValue(), bits.shiftRight(64).longValue());
    }

    /** Width of a lane in bits. */
    static int laneWidth(String laneType) {
        return switch (laneType) {
            case "i8" -> 8;
            case "i16" -> 16;
            case "i32", "f32" -> 32;
            case "i64", "f64" -> 64;
            default -> throw new ScriptException("unknown lane type " + laneType);
        };
    }
}
