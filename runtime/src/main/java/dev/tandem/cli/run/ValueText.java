// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.run;

import dev.tandem.api.Function;
import dev.tandem.api.V128;
import dev.tandem.cli.BadInputException;
import dev.tandem.decoder.type.ValueType;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Wasm values as people write them on the command line, and as results are printed. */
final class ValueText {
    private static final int HALF = 64;

    private ValueText() {}

    /**
     * The value of type {@code type}: an integer in decimal (signed or unsigned) or {@code 0x} hexadecimal, a float in Java's notation or
     * {@code inf} or {@code nan}, a vector as one integer, {@code null} for a reference.
     *
     * @throws BadInputException if it is no such value, saying which argument it is
     */
    static @Nullable Object parse(String text, ValueType type, int position) {
        try {
            if (type == ValueType.I32) {
                return integer(text, 32).intValue();
            } else if (type == ValueType.I64) {
                return integer(text, 64).longValue();
            } else if (type == ValueType.V128) {
                BigInteger bits = integer(text, 128);
                return new V128(bits.longValue(), bits.shiftRight(HALF).longValue());
            } else if (type == ValueType.F32) {
                return Float.parseFloat(javaFloat(text));
            } else if (type == ValueType.F64) {
                return Double.parseDouble(javaFloat(text));
            } else if (type.isNullable() && text.equals("null")) {
                return null;
            }
        } catch (NumberFormatException e) {
            throw notAValue(text, type, position, e);
        }
        throw notAValue(text, type, position, null);
    }

    private static BadInputException notAValue(String text, ValueType type, int position, @Nullable Throwable cause) {
        String message = "argument " + (position + 1) + " of the function is of type " + type + ", not " + text;
        return cause == null ? new BadInputException(message) : new BadInputException(message, cause);
    }

    private static BigInteger integer(String text, int width) {
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        boolean hexadecimal = digits.startsWith("0x") || digits.startsWith("0X");
        if (digits.isEmpty() || Character.digit(digits.charAt(0), 10) < 0) {
            throw new NumberFormatException(text);
        }
        BigInteger magnitude = hexadecimal ? new BigInteger(unsigned(digits.substring(2)), 16) : new BigInteger(digits);
        BigInteger value = text.startsWith("-") ? magnitude.negate() : magnitude;
        boolean fits = value.signum() < 0 ? value.bitLength() < width : value.bitLength() <= width;
        if (!fits) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    private static String unsigned(String digits) {
        if (digits.startsWith("-") || digits.startsWith("+")) {
            throw new NumberFormatException(digits);
        }
        return digits;
    }

    private static String javaFloat(String text) {
        return switch (text) {
            case "inf", "+inf" -> "Infinity";
            case "-inf" -> "-Infinity";
            case "nan" -> "NaN";
            default -> {
                char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
                // Java would also take a type suffix and blanks.
                if (last == 'f' || last == 'F' || last == 'd' || last == 'D' || !text.strip().equals(text)) {
                    throw new NumberFormatException(text);
                }
                yield text;
            }
        };
    }

    /** How a result is printed: integers in signed decimal, a vector in hexadecimal. */
    static String format(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Float number when number.isInfinite() -> number > 0 ? "inf" : "-inf";
            case Float number when number.isNaN() -> "nan";
            case Double number when number.isInfinite() -> number > 0 ? "inf" : "-inf";
            case Double number when number.isNaN() -> "nan";
            case Number number -> number.toString();
            case V128 vector -> "0x" + hexadecimal(vector.high()) + hexadecimal(vector.low());
            case Function _ -> "funcref";
            default -> "externref";
        };
    }

    private static String hexadecimal(long half) {
        String digits = Long.toHexString(half);
        return "0".repeat(HALF / 4 - digits.length()) + digits;
    }
}
