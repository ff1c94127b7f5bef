// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import static dev.tandem.decoder.Bytes.bytes;
import static dev.tandem.decoder.Bytes.code;
import static dev.tandem.decoder.Bytes.list;
import static dev.tandem.decoder.Bytes.module;
import static dev.tandem.decoder.Bytes.section;
import static dev.tandem.decoder.Bytes.u32;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.decoder.body.FunctionBodyDecoder;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A streaming compiler in another thread reads what it was told of while the rest of the module arrives. */
final class ReadWhileArrivingTest {
    private static final int FUNCTIONS = 3_000;

    private record Announced(WasmModule module, FunctionBody body) {}

    @Test
    void bodiesAreReadByAnotherThread() throws InterruptedException {
        BlockingQueue<Announced> queue = new LinkedBlockingQueue<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread compiler = Thread.ofPlatform().start(() -> {
            try {
                compile(queue);
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        ModuleDecoder decoder = new ModuleDecoder(DecoderOptions.all(), new ModuleListener() {
            @Override
            public void body(WasmModule module, FunctionBody body) {
                queue.add(new Announced(module, body));
            }
        });
        byte[] bytes = callsInACircle();
        for (int at = 0; at < bytes.length; at += 100) {
            decoder.feed(bytes, at, Math.min(100, bytes.length - at));
        }
        decoder.finish();
        compiler.join();
        assertEquals(null, failure.get());
    }

    /** Functions of two types in turn; each calls the next. */
    private static byte[] callsInACircle() {
        byte[][] types = new byte[FUNCTIONS][];
        byte[][] bodies = new byte[FUNCTIONS][];
        for (int i = 0; i < FUNCTIONS; i++) {
            types[i] = bytes(i % 2);
            int next = (i + 1) % FUNCTIONS;
            byte[] callNext = bytes(0x10, u32(next));
            bodies[i] = i % 2 == 0 ? bytes(0x41, i % 64, callNext, 0x1A) : bytes(callNext, 0x20, 0);
        }
        return module(
                section(1, (Object) list(bytes(0x60, 0, 0), bytes(0x60, 1, 0x7F, 1, 0x7F))), section(3, (Object) list(types)), code(bodies));
    }

    private static void compile(BlockingQueue<Announced> queue) throws InterruptedException {
        FunctionBodyDecoder decoder = new FunctionBodyDecoder(DecoderOptions.all());
        for (int i = 0; i < FUNCTIONS; i++) {
            Announced next = queue.poll(1, TimeUnit.MINUTES);
            assertEquals(i, next.body().functionIndex());
            decoder.validate(next.module(), next.body());
            for (int earlier = 0; earlier <= i; earlier += 1 + i / 3) {
                decoder.validate(next.module(), next.module().body(earlier));
            }
        }
    }
}
