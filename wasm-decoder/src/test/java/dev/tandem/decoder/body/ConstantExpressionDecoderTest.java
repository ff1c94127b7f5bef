// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.Feature;
import dev.tandem.decoder.WasmFormatException;
import dev.tandem.decoder.WasmFormatException.Kind;
import dev.tandem.decoder.module.ConstantExpression;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConstantExpressionDecoderTest {
    private static final int OFFSET = 1000;

    private final List<Integer> declared = new ArrayList<>();
    private final ConstantExpressionDecoder decoder = new ConstantExpressionDecoder(DecoderOptions.all(), declared::add);

    private static ValueType type(String text) {
        return switch (text) {
            case "i32" -> ValueType.I32;
            case "i64" -> ValueType.I64;
            case "v128" -> ValueType.V128;
            case "funcref" -> ValueType.FUNCREF;
            case "anyref" -> ValueType.ANYREF;
            case "externref" -> ValueType.EXTERNREF;
            case "structref" -> ValueType.ref(true, HeapType.STRUCT);
            case "arrayref" -> ValueType.ref(true, HeapType.ARRAY);
            default -> throw new IllegalArgumentException(text);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            i32     | i32.const 5
            i32     | i32.const 500000 i32.const 7 i32.add i32.const 3 i32.mul i32.const 1 i32.sub
            i64     | global.get 1
            i64     | i64.const 1 global.get 1 i64.add
            v128    | v128.const 1 2
            funcref | ref.null func
            funcref | ref.func 1
            anyref  | i32.const 3 ref.i31
            anyref  | ref.null extern any.convert_extern
            externref | ref.null any extern.convert_any
            structref | i32.const 1 i32.const 2 ref.null 3 struct.new 3
            structref | struct.new_default 3
            structref | ref.func 0 struct.new 7
            arrayref | i32.const 1 i32.const 2 array.new 4
            arrayref | i32.const 2 array.new_default 5
            arrayref | i32.const 2 i32.const 3 array.new_fixed 8 2
            """)
    void acceptsAndTellsWhereItEnds(String type, String instructions) {
        byte[] code = Assembler.assemble(instructions);
        byte[] bytes = Arrays.copyOf(code, code.length + 4);
        bytes[code.length] = 0x0B;
        int end = code.length + 1;
        assertEquals(end, decoder.validate(Fixture.MODULE, bytes, 0, bytes.length, OFFSET, type(type)));
        // Every shorter piece asks for more.
        for (int cut = 0; cut < end; cut++) {
            assertEquals(
                    ConstantExpressionDecoder.INCOMPLETE,
                    decoder.validate(Fixture.MODULE, bytes, 0, cut, OFFSET, type(type)));
        }
        assertEquals(end, decoder.validate(Fixture.MODULE, bytes, 0, end, OFFSET, type(type)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            i32     | i64.const 5           | INVALID | type mismatch: end needs i32, but finds i64
            i32     | nop                   | INVALID | constant expression required, but nop is none
            i32     | i32.const 1 i32.const 2 | INVALID | type mismatch: 1 values more than the block's results remain on the stack
            i32     | i32.const 1 i32.eqz   | INVALID | constant expression required, but i32.eqz is none
            i32     | global.get 0          | INVALID | constant expression required: global 0 is mutable
            i32     | global.get 2          | INVALID | unknown global 2
            i32     | call 0                | INVALID | constant expression required, but call is none
            funcref | ref.func 5            | INVALID | unknown function 5
            i32     | 0x27                  | MALFORMED | illegal opcode 0x27
            i32     | 0x41 0xFF 0xFF 0xFF 0xFF 0xFF 0x00 | MALFORMED | integer representation too long
            """)
    void refuses(String type, String instructions, Kind kind, String message) {
        byte[] code = Assembler.assemble(instructions);
        byte[] bytes = Arrays.copyOf(code, code.length + 1);
        bytes[code.length] = 0x0B;
        WasmFormatException e = assertThrows(
                WasmFormatException.class,
                () -> decoder.validate(Fixture.MODULE, bytes, 0, bytes.length, OFFSET, type(type)));
        assertEquals(kind, e.kind());
        assertTrue(String.valueOf(e.getMessage()).startsWith(message + " at offset 100"), e.getMessage());
    }

    @Test
    void tellsOfFunctionReferences() {
        byte[] bytes = {0x00, (byte) 0xD2, 0x01, 0x0B, 0x00};
        assertEquals(4, decoder.validate(Fixture.MODULE, bytes, 1, 5, OFFSET, ValueType.FUNCREF));
        assertEquals(List.of(1), declared);
    }

    @Test
    void drivesAVisitor() {
        byte[] bytes = {0x41, 0x05, 0x41, 0x06, 0x6A, 0x0B};
        List<String> events = new ArrayList<>();
        decoder.decode(Fixture.MODULE, new ConstantExpression(bytes, OFFSET), ValueType.I32, Recorder.into(events));
        assertEquals(List.of("i32Const 5", "i32Const 6", "binary i32.add"), events);
    }

    @Test
    void olderStandardsAllowLess() {
        Set<Feature> older = EnumSet.complementOf(EnumSet.of(Feature.EXTENDED_CONST, Feature.GC));
        ConstantExpressionDecoder strict =
                new ConstantExpressionDecoder(new DecoderOptions(older, DecoderOptions.all().limits()), _ -> {});
        byte[] sum = {0x41, 0x05, 0x41, 0x06, 0x6A, 0x0B};
        assertThrows(WasmFormatException.class, () -> strict.validate(Fixture.MODULE, sum, 0, sum.length, OFFSET, ValueType.I32));
        // Global 1 is not imported.
        byte[] global = {0x23, 0x01, 0x0B};
        assertThrows(
                WasmFormatException.class, () -> strict.validate(Fixture.MODULE, global, 0, global.length, OFFSET, ValueType.I64));
    }
}
