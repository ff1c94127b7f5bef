// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import java.util.Optional;

/**
 * A value that guest code returned.
 *
 * @param type name of its type: {@code i32}, {@code v128}, any other name for a reference
 * @param low bits of a number (i32 and f32 zero-extended), lower half of a vector
 * @param high upper half of a vector
 * @param reference of a reference: the object, or empty for null
 */
record Result(String type, long low, long high, Optional<Object> reference) {
    boolean isNumeric() {
        return switch (type) {
            case "i32", "i64", "f32", "f64", "v128" -> true;
            default -> false;
        };
    }

    /** Bits of lane {@code index} when cut into lanes of {@code width} bits, zero-extended. */
    long lane(int index, int width) {
        int position = index * width;
        long half = position < 64 ? low : high;
        long shifted = half >>> (position & 63);
        return width == 64 ? shifted : shifted & ((1L << width) - 1);
    }

    @Override
    public String toString() {
        return isNumeric() ? describe(type, low, high) : type + " " + reference.map(Object::toString).orElse("null");
    }

    static String describe(String type, long low, long high) {
        return switch (type) {
            case "i32" -> "i32 " + (int) low;
            case "i64" -> "i64 " + low;
            case "f32" -> "f32 " + Float.intBitsToFloat((int) low) + " (0x" + Long.toHexString(low) + ")";
            case "f64" -> "f64 " + Double.longBitsToDouble(low) + " (0x" + Long.toHexString(low) + ")";
            default -> type + " 0x" + hex(high) + hex(low);
        };
    }

    private static String hex(long half) {
        String digits = Long.toHexString(half);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
