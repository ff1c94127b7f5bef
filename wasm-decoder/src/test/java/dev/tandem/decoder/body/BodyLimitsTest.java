// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ImplementationLimits;
import dev.tandem.decoder.WasmFormatException;
import dev.tandem.decoder.WasmFormatException.Kind;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BodyLimitsTest {
    private static void validate(byte[] body) {
        new FunctionBodyDecoder(DecoderOptions.all()).validate(Fixture.MODULE, Fixture.body(body));
    }

    private static void beyondLimit(byte[] body) {
        assertEquals(Kind.LIMIT, assertThrows(WasmFormatException.class, () -> validate(body)).kind());
    }

    private static byte[] nested(int depth) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        for (int i = 0; i < depth; i++) {
            out.writeBytes(new byte[] {0x02, 0x40});
        }
        for (int i = 0; i <= depth; i++) {
            out.write(0x0B);
        }
        return out.toByteArray();
    }

    @Test
    void nesting() {
        int limit = ImplementationLimits.standard().nesting();
        assertDoesNotThrow(() -> validate(nested(limit)));
        beyondLimit(nested(limit + 1));
    }

    private static byte[] locals(int... counts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(counts.length);
        for (int count : counts) {
            for (int rest = count; ; rest >>>= 7) {
                if (rest >>> 7 == 0) {
                    out.write(rest);
                    break;
                }
                out.write((rest & 0x7F) | 0x80);
            }
            out.write(0x7F);
        }
        out.write(0x0B);
        return out.toByteArray();
    }

    @Test
    void locals() {
        // The tested function has 8 parameters.
        int limit = ImplementationLimits.standard().locals() - 8;
        assertDoesNotThrow(() -> validate(locals(limit)));
        assertDoesNotThrow(() -> validate(locals(limit - 5, 5, 0)));
        beyondLimit(locals(limit + 1));
        beyondLimit(locals(limit, 1));
        beyondLimit(locals(-1));
        beyondLimit(locals(1, -1));
    }

    @Test
    void operands() {
        int limit = ImplementationLimits.standard().operands();
        byte[] body = new byte[2 * limit + 5];
        for (int i = 1; i < body.length - 2; i += 2) {
            body[i] = 0x20;
        }
        body[body.length - 2] = 0;
        body[body.length - 1] = 0x0B;
        beyondLimit(body);
    }

    @Test
    void bodySize() {
        beyondLimit(new byte[ImplementationLimits.standard().bodyBytes() + 1]);
    }

    @Test
    void aDecoderWorksAfterAnError() {
        FunctionBodyDecoder decoder = new FunctionBodyDecoder(DecoderOptions.all());
        for (String wrong : List.of("block i32 block i64 unreachable drop drop drop call 77", "ref.func 0 local.set 8 i32.add")) {
            assertThrows(
                    WasmFormatException.class,
                    () -> decoder.validate(Fixture.MODULE, Fixture.body(List.of("(ref:0)", "i32"), wrong)));
            assertDoesNotThrow(
                    () -> decoder.validate(Fixture.MODULE, Fixture.body(List.of("i64"), "local.get 8 drop local.get 0 drop")));
        }
    }
}
