// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.api.Engine;
import dev.tandem.api.Instance;
import dev.tandem.it.CurrentCell;
import dev.tandem.it.security.ModuleBytes.Code;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A choice between the two floats that its condition compares is a minimum or maximum, almost: which zero it is, and which NaN, to the bit, is
 * the comparison's matter.
 */
@Tag(CurrentCell.BEHAVIOUR)
final class FloatChoicesTest {
    private static final double[] DOUBLES = {0, -0.0, 1.5, -1.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE};
    /** A quiet NaN, a negative one, and one that signals. */
    private static final long[] NANS = {0x7ff8_0000_0000_0001L, 0xfff8_0000_0000_0000L, 0x7ff0_0000_0000_1000L};
    private static final int[] SINGLE_NANS = {0x7fc0_0001, 0xffc0_0000, 0x7f80_1000};

    /** Of the 64-bit comparisons lt, gt, le and ge; those of 32 bits are eight less. */
    private static final int FIRST = 0x63;
    private static final int SINGLE_FIRST = 0x5d;

    private static boolean holds(int comparison, double a, double b) {
        return switch (comparison) {
            case 0 -> a < b;
            case 1 -> a > b;
            case 2 -> a <= b;
            default -> a >= b;
        };
    }

    private static List<Long> bits(boolean single) {
        List<Long> bits = new ArrayList<>();
        for (double number : DOUBLES) {
            bits.add(single ? (long) Float.floatToRawIntBits((float) number) : Double.doubleToRawLongBits(number));
        }
        for (int i = 0; i < NANS.length; i++) {
            bits.add(single ? SINGLE_NANS[i] : NANS[i]);
        }
        return bits;
    }

    private static double number(boolean single, long bits) {
        return single ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
    }

    /** The parameter, a float by its bits. */
    private static Code variable(boolean single, int index) {
        return new Code().local(index).op(single ? 0xbe : 0xbf);
    }

    private static Code constant(boolean single, long bits) {
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bits);
        byte[] used = new byte[single ? 4 : 8];
        bytes.flip().get(used);
        return new Code().op(single ? 0x43 : 0x44).append(used);
    }

    /** {@code a ? b : c} by bits, of what is compared, or of the two exchanged. */
    private static Code choice(boolean single, int comparison, boolean exchanged, Code a, Code b) {
        return new Code()
                .append((exchanged ? b : a).bytes())
                .append((exchanged ? a : b).bytes())
                .append(a.bytes())
                .append(b.bytes())
                .op((single ? SINGLE_FIRST : FIRST) + comparison, 0x1b, single ? 0xbc : 0xbd);
    }

    @Test
    void takeTheOneThatTheComparisonSays() {
        for (boolean single : new boolean[] {false, true}) {
            for (int comparison = 0; comparison < 4; comparison++) {
                for (boolean exchanged : new boolean[] {false, true}) {
                    test(single, comparison, exchanged);
                }
            }
        }
    }

    private static void test(boolean single, int comparison, boolean exchanged) {
        int type = single ? ModuleBytes.I32 : ModuleBytes.I64;
        int[] result = {type};
        List<Long> all = bits(single);
        ModuleBytes module = new ModuleBytes(1);
        Code first = variable(single, 0);
        String variables = module.function(new int[] {type, type}, result, choice(single, comparison, exchanged, first, variable(single, 1)));
        List<String> left = new ArrayList<>();
        List<String> right = new ArrayList<>();
        for (long bits : all) {
            Code constant = constant(single, bits);
            left.add(module.function(result, result, choice(single, comparison, exchanged, constant, first)));
            right.add(module.function(result, result, choice(single, comparison, exchanged, first, constant)));
        }
        try (Engine engine = CurrentCell.engine()) {
            Instance instance = engine.compile(module.bytes()).instantiate();
            for (int i = 0; i < all.size(); i++) {
                for (int k = 0; k < all.size(); k++) {
                    long a = all.get(i);
                    long b = all.get(k);
                    long expected = holds(comparison, number(single, a), number(single, b)) != exchanged ? a : b;
                    assertEquals(expected, call(single, instance, variables, a, b), () -> "variables");
                    assertEquals(expected, call(single, instance, left.get(i), b), () -> "constant, variable");
                    assertEquals(expected, call(single, instance, right.get(k), a), () -> "variable, constant");
                }
            }
        }
    }

    private static long call(boolean single, Instance instance, String function, long... bits) {
        Object[] arguments = new Object[bits.length];
        for (int i = 0; i < bits.length; i++) {
            arguments[i] = single ? (Object) (int) bits[i] : (Object) bits[i];
        }
        return ((Number) instance.function(function).call(arguments)[0]).longValue();
    }
}
