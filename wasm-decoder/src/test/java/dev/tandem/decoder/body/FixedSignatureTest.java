// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.Feature;
import dev.tandem.decoder.WasmFormatException;
import dev.tandem.decoder.WasmFormatException.Kind;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.type.ValueType;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every instruction whose types the opcode table tells: accepted with its operands, refused with others. */
final class FixedSignatureTest {
    static Stream<Opcode> instructions() {
        return Arrays.stream(Opcode.values()).filter(Opcode::hasFixedSignature);
    }

    /** Parameter {@code code - 1} of the tested function has the number type with that code. */
    private static void push(ByteArrayOutputStream out, ValueType type) {
        Assembler.opcode(out, Opcode.LOCAL_GET);
        out.write(type.code() - 1);
    }

    private static void immediates(ByteArrayOutputStream out, Opcode op) {
        int zeros =
                switch (op.immediates()) {
                    case NONE -> 0;
                    case I32, I64, LANE, MEMORY_INDEX, DATA, ELEM, ZERO_BYTE -> 1;
                    case DATA_MEMORY -> 2;
                    case F32 -> 4;
                    case F64 -> 8;
                    case V128, LANES -> 16;
                    case MEMORY_ARGUMENT, MEMORY_ARGUMENT_LANE -> {
                        out.write(Integer.numberOfTrailingZeros(op.width()));
                        yield op.immediates() == Opcode.Immediates.MEMORY_ARGUMENT ? 1 : 2;
                    }
                    default -> throw new AssertionError(op);
                };
        out.writeBytes(new byte[zeros]);
    }

    /** The instruction with its operands, one of them of a wrong type unless {@code wrong} is -1, from {@code from} on. */
    private static FunctionBody body(Opcode op, int from, int wrong) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        for (int i = from; i < op.operandCount(); i++) {
            ValueType type = op.operand(i);
            push(out, i == wrong ? (type == ValueType.F32 ? ValueType.F64 : ValueType.F32) : type);
        }
        Assembler.opcode(out, op);
        immediates(out, op);
        if (op.result() != ValueType.BOTTOM) {
            Assembler.opcode(out, Opcode.LOCAL_SET);
            out.write(op.result().code() - 1);
        }
        Assembler.opcode(out, Opcode.END);
        return Fixture.body(out.toByteArray());
    }

    private static void validate(FunctionBody body, DecoderOptions options) {
        new FunctionBodyDecoder(options).validate(Fixture.MODULE, body);
    }

    @ParameterizedTest
    @MethodSource("instructions")
    void takesAndGivesWhatTheTableSays(Opcode op) {
        DecoderOptions all = DecoderOptions.all();
        assertDoesNotThrow(() -> validate(body(op, 0, -1), all));
        for (int i = 0; i < op.operandCount(); i++) {
            FunctionBody wrong = body(op, 0, i);
            assertEquals(Kind.INVALID, assertThrows(WasmFormatException.class, () -> validate(wrong, all)).kind());
        }
        if (op.operandCount() > 0) {
            FunctionBody missing = body(op, 1, -1);
            assertEquals(Kind.INVALID, assertThrows(WasmFormatException.class, () -> validate(missing, all)).kind());
        }
    }

    @ParameterizedTest
    @MethodSource("instructions")
    void isRefusedWithoutItsFeature(Opcode op) {
        if (op.feature().isEmpty()) {
            return;
        }
        Set<Feature> others = EnumSet.complementOf(EnumSet.of(op.feature().get()));
        DecoderOptions options = new DecoderOptions(others, DecoderOptions.all().limits());
        WasmFormatException e = assertThrows(WasmFormatException.class, () -> validate(body(op, 0, -1), options));
        assertEquals(Kind.FEATURE, e.kind());
    }

    @ParameterizedTest
    @MethodSource("instructions")
    void isMalformedWhenCutAnywhere(Opcode op) {
        byte[] bytes = body(op, 0, -1).bytes();
        for (int i = 0; i < bytes.length; i++) {
            FunctionBody cut = Fixture.body(Arrays.copyOf(bytes, i));
            assertEquals(
                    Kind.MALFORMED, assertThrows(WasmFormatException.class, () -> validate(cut, DecoderOptions.all())).kind());
        }
    }
}
