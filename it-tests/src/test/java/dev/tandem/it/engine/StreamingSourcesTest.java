// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.ClosedException;
import dev.tandem.api.Engine;
import dev.tandem.api.Imports;
import dev.tandem.api.InstanceOptions;
import dev.tandem.api.Module;
import dev.tandem.api.ModuleArrival;
import dev.tandem.api.StreamingOptions;
import dev.tandem.decoder.WasmFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams, channels and publishers that deliver a module in pieces of random sizes, are slow, fail, or never end. */
@Timeout(600)
class StreamingSourcesTest {
    private final long seed = Long.getLong("tandem.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** Delivers the bytes and then ends, or fails, or keeps silent. */
    private final class Script {
        private final byte[] bytes;
        private final Optional<IOException> failure;
        private final boolean endless;
        private int position;
        /** Done when the engine has told the source to stop. */
        private final CountDownLatch stopped = new CountDownLatch(1);

        Script(byte[] bytes, Optional<IOException> failure, boolean endless) {
            this.bytes = bytes;
            this.failure = failure;
            this.endless = endless;
        }

        /** The next piece, of {@code most} bytes at most; an empty array at the end. */
        byte[] next(int most) throws IOException {
            if (position == bytes.length) {
                if (failure.isPresent()) {
                    throw failure.get();
                }
                if (endless) {
                    silence();
                }
                return new byte[0];
            }
            if (random.nextInt(50) == 0) {
                Thread.yield();
            }
            int from = position;
            position += Math.min(bytes.length - from, 1 + random.nextInt(Math.min(most, 1 << random.nextInt(13))));
            return Arrays.copyOfRange(bytes, from, position);
        }

        private void silence() throws IOException {
            try {
                stopped.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("closed");
        }

        ModuleArrival arrival(Engine engine, String kind, StreamingOptions options) {
            return switch (kind) {
                case "stream" -> engine.compileStreaming(stream(), options);
                case "channel" -> engine.compileStreaming(channel(), options);
                default -> engine.compileStreaming(publisher(), options);
            };
        }

        private InputStream stream() {
            return new InputStream() {
                @Override
                public int read() {
                    throw new AssertionError("byte by byte");
                }

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    byte[] piece = next(length);
                    System.arraycopy(piece, 0, into, offset, piece.length);
                    return piece.length == 0 ? -1 : piece.length;
                }

                @Override
                public void close() {
                    stopped.countDown();
                }
            };
        }

        private ReadableByteChannel channel() {
            return new ReadableByteChannel() {
                @Override
                public int read(ByteBuffer into) throws IOException {
                    byte[] piece = next(into.remaining());
                    into.put(piece);
                    return piece.length == 0 ? -1 : piece.length;
                }

                @Override
                public boolean isOpen() {
                    return stopped.getCount() > 0;
                }

                @Override
                public void close() {
                    stopped.countDown();
                }
            };
        }

        /** Serves demands one by one, with buffers of all kinds. */
        private Flow.Publisher<ByteBuffer> publisher() {
            return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long count) {
                    CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> deliver(subscriber));
                }

                @Override
                public void cancel() {
                    stopped.countDown();
                }
            });
        }

        private void deliver(Flow.Subscriber<? super ByteBuffer> subscriber) {
            try {
                if (position == bytes.length && endless) {
                    return;
                }
                byte[] piece = next(bytes.length + 1);
                if (piece.length == 0) {
                    subscriber.onComplete();
                    return;
                }
                ByteBuffer buffer = random.nextBoolean() ? ByteBuffer.allocateDirect(piece.length) : ByteBuffer.allocate(piece.length);
                buffer.put(piece).flip();
                subscriber.onNext(random.nextBoolean() ? buffer.asReadOnlyBuffer() : buffer);
            } catch (IOException e) {
                subscriber.onError(e);
            }
        }
    }

    private Script script(byte[] bytes) {
        return new Script(bytes, Optional.empty(), false);
    }

    private static Throwable failure(ModuleArrival arrival) {
        return assertThrows(CompletionException.class, () -> arrival.module().join()).getCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "channel", "publisher"})
    void cutsMakeNoDifference(String kind) throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of("../examples/maze.wasm"));
        try (Engine engine = Engine.create()) {
            Module whole = engine.compile(bytes);
            for (int round = 0; round < 5; round++) {
                Module module =
                        script(bytes).arrival(engine, kind, StreamingOptions.standard()).module().get();
                assertEquals(whole.exports(), module.exports(), () -> "-Dtandem.test.seed=" + seed);
                assertEquals(whole.definition().codeSize(), module.definition().codeSize(), () -> "-Dtandem.test.seed=" + seed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "channel", "publisher"})
    void damagedModulesAreRefusedAsIfTheyCameWhole(String kind) throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of("../benchmarks/kernels/strings.wasm"));
        try (Engine engine = Engine.create()) {
            for (int round = 0; round < 100; round++) {
                byte[] damaged = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
                if (damaged.length > 0) {
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                }
                Optional<WasmFormatException> expected = refusal(engine, damaged);
                ModuleArrival arrival =
                        script(damaged).arrival(engine, kind, StreamingOptions.standard().withCompileThreads(round % 2));
                if (expected.isEmpty()) {
                    arrival.module().get();
                } else {
                    WasmFormatException refused = assertInstanceOf(WasmFormatException.class, failure(arrival), () -> "-Dtandem.test.seed=" + seed);
                    assertEquals(expected.get().getMessage(), refused.getMessage(), () -> "-Dtandem.test.seed=" + seed);
                    assertEquals(expected.get().offset(), refused.offset(), () -> "-Dtandem.test.seed=" + seed);
                }
            }
        }
    }

    private static Optional<WasmFormatException> refusal(Engine engine, byte[] bytes) {
        try {
            engine.compile(bytes).close();
            return Optional.empty();
        } catch (WasmFormatException e) {
            return Optional.of(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "channel", "publisher"})
    void whatTheSourceThrowsEndsTheArrival(String kind) {
        byte[] bytes = ArrivingModules.DOUBLE_FIRST;
        try (Engine engine = Engine.create()) {
            for (int length = 0; length <= bytes.length; length++) {
                IOException broken = new IOException("broken");
                ModuleArrival arrival = new Script(Arrays.copyOf(bytes, length), Optional.of(broken), false)
                        .arrival(engine, kind, StreamingOptions.standard().withCompileThreads(1).withEarlyCalls(true));
                CompletableFuture<?> instance = arrival.instantiate(Imports.none(), InstanceOptions.standard());
                UncheckedIOException thrown = assertInstanceOf(UncheckedIOException.class, failure(arrival));
                assertSame(broken, thrown.getCause());
                if (length < ArrivingModules.FIRST_BODY_END - 8) {
                    assertThrows(CompletionException.class, instance::join);
                }
                assertFalse(arrival.progress().complete());
                assertEquals(length, arrival.progress().bytes());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "channel", "publisher"})
    void aSourceThatKeepsSilentIsStoppedByCancelling(String kind) throws Exception {
        byte[] bytes = Arrays.copyOf(ArrivingModules.DOUBLE_FIRST, ArrivingModules.FIRST_BODY_END);
        try (Engine engine = Engine.create()) {
            Script script = new Script(bytes, Optional.empty(), true);
            ModuleArrival arrival = script.arrival(engine, kind, StreamingOptions.standard());
            while (arrival.progress().bytes() < bytes.length) {
                Thread.sleep(1);
            }
            assertEquals(1, script.stopped.getCount());
            arrival.cancel();
            script.stopped.await();
            assertInstanceOf(ClosedException.class, failure(arrival));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "channel", "publisher"})
    void theFirstWrongByteStopsTheSource(String kind) throws Exception {
        byte[] bytes = Arrays.copyOf(ArrivingModules.DOUBLE_FIRST, ArrivingModules.DOUBLE_FIRST.length + 1);
        bytes[bytes.length - 1] = 99; // no such section
        try (Engine engine = Engine.create()) {
            Script script = new Script(bytes, Optional.empty(), true);
            ModuleArrival arrival = script.arrival(engine, kind, StreamingOptions.standard());
            assertEquals(bytes.length - 1, assertInstanceOf(WasmFormatException.class, failure(arrival)).offset());
            script.stopped.await();
        }
    }

    @Test
    void publishersThatBreakTheRulesDoNoHarm() throws Exception {
        byte[] bytes = ArrivingModules.DOUBLE_FIRST;
        try (Engine engine = Engine.create()) {
            CountDownLatch second = new CountDownLatch(1);
            Flow.Publisher<ByteBuffer> unruly = subscriber -> {
                subscriber.onSubscribe(new Ignoring(() -> {}));
                subscriber.onSubscribe(new Ignoring(second::countDown));
                subscriber.onNext(ByteBuffer.wrap(bytes));
                subscriber.onNext(ByteBuffer.allocate(0));
                subscriber.onComplete();
                subscriber.onComplete();
                subscriber.onNext(ByteBuffer.wrap(bytes));
                subscriber.onError(new IOException("late"));
            };
            ModuleArrival arrival = engine.compileStreaming(unruly, StreamingOptions.standard());
            assertEquals(42, arrival.module().get().instantiate().function("double").call(21)[0]);
            second.await();
            assertTrue(arrival.progress().complete());
        }
    }

    /** A subscription that answers no demand. */
    private record Ignoring(Runnable cancelled) implements Flow.Subscription {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {
            cancelled.run();
        }
    }

    @Test
    void whoWaitsForAModuleCanBeInterrupted() throws Exception {
        try (Engine engine = Engine.create()) {
            Script script = new Script(new byte[0], Optional.empty(), true);
            ModuleArrival arrival = script.arrival(engine, "stream", StreamingOptions.standard());
            CountDownLatch interrupted = new CountDownLatch(1);
            Thread waiting = Thread.ofPlatform().start(() -> {
                assertThrows(InterruptedException.class, () -> arrival.module().get());
                interrupted.countDown();
            });
            waiting.interrupt();
            interrupted.await();
            arrival.cancel();
            script.stopped.await();
        }
    }
}
