// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.trap.TrapCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NumericsTest {
    private static final Bits ONES = new Bits(-1, -1);

    /** Each instruction has a rule, and its result fits its type. */
    @Test
    void everyNumericInstructionIsEvaluated() {
        Random random = new Random(7);
        for (Opcode op : Opcode.values()) {
            if (!Numerics.isNumeric(op)) {
                assertThrows(IllegalArgumentException.class, () -> Numerics.evaluate(op));
                continue;
            }
            for (int i = 0; i < 50; i++) {
                Bits[] operands = new Bits[op.operandCount()];
                for (int k = 0; k < operands.length; k++) {
                    operands[k] = random(random, op.operand(k));
                }
                if (Numerics.trap(op, operands).isPresent()) {
                    assertTrue(Numerics.canTrap(op));
                    continue;
                }
                Bits result = Numerics.evaluateWith(Bits.ZERO, op, operands);
                ValueType type = op.result();
                assertTrue(type == ValueType.V128 || result.high() == 0, op.mnemonic());
                boolean narrow = type == ValueType.I32 || type == ValueType.F32;
                assertTrue(!narrow || result.low() >>> 32 == 0, op.mnemonic());
            }
        }
    }

    private static Bits random(Random random, ValueType type) {
        Bits bits = new Bits(random.nextLong(), random.nextLong());
        if (type == ValueType.V128) {
            return bits;
        }
        return type == ValueType.I32 || type == ValueType.F32 ? Bits.ofInt((int) bits.low()) : Bits.ofLong(bits.low());
    }

    @Test
    void divisionsTrap() {
        Bits min = Bits.ofInt(Integer.MIN_VALUE);
        Bits minusOne = Bits.ofInt(-1);
        assertEquals(Optional.of(TrapCode.INTEGER_OVERFLOW), Numerics.trap(Opcode.I32_DIV_S, min, minusOne));
        assertEquals(Optional.empty(), Numerics.trap(Opcode.I32_REM_S, min, minusOne));
        assertEquals(Bits.ZERO, Numerics.evaluate(Opcode.I32_REM_S, min, minusOne));
        assertEquals(Optional.empty(), Numerics.trap(Opcode.I64_DIV_S, min, minusOne));
        assertEquals(Optional.of(TrapCode.INTEGER_DIVIDE_BY_ZERO), Numerics.trap(Opcode.I64_REM_U, ONES, Bits.ZERO));
        assertEquals(
                Optional.of(TrapCode.INTEGER_OVERFLOW),
                Numerics.trap(Opcode.I64_DIV_S, Bits.ofLong(Long.MIN_VALUE), Bits.ofLong(-1)));
    }

    /** Around each power of two that bounds an integer type, by exact arithmetic. */
    @Test
    void truncationsAtTheirBounds() {
        Opcode[] ops = {
            Opcode.I32_TRUNC_F32_S, Opcode.I32_TRUNC_F32_U, Opcode.I32_TRUNC_F64_S, Opcode.I32_TRUNC_F64_U,
            Opcode.I64_TRUNC_F32_S, Opcode.I64_TRUNC_F32_U, Opcode.I64_TRUNC_F64_S, Opcode.I64_TRUNC_F64_U
        };
        Opcode[] saturating = {
            Opcode.I32_TRUNC_SAT_F32_S, Opcode.I32_TRUNC_SAT_F32_U, Opcode.I32_TRUNC_SAT_F64_S, Opcode.I32_TRUNC_SAT_F64_U,
            Opcode.I64_TRUNC_SAT_F32_S, Opcode.I64_TRUNC_SAT_F32_U, Opcode.I64_TRUNC_SAT_F64_S, Opcode.I64_TRUNC_SAT_F64_U
        };
        double[] bounds = {0, 1, 0x1p31, 0x1p31 + 1, 0x1p32, 0x1p63, 0x1p64};
        for (int i = 0; i < ops.length; i++) {
            boolean single = ops[i].operand(0) == ValueType.F32;
            int bits = ops[i].result() == ValueType.I32 ? 32 : 64;
            boolean signed = i % 2 == 0;
            BigInteger least = signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
            BigInteger greatest = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
            for (double bound : bounds) {
                for (double value : new double[] {bound, -bound, down(single, bound), up(single, bound), -down(single, bound), -up(single, bound)}) {
                    double rounded = single ? (float) value : value;
                    Bits operand = single ? Bits.ofFloat((float) value) : Bits.ofDouble(value);
                    BigInteger exact = new BigDecimal(rounded).toBigInteger();
                    BigInteger clamped = exact.max(least).min(greatest);
                    String name = ops[i] + " " + rounded;
                    assertEquals(!exact.equals(clamped), Numerics.trap(ops[i], operand).isPresent(), name);
                    long expected = bits == 32 ? clamped.longValue() & 0xffff_ffffL : clamped.longValue();
                    assertEquals(expected, Numerics.evaluate(saturating[i], operand).low(), name);
                    if (exact.equals(clamped)) {
                        assertEquals(expected, Numerics.evaluate(ops[i], operand).low(), name);
                    }
                }
            }
        }
    }

    private static double down(boolean single, double value) {
        return single ? Math.nextDown((float) value) : Math.nextDown(value);
    }

    private static double up(boolean single, double value) {
        return single ? Math.nextUp((float) value) : Math.nextUp(value);
    }

    /** Rounding of unsigned integers to floats, against decimal arithmetic. */
    @Test
    void unsignedConversions() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            long value = random.nextLong() >>> random.nextInt(64) << random.nextInt(8);
            String exact = Long.toUnsignedString(value);
            assertEquals(
                    Bits.ofFloat(Float.parseFloat(exact)), Numerics.evaluate(Opcode.F32_CONVERT_I64_U, Bits.ofLong(value)), exact);
            assertEquals(
                    Bits.ofDouble(Double.parseDouble(exact)), Numerics.evaluate(Opcode.F64_CONVERT_I64_U, Bits.ofLong(value)), exact);
        }
    }

    @Test
    void lanes() {
        Bits bytes = new Bits(0x0706_0504_0302_0100L, 0x8f8e_8d8c_8b8a_8988L);
        assertEquals(Bits.ofInt(-113), Numerics.evaluateWith(Bits.ofInt(15), Opcode.I8X16_EXTRACT_LANE_S, bytes));
        assertEquals(Bits.ofInt(0x8f), Numerics.evaluateWith(Bits.ofInt(15), Opcode.I8X16_EXTRACT_LANE_U, bytes));
        assertEquals(Bits.ofInt(0xffff8988), Numerics.evaluateWith(Bits.ofInt(4), Opcode.I16X8_EXTRACT_LANE_S, bytes));
        assertEquals(Bits.ofLong(bytes.high()), Numerics.evaluateWith(Bits.ofInt(1), Opcode.I64X2_EXTRACT_LANE, bytes));
        assertEquals(
                new Bits(bytes.low(), 0x8f8e_8d8c_1234_5678L),
                Numerics.evaluateWith(Bits.ofInt(2), Opcode.I32X4_REPLACE_LANE, bytes, Bits.ofInt(0x1234_5678)));
        Bits lanes = new Bits(0x1f10_0f00_1f10_0f00L, 0);
        Bits zeros = new Bits(0, 0);
        assertEquals(new Bits(0xffff_8f00_ffff_8f00L, 0), Numerics.evaluateWith(lanes, Opcode.I8X16_SHUFFLE, bytes, ONES));
        assertEquals(new Bits(0x0000_8f00_0000_8f00L, 0), Numerics.evaluate(Opcode.I8X16_SWIZZLE, bytes, lanes));
        assertEquals(zeros, Numerics.evaluateWith(lanes, Opcode.I8X16_SHUFFLE, zeros, zeros));
    }

    @Test
    void shiftCountsAreModuloTheLane() {
        for (int count : new int[] {0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 127, -1}) {
            Bits by = Bits.ofInt(count);
            Bits a = new Bits(0x8000_0000_0000_0001L, 0xff80_8000_7f01_8001L);
            Bits shifted = Numerics.evaluate(Opcode.I64X2_SHR_S, a, by);
            assertEquals(new Bits(a.low() >> count, a.high() >> count), shifted);
            assertEquals(
                    ((int) a.high()) >> count, (int) Numerics.evaluate(Opcode.I32X4_SHR_S, a, by).lane(4, 2), "" + count);
            assertEquals(
                    (short) a.high() >> (count & 15), Numerics.evaluate(Opcode.I16X8_SHR_S, a, by).signedLane(2, 4));
            assertEquals(
                    (a.high() >>> 56) >> (count & 7), Numerics.evaluate(Opcode.I8X16_SHR_U, a, by).lane(1, 15));
        }
    }

    @Test
    void onlyDeterminedBitsAreFolded() {
        Bits signaling = Bits.ofInt(0x7fa0_0000);
        Bits sum = Numerics.evaluate(Opcode.F32_ADD, signaling, Bits.ofFloat(1));
        assertEquals(Bits.ofInt(0x7fc0_0000), sum);
        assertFalse(Numerics.isDetermined(Opcode.F32_ADD, sum, signaling, Bits.ofFloat(1)));
        Bits negated = Numerics.evaluate(Opcode.F32_NEG, signaling);
        assertEquals(Bits.ofInt(0xffa0_0000), negated);
        assertTrue(Numerics.isDetermined(Opcode.F32_NEG, negated, signaling));
        assertTrue(Numerics.isDetermined(Opcode.F32_ADD, Bits.ofFloat(2), Bits.ofFloat(1), Bits.ofFloat(1)));
        Bits half = new Bits(0, Double.doubleToRawLongBits(Double.NaN));
        assertFalse(Numerics.isDetermined(Opcode.F64X2_MUL, half, half, half));
        assertTrue(Numerics.isDetermined(Opcode.V128_AND, half, half, half));
        Bits product = Numerics.evaluate(Opcode.I16X8_RELAXED_DOT_I8X16_I7X16_S, ONES, ONES);
        assertFalse(Numerics.isDetermined(Opcode.I16X8_RELAXED_DOT_I8X16_I7X16_S, product, ONES, ONES));
    }

    @Test
    void zerosAndNaN() {
        Bits zero = Bits.ofDouble(0.0);
        Bits minusZero = Bits.ofDouble(-0.0);
        Bits nan = Bits.ofDouble(Double.NaN);
        assertEquals(minusZero, Numerics.evaluate(Opcode.F64_MIN, zero, minusZero));
        assertEquals(minusZero, Numerics.evaluate(Opcode.F64_MIN, minusZero, zero));
        assertEquals(zero, Numerics.evaluate(Opcode.F64_MAX, zero, minusZero));
        assertEquals(zero, Numerics.evaluate(Opcode.F64_MAX, minusZero, zero));
        assertEquals(nan, Numerics.evaluate(Opcode.F64_MIN, zero, nan));
        assertEquals(Bits.of(true), Numerics.evaluate(Opcode.F64_EQ, zero, minusZero));
        assertEquals(Bits.of(false), Numerics.evaluate(Opcode.F64_EQ, nan, nan));
        assertEquals(Bits.of(true), Numerics.evaluate(Opcode.F64_NE, nan, nan));
        assertEquals(minusZero, Numerics.evaluate(Opcode.F64_CEIL, Bits.ofDouble(-0.5)));
        assertEquals(minusZero, Numerics.evaluate(Opcode.F64_NEAREST, Bits.ofDouble(-0.5)));
        Bits pmin = Numerics.evaluate(Opcode.F64X2_PMIN, new Bits(zero.low(), nan.low()), new Bits(minusZero.low(), 0));
        assertEquals(new Bits(zero.low(), nan.low()), pmin);
    }
}
