// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.evaluate.Bits;
import dev.tandem.ir.graph.evaluate.Numerics;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class IntegerTransferTest {
    /** Whatever operands within their stamps give lies in the result's stamp. */
    @Test
    void resultsLieInTheirStamps() {
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (Opcode op : Opcode.values()) {
            if (!Numerics.isNumeric(op) || !isInteger(op)) {
                continue;
            }
            for (int round = 0; round < 1500; round++) {
                Bits[] values = new Bits[op.operandCount()];
                IntegerStamp[] stamps = new IntegerStamp[values.length];
                for (int i = 0; i < values.length; i++) {
                    int width = op.operand(i) == ValueType.I32 ? 32 : 64;
                    long value = value(random, width);
                    stamps[i] = stampAround(random, width, value);
                    assertTrue(stamps[i].contains(Bounds.signExtend(width, value)), stamps[i] + " of " + value);
                    values[i] = Bits.ofLong(value & Bounds.mask(width));
                }
                if (Numerics.trap(op, values).isPresent()) {
                    continue;
                }
                long result = Numerics.evaluate(op, values).low();
                IntegerStamp stamp = (IntegerStamp)
                        (stamps.length == 1 ? IntegerTransfer.result(op, stamps[0]) : IntegerTransfer.result(op, stamps[0], stamps[1]));
                String message = "-Dtandem.test.seed=" + seed + ": " + op + " of " + stamps[0] + (stamps.length > 1 ? " and " + stamps[1] : "") + " is "
                        + stamp + ", but " + values[0] + (values.length > 1 ? " and " + values[1] : "") + " give " + result;
                assertTrue(stamp.contains(Bounds.signExtend(stamp.width(), result)), message);
            }
        }
    }

    private static boolean isInteger(Opcode op) {
        for (int i = 0; i < op.operandCount(); i++) {
            if (op.operand(i) != ValueType.I32 && op.operand(i) != ValueType.I64) {
                return false;
            }
        }
        return op.result() == ValueType.I32 || op.result() == ValueType.I64;
    }

    private static long value(Random random, int width) {
        long value =
                switch (random.nextInt(5)) {
                    case 0 -> random.nextInt(10) - 5;
                    case 1 -> Bounds.signedMin(width) + random.nextInt(5) - 2;
                    case 2 -> random.nextLong();
                    case 3 -> 1L << random.nextInt(64);
                    default -> random.nextLong() >> random.nextInt(64);
                };
        return Bounds.signExtend(width, value);
    }

    /** Some true facts about {@code value}. */
    static IntegerStamp stampAround(Random random, int width, long value) {
        long unsigned = value & Bounds.mask(width);
        long other = value(random, width);
        long another = value(random, width);
        return switch (random.nextInt(6)) {
            case 0 -> IntegerStamp.constant(width, value);
            case 1 -> Bounds.full(width);
            case 2 -> IntegerStamp.signedRange(width, Math.min(value, other), Math.max(value, another));
            case 3 ->
                IntegerStamp.unsignedRange(
                        width,
                        Bounds.minUnsigned(unsigned, other & Bounds.mask(width)),
                        Bounds.maxUnsigned(unsigned, another & Bounds.mask(width)));
            case 4 -> IntegerStamp.bits(width, ~unsigned & other, unsigned & another);
            default ->
                Bounds.all(
                        width,
                        Math.min(value, other),
                        Math.max(value, another),
                        0,
                        Bounds.mask(width),
                        ~unsigned & another,
                        unsigned & other);
        };
    }

    @Test
    void bounds() {
        IntegerStamp index = IntegerStamp.signedRange(32, 0, 99);
        assertEquals(IntegerStamp.signedRange(32, 4, 103), IntegerTransfer.result(Opcode.I32_ADD, index, IntegerStamp.constant(32, 4)));
        IntegerStamp scaled = (IntegerStamp) IntegerTransfer.result(Opcode.I32_SHL, index, IntegerStamp.constant(32, 3));
        assertEquals(8 * 99, scaled.max() | 7 & scaled.max());
        assertEquals(7, scaled.zeros() & 7);
        assertEquals(IntegerStamp.constant(32, 1), IntegerTransfer.result(Opcode.I32_LT_U, index, IntegerStamp.constant(32, 100)));
        assertEquals(Stamp.BOOLEAN, IntegerTransfer.result(Opcode.I32_LT_U, index, IntegerStamp.constant(32, 99)));
        IntegerStamp byteStamp = (IntegerStamp) IntegerTransfer.loaded(Opcode.I32_LOAD8_U);
        assertEquals(byteStamp, IntegerTransfer.result(Opcode.I32_AND, byteStamp, IntegerStamp.constant(32, 0xff)));
        assertEquals(
                IntegerStamp.signedRange(32, -9, 9),
                IntegerTransfer.result(Opcode.I32_REM_S, Bounds.full(32), IntegerStamp.constant(32, 10)));
    }

    @Test
    void comparisonsAreConsistent() {
        Random random = new Random(3);
        for (Comparison comparison : Comparison.values()) {
            for (int width = 32; width <= 64; width += 32) {
                assertEquals(comparison, Comparison.of(comparison.opcode(width)));
                assertEquals(comparison, comparison.negated().negated());
                assertEquals(comparison, comparison.mirrored().mirrored());
                for (int i = 0; i < 100; i++) {
                    Bits a = Bits.ofLong(value(random, width) & Bounds.mask(width));
                    Bits b = i % 5 == 0 ? a : Bits.ofLong(value(random, width) & Bounds.mask(width));
                    Bits result = Numerics.evaluate(comparison.opcode(width), a, b);
                    assertEquals(result, Numerics.evaluate(comparison.mirrored().opcode(width), b, a));
                    assertEquals(1 - result.low(), Numerics.evaluate(comparison.negated().opcode(width), a, b).low());
                    assertEquals(comparison.isReflexive(), Numerics.evaluate(comparison.opcode(width), a, a).low() == 1);
                }
            }
        }
    }
}
