// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.fs.Directory;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard streams, and {@code poll_oneoff} with them and with clocks. */
class StreamsAndPollTest {
    private static final long SUBSCRIPTIONS = 8192;
    private static final long EVENTS = 12288;

    private static Guest reading(InputStream stdin) {
        return new Guest(Edition.PREVIEW1, stdin, new Directory[0]);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void output() {
        try (Guest guest = new Guest()) {
            assertEquals(Errno.SUCCESS, guest.write(1, "to ", "stdout"));
            assertEquals(9, guest.count());
            assertEquals(Errno.SUCCESS, guest.write(2, "to stderr"));
            assertEquals("to stdout", guest.stdout.toString(StandardCharsets.UTF_8));
            assertEquals("to stderr", guest.stderr.toString(StandardCharsets.UTF_8));
            String large = "0123456789".repeat(9000);
            assertEquals(Errno.SUCCESS, guest.write(1, large, large.substring(1)));
            assertEquals("to stdout" + large + large.substring(1), guest.stdout.toString(StandardCharsets.UTF_8));
            assertEquals(Errno.SPIPE, guest.seek(1, 0, 0));
            assertEquals(Errno.SPIPE, guest.pwrite(1, "x", 0));
            assertEquals(Errno.NOTCAPABLE, guest.read(1, 1));
            assertEquals(Errno.NOTCAPABLE, guest.write(0, "x"));
            assertEquals(Errno.NOTDIR, guest.open(1, "x", 0));
            guest.ok(WasiFunction.FD_FILESTAT_GET, 1, Guest.OUT);
            assertEquals(0, guest.statSize());
            guest.ok(WasiFunction.FD_CLOSE, 1);
            assertEquals(Errno.BADF, guest.write(1, "x"));
        }
    }

    @Test
    void outputThatFails() throws IOException {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        OutputDescriptor descriptor = new OutputDescriptor(broken, Terminal.none());
        WasiException e = assertThrows(
                WasiException.class, () -> descriptor.write(ByteBuffer.allocate(1)));
        assertEquals(Errno.PIPE, e.errno());
    }

    @Test
    void input() {
        try (Guest guest = reading(bytes("hello world"))) {
            assertEquals(Errno.SUCCESS, guest.read(0, 0, 5));
            assertEquals("hello", guest.data());
            assertEquals(Errno.SUCCESS, guest.read(0, 100, 100));
            assertEquals(" world", guest.data());
            assertEquals(Errno.SUCCESS, guest.read(0, 100));
            assertEquals(0, guest.count());
            assertEquals(Errno.SUCCESS, guest.read(0, 100));
            assertEquals(0, guest.count());
        }
    }

    @Test
    @SuppressWarnings("try") // Closes early on purpose.
    void inputThatComesLate() throws IOException {
        try (PipedOutputStream out = new PipedOutputStream();
                Guest guest = reading(new PipedInputStream(out))) {
            guest.ok(WasiFunction.FD_FDSTAT_SET_FLAGS, 0, Flags.FD_NONBLOCK);
            assertEquals(Errno.AGAIN, guest.read(0, 10));
            guest.ok(WasiFunction.FD_FDSTAT_SET_FLAGS, 0, 0);
            Thread.ofPlatform().start(() -> {
                try {
                    Thread.sleep(30);
                    out.write("late".getBytes(StandardCharsets.UTF_8));
                    out.close();
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            assertEquals(Errno.SUCCESS, guest.read(0, 2));
            assertEquals("la", guest.data());
            assertEquals(Errno.SUCCESS, guest.read(0, 10));
            assertEquals("te", guest.data());
            assertEquals(Errno.SUCCESS, guest.read(0, 10));
            assertEquals("", guest.data());
        }
    }

    @Test
    void aGuestThatWaitsForInputCanBeStopped() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (PipedOutputStream out = new PipedOutputStream()) {
            InputDescriptor stdin = new InputDescriptor(new PipedInputStream(out), Terminal.none(), () -> {
                if (asked.incrementAndGet() == 2) {
                    throw new WasmTrap(TrapCode.INTERRUPTED);
                }
            });
            assertThrows(WasmTrap.class, () -> stdin.read(ByteBuffer.allocate(1)));
            assertEquals(2, asked.get());
        }
    }

    private static void clockSubscription(Guest guest, int index, long userData, int clock, long timeout, int flags) {
        long at = SUBSCRIPTIONS + 48L * index;
        guest.memory.fill(at, (byte) 0, 48);
        guest.memory.putLong(at, userData);
        guest.memory.putInt(at + 16, clock);
        guest.memory.putLong(at + 24, timeout);
        guest.memory.putShort(at + 40, (short) flags);
    }

    private static void fdSubscription(Guest guest, int index, long userData, int type, int fd) {
        long at = SUBSCRIPTIONS + 48L * index;
        guest.memory.fill(at, (byte) 0, 48);
        guest.memory.putLong(at, userData);
        guest.memory.putByte(at + 8, (byte) type);
        guest.memory.putInt(at + 16, fd);
    }

    private static int poll(Guest guest, int count) {
        guest.ok(WasiFunction.POLL_ONEOFF, SUBSCRIPTIONS, EVENTS, count, Guest.OUT);
        return guest.count();
    }

    private static void event(Guest guest, int index, long userData, Errno errno, int type) {
        assertEquals(userData, guest.memory.getLong(EVENTS + 32L * index));
        assertEquals(errno.code(), guest.memory.getShort(EVENTS + 32L * index + 8));
        assertEquals(type, guest.memory.getByte(EVENTS + 32L * index + 10));
    }

    @Test
    void clocks() {
        try (Guest guest = new Guest()) {
            long start = guest.clock.monotonic;
            clockSubscription(guest, 0, 77, 1, 3_000_000_000L, 0);
            clockSubscription(guest, 1, 78, 0, 1_000_000_000L, 0);
            assertEquals(1, poll(guest, 2));
            event(guest, 0, 78, Errno.SUCCESS, 0);
            assertEquals(start + 1_000_000_000L, guest.clock.monotonic);

            clockSubscription(guest, 0, 79, 1, guest.clock.monotonic + 5, 1);
            assertEquals(1, poll(guest, 1));
            assertEquals(start + 1_000_000_005L, guest.clock.monotonic);
            clockSubscription(guest, 0, 80, 0, 1, 1);
            clockSubscription(guest, 1, 81, 1, 0, 0);
            clockSubscription(guest, 2, 82, 1, -1, 0);
            assertEquals(2, poll(guest, 3));
            event(guest, 0, 80, Errno.SUCCESS, 0);
            event(guest, 1, 81, Errno.SUCCESS, 0);

            clockSubscription(guest, 0, 83, 2, 0, 0);
            clockSubscription(guest, 1, 84, 9, 0, 0);
            assertEquals(2, poll(guest, 2));
            event(guest, 0, 83, Errno.NOTSUP, 0);
            event(guest, 1, 84, Errno.INVAL, 0);
            assertEquals(Errno.INVAL, guest.call(WasiFunction.POLL_ONEOFF, SUBSCRIPTIONS, EVENTS, 0, Guest.OUT));
            fdSubscription(guest, 0, 0, 3, 1);
            assertEquals(Errno.INVAL, guest.call(WasiFunction.POLL_ONEOFF, SUBSCRIPTIONS, EVENTS, 1, Guest.OUT));
        }
    }

    @Test
    void descriptors() {
        try (Guest guest = reading(bytes("12345"))) {
            fdSubscription(guest, 0, 1, 1, 0);
            fdSubscription(guest, 1, 2, 2, 1);
            fdSubscription(guest, 2, 3, 1, 99);
            fdSubscription(guest, 3, 4, 1, 2);
            clockSubscription(guest, 4, 5, 1, 1_000_000_000L, 0);
            assertEquals(4, poll(guest, 5));
            event(guest, 0, 1, Errno.SUCCESS, 1);
            assertEquals(5, guest.memory.getLong(EVENTS + 16));
            event(guest, 1, 2, Errno.SUCCESS, 2);
            event(guest, 2, 3, Errno.BADF, 1);
            event(guest, 3, 4, Errno.NOTCAPABLE, 1);
            assertEquals(Errno.SUCCESS, guest.read(0, 10));
            // The end of the input can be read without waiting too.
            assertEquals(1, poll(guest, 1));
            assertEquals(0, guest.memory.getLong(EVENTS + 16));
        }
    }

    @Test
    void inputOrClock() throws IOException {
        try (PipedOutputStream out = new PipedOutputStream();
                Guest guest = reading(new PipedInputStream(out))) {
            fdSubscription(guest, 0, 1, 1, 0);
            clockSubscription(guest, 1, 2, 1, 0, 0);
            assertEquals(1, poll(guest, 2));
            event(guest, 0, 2, Errno.SUCCESS, 0);
            out.write(new byte[3]);
            out.flush();
            assertEquals(1, poll(guest, 1));
            event(guest, 0, 1, Errno.SUCCESS, 1);
            assertEquals(3, guest.memory.getLong(EVENTS + 16));
            assertEquals(Errno.SUCCESS, guest.read(0, 10));
            assertEquals(3, guest.count());
        }
    }

    @Test
    void theOlderEdition() {
        try (Guest guest = new Guest(Edition.UNSTABLE, InputStream.nullInputStream())) {
            // A clock subscription has an identifier before the clock, and is 56 bytes.
            guest.memory.fill(SUBSCRIPTIONS, (byte) 0, 112);
            for (int i = 0; i < 2; i++) {
                guest.memory.putLong(SUBSCRIPTIONS + 56L * i, 10 + i);
                guest.memory.putLong(SUBSCRIPTIONS + 56L * i + 16, 999);
                guest.memory.putInt(SUBSCRIPTIONS + 56L * i + 24, 1);
                guest.memory.putLong(SUBSCRIPTIONS + 56L * i + 32, 2000 - 1000L * i);
            }
            long start = guest.clock.monotonic;
            assertEquals(1, poll(guest, 2));
            event(guest, 0, 11, Errno.SUCCESS, 0);
            assertEquals(start + 1000, guest.clock.monotonic);
            assertTrue(Edition.UNSTABLE.whence(2) == 0 && Edition.UNSTABLE.whence(0) == 1);
            assertEquals(2, Edition.UNSTABLE.whence(1));
            guest.memory.putLong(Guest.OUT + 56, -1);
            guest.ok(WasiFunction.FD_FILESTAT_GET, 0, Guest.OUT);
            assertEquals(1, guest.memory.getInt(Guest.OUT + 20));
            assertEquals(-1, guest.memory.getLong(Guest.OUT + 56));
        }
    }

    /** A thread for each piece made programs that read much ten times slower, in memories that are no arrays. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsThereIsReadByTheGuestsThread(boolean direct) {
        String text = "0123456789,".repeat(2_000);
        Thread guest = Thread.currentThread();
        AtomicInteger foreign = new AtomicInteger();
        InputStream stdin = new FilterInputStream(bytes(text)) {
            @Override
            public int read(byte[] destination, int offset, int length) throws IOException {
                if (available() > 0 && Thread.currentThread() != guest) {
                    foreign.incrementAndGet();
                }
                return super.read(destination, offset, length);
            }
        };
        InputDescriptor descriptor = new InputDescriptor(stdin, Terminal.none(), () -> {});
        ByteBuffer piece = direct ? ByteBuffer.allocateDirect(1_000) : ByteBuffer.allocate(1_000);
        byte[] read = new byte[text.length()];
        int size = 0;
        for (int count = descriptor.read(piece); count > 0; count = descriptor.read(piece.clear())) {
            piece.get(0, read, size, count);
            size += count;
        }
        assertEquals(text, new String(read, 0, size, StandardCharsets.UTF_8));
        assertEquals(0, foreign.get());
    }
}
