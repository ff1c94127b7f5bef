// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.api.Engine;
import dev.tandem.api.Instance;
import dev.tandem.api.Memory;
import dev.tandem.api.V128;
import dev.tandem.decoder.Feature;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.body.Opcode.Shape;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import dev.tandem.it.security.ModuleBytes.Code;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every numeric instruction computes the same whatever its operands are: variables, constants, all of them the same variable, or loaded from
 * the last bytes of a memory. Where compilers have a form for each, each can be wrong.
 */
@Tag(CurrentCell.BEHAVIOUR)
final class OperandsTest {
    private static final int[] INTS = {0, 1, -1, 2, -3, 7, 10, 31, 32, 33, 64, 127, 0x8000_0000, 0x7fff_ffff};
    private static final long[] LONGS = {0, 1, -1, 3, -8, 10, 63, 64, 65, 1L << 31, 1L << 32, Long.MIN_VALUE, Long.MAX_VALUE};
    private static final double[] DOUBLES = {
        0, -0.0, 1.5, -1, Double.NaN, Double.POSITIVE_INFINITY, 0x1p31, -0x1p31 - 1, 0x1p32, Math.nextDown(0x1p63), 0x1p63, -0x1p63,
        Math.nextDown(0x1p64), 0x1p64
    };
    private static final float[] FLOATS = {
        0, -0f, -1.5f, Float.NaN, Float.NEGATIVE_INFINITY, 0x1p31f, Math.nextDown(0x1p31f), -0x1p31f, 0x1p32f, Math.nextDown(0x1p63f), 0x1p64f
    };
    private static final V128[] VECTORS = {
        new V128(0, 0), new V128(0x8000_0001_7fff_80ffL, 0x0102_0304_8586_8788L), new V128(-1, 0x7f80_0001_0010_1f20L)
    };

    @Test
    void theFormOfAnOperandMakesNoDifference() {
        try (Engine engine = CurrentCell.engine()) {
            int count = 0;
            for (Opcode op : Opcode.values()) {
                if (isNumeric(op)) {
                    new Forms(engine, op).test();
                    count++;
                }
            }
            assertEquals(true, count > 300, "only " + count + " instructions");
        }
    }

    /** What relaxed instructions compute may depend on the form. */
    private static boolean isNumeric(Opcode op) {
        boolean shape = op.shape() == Shape.UNARY || op.shape() == Shape.BINARY || op.shape() == Shape.TERNARY;
        Feature feature = op.feature().orElse(null);
        return shape && op.hasFixedSignature() && feature != Feature.RELAXED_SIMD && feature != Feature.GC && feature != Feature.THREADS;
    }

    private static Object[] values(ValueType type) {
        List<Object> values = new ArrayList<>();
        switch (type.code()) {
            case 1 -> {
                for (int value : INTS) {
                    values.add(value);
                }
            }
            case 2 -> {
                for (long value : LONGS) {
                    values.add(value);
                }
            }
            case 3 -> {
                for (float value : FLOATS) {
                    values.add(value);
                }
            }
            case 4 -> {
                for (double value : DOUBLES) {
                    values.add(value);
                }
            }
            default -> values.addAll(List.of(VECTORS));
        }
        return values.toArray();
    }

    /** One instruction. */
    private static final class Forms {
        private final Opcode op;
        private final Object[][] operands;
        private final ModuleBytes module = new ModuleBytes(1);
        private final Engine engine;

        Forms(Engine engine, Opcode op) {
            this.engine = engine;
            this.op = op;
            operands = new Object[op.operandCount()][];
            for (int i = 0; i < operands.length; i++) {
                operands[i] = values(op.operand(i));
            }
        }

        void test() {
            String variables = function(locals(0), operandTypes());
            List<List<String>> constants = new ArrayList<>();
            List<String> loaded = new ArrayList<>();
            for (int at = 0; at < operands.length; at++) {
                List<String> ofOperand = new ArrayList<>();
                for (Object constant : operands[at]) {
                    Code[] codes = locals(0);
                    codes[at] = constant(constant);
                    ofOperand.add(function(codes, operandTypes()));
                }
                constants.add(ofOperand);
                Code[] codes = locals(0);
                codes[at] = new Code().local(operands.length).instruction(load(at).prefix(), load(at).code() & 0xffff).memoryArgument(0);
                int[] types = new int[operands.length + 1];
                System.arraycopy(operandTypes(), 0, types, 0, operands.length);
                types[operands.length] = ModuleBytes.I32;
                loaded.add(function(codes, types));
            }
            String same = isOneType() ? function(sameLocals(), new int[] {type(op.operand(0))}) : "";
            Instance instance = engine.compile(module.bytes()).instantiate();
            Memory memory = instance.memory("memory");
            for (Object[] values : combinations()) {
                String expected = call(instance, variables, values);
                for (int at = 0; at < values.length; at++) {
                    int index = List.of(operands[at]).indexOf(values[at]);
                    compare(expected, call(instance, constants.get(at).get(index), values), "constant", at, values);
                    byte[] bytes = bytes(values[at]);
                    memory.write(memory.size() - bytes.length, bytes);
                    Object[] more = List.of(values).toArray(new Object[values.length + 1]);
                    more[values.length] = (int) memory.size() - bytes.length;
                    compare(expected, call(instance, loaded.get(at), more), "loaded", at, values);
                    more[values.length] = (int) memory.size() - bytes.length + 1;
                    compare("MEMORY_OUT_OF_BOUNDS", call(instance, loaded.get(at), more), "loaded past the end", at, values);
                }
            }
            for (Object value : same.isEmpty() ? new Object[0] : operands[0]) {
                Object[] values = new Object[operands.length];
                Arrays.fill(values, value);
                compare(call(instance, variables, values), call(instance, same, value), "the same", 0, values);
            }
        }

        private void compare(String expected, String seen, String form, int at, Object[] values) {
            assertEquals(expected, seen, () -> op.mnemonic() + " of " + List.of(values) + ", operand " + at + " " + form);
        }

        /** Each value of each operand, with a few of the others. */
        private List<Object[]> combinations() {
            List<Object[]> combinations = new ArrayList<>();
            for (int at = 0; at < operands.length; at++) {
                for (int i = 0; i < operands[at].length; i++) {
                    for (int other = 0; other < (operands.length == 1 ? 1 : 4); other++) {
                        Object[] values = new Object[operands.length];
                        for (int k = 0; k < values.length; k++) {
                            values[k] = operands[k][k == at ? i : (3 * i + 5 * other + k) % operands[k].length];
                        }
                        combinations.add(values);
                    }
                }
            }
            return combinations;
        }

        private boolean isOneType() {
            for (int i = 1; i < operands.length; i++) {
                if (op.operand(i) != op.operand(0)) {
                    return false;
                }
            }
            return operands.length > 1;
        }

        private int[] operandTypes() {
            int[] types = new int[operands.length];
            for (int i = 0; i < types.length; i++) {
                types[i] = type(op.operand(i));
            }
            return types;
        }

        private static int type(ValueType type) {
            return ModuleBytes.I32 + 1 - type.code();
        }

        private Code[] locals(int first) {
            Code[] codes = new Code[operands.length];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = new Code().local(first + i);
            }
            return codes;
        }

        private Code[] sameLocals() {
            Code[] codes = locals(0);
            Arrays.fill(codes, codes[0]);
            return codes;
        }

        private String function(Code[] operandCodes, int[] parameters) {
            Code body = new Code();
            for (Code operand : operandCodes) {
                body.append(operand.bytes());
            }
            body.instruction(op.prefix(), op.code() & 0xffff);
            return module.function(parameters, new int[] {type(op.result())}, body);
        }

        private Opcode load(int at) {
            return switch (op.operand(at).code()) {
                case 1 -> Opcode.I32_LOAD;
                case 2 -> Opcode.I64_LOAD;
                case 3 -> Opcode.F32_LOAD;
                case 4 -> Opcode.F64_LOAD;
                default -> Opcode.V128_LOAD;
            };
        }

        private static Code constant(Object value) {
            return switch (value) {
                case Integer number -> new Code().i32(number);
                case Long number -> new Code().i64(number);
                case Float number -> new Code().op(0x43).append(bytes(number));
                case Double number -> new Code().op(0x44).append(bytes(number));
                default -> new Code().op(0xfd, 12).append(bytes(value));
            };
        }

        private static byte[] bytes(Object value) {
            ByteBuffer buffer = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            switch (value) {
                case Integer number -> buffer.putInt(number);
                case Long number -> buffer.putLong(number);
                case Float number -> buffer.putFloat(number);
                case Double number -> buffer.putDouble(number);
                default -> buffer.putLong(((V128) value).low()).putLong(((V128) value).high());
            }
            return Arrays.copyOf(buffer.array(), buffer.position());
        }

        private String call(Instance instance, String function, Object... arguments) {
            try {
                return text(instance.function(function).call(arguments)[0]);
            } catch (WasmTrap trap) {
                return trap.code().name();
            }
        }

        /** The bits of NaNs may differ. */
        private String text(Object result) {
            if (result instanceof V128 vector && op.mnemonic().startsWith("f32x4")) {
                ByteBuffer lanes = ByteBuffer.wrap(bytes(vector)).order(ByteOrder.LITTLE_ENDIAN);
                return lanes.getFloat() + " " + lanes.getFloat() + " " + lanes.getFloat() + " " + lanes.getFloat();
            } else if (result instanceof V128 vector && op.mnemonic().startsWith("f64x2")) {
                return Double.longBitsToDouble(vector.low()) + " " + Double.longBitsToDouble(vector.high());
            }
            return String.valueOf(result);
        }
    }
}
