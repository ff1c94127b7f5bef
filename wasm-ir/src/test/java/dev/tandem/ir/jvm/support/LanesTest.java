// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.LongBinaryOperator;
import org.junit.jupiter.api.Test;

/** Arithmetic on all lanes at once against the same lane by lane, on random halves that are rich in limits. */
class LanesTest {
    private static final long SEED = 20261122;
    private static final long[] TOPS = {Lanes.BYTES, Lanes.SHORTS, Lanes.INTS};
    private final Random random = new Random(SEED);

    private interface Operation {
        long apply(long a, long b, long top);
    }

    private long half() {
        long limits = random.nextLong();
        return switch (random.nextInt(4)) {
            case 0 -> limits;
            case 1 -> limits & Lanes.BYTES;
            case 2 -> limits | ~Lanes.BYTES;
            default -> Lanes.spread(limits, Lanes.SHORTS);
        };
    }

    private void check(String name, Operation operation, boolean signed, LongBinaryOperator lane, long... tops) {
        for (int i = 0; i < 3000; i++) {
            long a = half();
            long b = random.nextInt(8) == 0 ? a : half();
            for (long top : tops.length == 0 ? TOPS : tops) {
                int width = 64 / Long.bitCount(top);
                long expected = 0;
                for (int at = 0; at < 64; at += width) {
                    long result = lane.applyAsLong(lane(a, at, width, signed), lane(b, at, width, signed));
                    expected |= (result & (-1L >>> (64 - width))) << at;
                }
                String seen = name + " of width " + width + ", seed " + SEED + ": " + Long.toHexString(a) + ", " + Long.toHexString(b);
                assertEquals(Long.toHexString(expected), Long.toHexString(operation.apply(a, b, top)), seen);
            }
        }
    }

    private static long lane(long a, int at, int width, boolean signed) {
        long high = a << (64 - width - at);
        return signed ? high >> (64 - width) : high >>> (64 - width);
    }

    @Test
    void arithmetic() {
        check("add", Lanes::add, true, (a, b) -> a + b);
        check("subtract", Lanes::subtract, true, (a, b) -> a - b);
        check("absolute", (a, _, top) -> Lanes.absolute(a, top), true, (a, _) -> Math.abs(a));
        check("average", Lanes::average, false, (a, b) -> (a + b + 1) >>> 1);
    }

    @Test
    void comparisons() {
        check("equal", Lanes::equal, true, (a, b) -> a == b ? -1 : 0);
        check("lessSigned", Lanes::lessSigned, true, (a, b) -> a < b ? -1 : 0);
        check("lessUnsigned", Lanes::lessUnsigned, false, (a, b) -> a < b ? -1 : 0);
        check("minSigned", Lanes::minSigned, true, Math::min);
        check("maxSigned", Lanes::maxSigned, true, Math::max);
        check("minUnsigned", Lanes::minUnsigned, false, Math::min);
        check("maxUnsigned", Lanes::maxUnsigned, false, Math::max);
    }

    @Test
    void saturation() {
        for (long top : TOPS) {
            long most = ~top & (-1L >>> (64 - 64 / Long.bitCount(top)));
            LongBinaryOperator sum = (a, b) -> Math.max(-most - 1, Math.min(most, a + b));
            LongBinaryOperator difference = (a, b) -> Math.max(-most - 1, Math.min(most, a - b));
            check("addSaturatingSigned", Lanes::addSaturatingSigned, true, sum, top);
            check("subtractSaturatingSigned", Lanes::subtractSaturatingSigned, true, difference, top);
            LongBinaryOperator unsignedSum = (a, b) -> Math.min(2 * most + 1, a + b);
            check("addSaturatingUnsigned", Lanes::addSaturatingUnsigned, false, unsignedSum, top);
            LongBinaryOperator unsignedDifference = (a, b) -> Math.max(0, a - b);
            check("subtractSaturatingUnsigned", Lanes::subtractSaturatingUnsigned, false, unsignedDifference, top);
        }
    }

    @Test
    void shifts() {
        for (int places = 0; places < 8; places++) {
            int count = places;
            int beyond = places - 64;
            check("shiftLeft", (a, _, top) -> Lanes.shiftLeft(a, beyond, top), false, (a, _) -> a << count);
            check("shiftRightSigned", (a, _, top) -> Lanes.shiftRightSigned(a, beyond, top), true, (a, _) -> a >> count);
            check("shiftRightUnsigned", (a, _, top) -> Lanes.shiftRightUnsigned(a, beyond, top), false, (a, _) -> a >>> count);
        }
    }
}
