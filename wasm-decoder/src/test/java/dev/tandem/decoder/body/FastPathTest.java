// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.WasmFormatException;
import dev.tandem.decoder.module.FunctionBody;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Validating and visiting with the fast path agree with the plain decoder. */
final class FastPathTest {
    private static final int RUNS = 50_000;

    /** Pieces of code that are often right after one another. */
    private static final String[] PIECES = {
        "local.get 0", "local.get 1", "local.get 2", "local.get 8", "local.get 300", "local.set 0", "local.set 1", "local.tee 0",
        "i32.const 1", "i32.const 100000", "i32.const -2147483648", "i32.add", "i32.eqz", "i64.add", "i32.wrap_i64", "f32.abs",
        "i32.load 2:0", "i32.load 2:70000", "i32.load 3:0", "i32.load 2:0:1", "i64.store 3:8", "i32.store 2:0xFFFFFFFF", "drop",
        "block empty", "loop empty", "block i32", "end", "br_if 0", "br_if 1", "br 0", "unreachable", "local.get 0 if empty", "else",
        "nop", "i32.extend8_s", "call 0", "ref.func 0", "local.get 0 local.get 0 i32.add local.set 0"
    };

    private static String outcome(Runnable decoding) {
        try {
            decoding.run();
            return "accepted";
        } catch (WasmFormatException e) {
            return e.kind() + " " + e.getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(ref:null:0)", "(ref:0)"})
    void agreesOnRandomCode(String lastLocal, TestReporter reporter) {
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        reporter.publishEntry("seed", "-Dtandem.test.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        FunctionBodyDecoder decoder = new FunctionBodyDecoder(DecoderOptions.all());
        FunctionBodyDecoder plainDecoder = new FunctionBodyDecoder(DecoderOptions.all(), null, false);
        int accepted = 0;
        for (int run = 0; run < RUNS; run++) {
            StringBuilder text = new StringBuilder("nop");
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(' ').append(PIECES[random.nextInt(PIECES.length)]);
            }
            FunctionBody body = mutated(Fixture.body(List.of(lastLocal), text.toString()), random);
            List<String> expected = new ArrayList<>();
            String plain = outcome(() -> plainDecoder.decode(Fixture.MODULE, body, recorder(expected)));
            assertEquals(plain, outcome(() -> decoder.validate(Fixture.MODULE, body)), text::toString);
            List<String> heard = new ArrayList<>();
            assertEquals(plain, outcome(() -> decoder.decode(Fixture.MODULE, body, recorder(heard))), text::toString);
            assertEquals(expected, heard, text::toString);
            accepted += plain.equals("accepted") ? 1 : 0;
        }
        assertTrue(accepted > RUNS / 100, "too few valid bodies to tell: " + accepted);
    }

    /** A visitor that writes down what it hears, where, and what the operand stack is then. */
    private static BodyVisitor recorder(List<String> events) {
        BodyVisitor names = Recorder.into(events);
        AtomicReference<BodyState> state = new AtomicReference<>();
        return (BodyVisitor) Proxy.newProxyInstance(
                FastPathTest.class.getClassLoader(), new Class<?>[] {BodyVisitor.class}, (_, method, arguments) -> {
                    if (arguments != null && arguments[0] instanceof BodyState begun) {
                        state.set(begun);
                        return null;
                    }
                    BodyState now = state.get();
                    StringBuilder where = new StringBuilder("at ").append(now.instructionOffset());
                    for (int i = 0; i < Math.min(3, now.stackHeight()); i++) {
                        where.append(' ').append(now.operand(i));
                    }
                    events.add(where.toString());
                    return method.invoke(names, arguments);
                });
    }

    /** Now and then with a byte changed. */
    private static FunctionBody mutated(FunctionBody body, SplittableRandom random) {
        byte[] bytes = body.bytes().clone();
        if (random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return Fixture.body(bytes);
    }

    @Test
    void immediatesOfAllLengths() {
        for (int length = 1; length <= 6; length++) {
            for (int opcode : new int[] {0x20, 0x41, 0x28, 0x0D}) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                out.writeBytes(new byte[] {0, 0x02, 0x40, 0x41, 0});
                out.write(opcode);
                if (opcode == 0x28) {
                    out.write(2);
                }
                // Zero, as long as asked for.
                for (int i = 1; i < length; i++) {
                    out.write(0x80);
                }
                out.write(0);
                out.writeBytes(new byte[] {0x0F, 0x0B, 0x0B});
                FunctionBody body = Fixture.body(out.toByteArray());
                FunctionBodyDecoder decoder = new FunctionBodyDecoder(DecoderOptions.all());
                FunctionBodyDecoder plainDecoder = new FunctionBodyDecoder(DecoderOptions.all(), null, false);
                String plain = outcome(() -> plainDecoder.decode(Fixture.MODULE, body, NoVisitor.INSTANCE));
                assertEquals(plain, outcome(() -> decoder.validate(Fixture.MODULE, body)));
                assertEquals(plain, outcome(() -> decoder.decode(Fixture.MODULE, body, NoVisitor.INSTANCE)));
                boolean tooLong = length > (opcode == 0x28 ? 10 : 5);
                assertEquals(!tooLong, plain.equals("accepted"), plain);
            }
        }
    }
}
