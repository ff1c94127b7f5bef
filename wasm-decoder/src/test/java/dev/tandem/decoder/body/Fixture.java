// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.WasmFormatException;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A module with one of everything, in which bodies under test stand.
 *
 * <pre>
 * types      0 []->[]   1 [i32 i64]->[i32]   2 []->[i32 i64]   3 struct {mut i32, i8, mut (ref null 3)}   4 array (mut i16)
 *            5 array (mut funcref)   6 [i32]->[i32]   7 struct {(ref 0)}   8 array i32   9 the tested function's   10 [i32 i64]->[]
 * functions  0: type 0   1: type 1   2: type 2   3: type 6   4: the tested one, type 9
 * locals     0 i32   1 i64   2 f32   3 f64   4 v128   5 funcref   6 externref   7 anyref, all parameters
 * tables     0 funcref   1 externref, 64 bits          memories   0   1: 64 bits
 * globals    0 mut i32   1 i64                         tags       0 [i32 i64]
 * elements   0 passive funcref   1 passive externref   data       0 passive
 * </pre>
 *
 * Function 0 is a declared reference, function 1 is not.
 */
final class Fixture {
    static final int TESTED = 4;

    static final WasmModule MODULE = ModuleDecoder.decode(bytes(), DecoderOptions.all());

    private Fixture() {}

    private static byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bytes(out, 0, 'a', 's', 'm', 1, 0, 0, 0);
        section(out, 1, 11,
                0x60, 0, 0,
                0x60, 2, 0x7F, 0x7E, 1, 0x7F,
                0x60, 0, 2, 0x7F, 0x7E,
                0x5F, 3, 0x7F, 1, 0x78, 0, 0x63, 3, 1,
                0x5E, 0x77, 1,
                0x5E, 0x70, 1,
                0x60, 1, 0x7F, 1, 0x7F,
                0x5F, 1, 0x64, 0, 0,
                0x5E, 0x7F, 0,
                0x60, 8, 0x7F, 0x7E, 0x7D, 0x7C, 0x7B, 0x70, 0x6F, 0x6E, 0,
                0x60, 2, 0x7F, 0x7E, 0);
        section(out, 3, 5, 0, 1, 2, 6, 9);
        section(out, 4, 2, 0x70, 0, 10, 0x6F, 4, 10);
        section(out, 5, 2, 0, 1, 4, 1);
        section(out, 13, 1, 0, 10);
        section(out, 6, 2, 0x7F, 1, 0x41, 0, 0x0B, 0x7E, 0, 0x42, 0, 0x0B);
        section(out, 9, 2, 1, 0, 1, 0, 5, 0x6F, 1, 0xD0, 0x6F, 0x0B);
        section(out, 12, 1);
        section(out, 10, 5, 3, 0, 0, 0x0B, 3, 0, 0, 0x0B, 3, 0, 0, 0x0B, 3, 0, 0, 0x0B, 3, 0, 0, 0x0B);
        section(out, 11, 1, 1, 0);
        return out.toByteArray();
    }

    private static void bytes(ByteArrayOutputStream out, int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
    }

    private static void section(ByteArrayOutputStream out, int id, int... content) {
        bytes(out, id, content.length);
        bytes(out, content);
    }

    /** A body with the given declared locals, each a type, and instructions; the final {@code end} is added. */
    static FunctionBody body(List<String> locals, String instructions) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(locals.size());
        for (String local : locals) {
            out.write(1);
            Assembler.type(out, local);
        }
        out.writeBytes(Assembler.assemble(instructions));
        out.write(0x0B);
        return body(out.toByteArray());
    }

    static FunctionBody body(byte[] bytes) {
        return new FunctionBody(TESTED, bytes, 0, bytes.length, 0);
    }

    /** Validates a body without a visitor. */
    static void validate(String instructions) {
        new FunctionBodyDecoder(DecoderOptions.all()).validate(MODULE, body(List.of(), instructions));
    }

    /** Decodes a body, and returns what the visitor hears. */
    static List<String> events(String instructions) {
        return events(List.of(), instructions);
    }

    static List<String> events(List<String> locals, String instructions) {
        List<String> events = new ArrayList<>();
        new FunctionBodyDecoder(DecoderOptions.all()).decode(MODULE, body(locals, instructions), Recorder.into(events));
        return events;
    }

    /** The error that a body is refused with, the same with and without a visitor. */
    static WasmFormatException error(List<String> locals, String instructions) {
        FunctionBody body = body(locals, instructions);
        WasmFormatException visited = error(() -> new FunctionBodyDecoder(DecoderOptions.all())
                .decode(MODULE, body, Recorder.into(new ArrayList<>())), instructions);
        WasmFormatException validated =
                error(() -> new FunctionBodyDecoder(DecoderOptions.all()).validate(MODULE, body), instructions);
        if (!String.valueOf(visited.getMessage()).equals(validated.getMessage())) {
            throw new AssertionError(visited.getMessage() + " but without a visitor " + validated.getMessage());
        }
        return visited;
    }

    private static WasmFormatException error(Runnable decoding, String instructions) {
        try {
            decoding.run();
        } catch (WasmFormatException e) {
            return e;
        }
        throw new AssertionError("accepted: " + instructions);
    }
}
