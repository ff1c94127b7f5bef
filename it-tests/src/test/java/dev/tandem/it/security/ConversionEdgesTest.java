// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.api.Engine;
import dev.tandem.api.Instance;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import dev.tandem.it.security.ModuleBytes.Code;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Conversions of floats to integers at the edges of what fits, and one float beside them: as exact arithmetic has it, of variables and of constants. */
@Tag(CurrentCell.BEHAVIOUR)
final class ConversionEdgesTest {
    private static final double[] EDGES = {0, 1, 0x1p31, 0x1p31 - 1, 0x1p31 + 1, 0x1p32, 0x1p32 - 1, 0x1p63, 0x1p64, 0x1p24, 0x1p53, 0x1p100};
    private static final int F32 = 0x7d;
    private static final int F64 = 0x7c;

    private final ModuleBytes module = new ModuleBytes(1);

    private record Conversion(Opcode op, String variable, Number argument, String constant) {}

    private static boolean isConversion(Opcode op) {
        return op.mnemonic().matches("i(32|64)\\.trunc_(sat_)?f(32|64)_[su]");
    }

    private static List<Number> arguments(boolean single) {
        List<Number> arguments = new ArrayList<>();
        for (double edge : EDGES) {
            for (double signed : new double[] {edge, -edge}) {
                float near = (float) signed;
                arguments.addAll(
                        single
                                ? List.of(near, Math.nextUp(near), Math.nextDown(near))
                                : List.of(signed, Math.nextUp(signed), Math.nextDown(signed)));
            }
        }
        arguments.addAll(
                single
                        ? List.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)
                        : List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
        return arguments;
    }

    @Test
    void asExactArithmeticHasIt() {
        List<Conversion> conversions = new ArrayList<>();
        int opcodes = 0;
        for (Opcode op : Opcode.values()) {
            if (isConversion(op)) {
                opcodes++;
                boolean single = op.operand(0) == ValueType.F32;
                String variable = function(new int[] {single ? F32 : F64}, op, new Code().local(0));
                for (Number argument : arguments(single)) {
                    conversions.add(new Conversion(op, variable, argument, function(new int[0], op, constant(argument))));
                }
            }
        }
        assertEquals(16, opcodes);
        try (Engine engine = CurrentCell.engine()) {
            Instance instance = engine.compile(module.bytes()).instantiate();
            for (Conversion one : conversions) {
                String expected = expected(one.op, one.argument.doubleValue());
                assertEquals(expected, call(instance, one.variable, one.argument), one::toString);
                assertEquals(expected, call(instance, one.constant), one::toString);
            }
        }
    }

    private String function(int[] parameters, Opcode op, Code operand) {
        int result = op.result() == ValueType.I32 ? ModuleBytes.I32 : ModuleBytes.I64;
        return module.function(parameters, new int[] {result}, operand.instruction(op.prefix(), op.code() & 0xffff));
    }

    private static Code constant(Number number) {
        ByteBuffer bytes = ByteBuffer.allocate(number instanceof Float ? 4 : 8).order(ByteOrder.LITTLE_ENDIAN);
        return number instanceof Float
                ? new Code().op(0x43).append(bytes.putFloat(number.floatValue()).array())
                : new Code().op(0x44).append(bytes.putDouble(number.doubleValue()).array());
    }

    private static String call(Instance instance, String function, Object... arguments) {
        try {
            return String.valueOf(instance.function(function).call(arguments)[0]);
        } catch (WasmTrap trap) {
            return trap.code().name();
        }
    }

    /** All floats are doubles: no conversion rounds before it truncates. */
    private static String expected(Opcode op, double argument) {
        boolean saturates = op.mnemonic().contains("sat");
        boolean signed = op.mnemonic().endsWith("s");
        int width = op.result() == ValueType.I32 ? 32 : 64;
        if (Double.isNaN(argument)) {
            return saturates ? "0" : "INVALID_CONVERSION";
        }
        BigInteger least = signed ? BigInteger.TWO.pow(width - 1).negate() : BigInteger.ZERO;
        BigInteger most = BigInteger.TWO.pow(signed ? width - 1 : width).subtract(BigInteger.ONE);
        BigInteger value = Double.isInfinite(argument)
                ? BigInteger.TWO.pow(200).multiply(BigInteger.valueOf((long) Math.signum(argument)))
                : new BigDecimal(argument).toBigInteger();
        if (!saturates && (value.compareTo(least) < 0 || value.compareTo(most) > 0)) {
            return "INTEGER_OVERFLOW";
        }
        BigInteger fits = value.max(least).min(most);
        return width == 32 ? Integer.toString(fits.intValue()) : Long.toString(fits.longValue());
    }
}
