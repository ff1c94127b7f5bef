// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiExit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments, environment, clocks, random numbers, the end; and pointers that lead out of the memory. */
class ProcessTest {
    private final Guest guest = new Guest();

    @Test
    void argumentsAndEnvironment() {
        guest.ok(WasiFunction.ARGS_SIZES_GET, Guest.OUT, Guest.OUT + 4);
        assertEquals(2, guest.memory.getInt(Guest.OUT));
        int size = "prog größe ".getBytes(StandardCharsets.UTF_8).length;
        assertEquals(size, guest.memory.getInt(Guest.OUT + 4));
        guest.ok(WasiFunction.ARGS_GET, Guest.OUT, 2000);
        assertEquals("prog\0größe\0", guest.text(2000, size));
        assertEquals(2000, guest.memory.getInt(Guest.OUT));
        assertEquals(2005, guest.memory.getInt(Guest.OUT + 4));

        guest.ok(WasiFunction.ENVIRON_SIZES_GET, Guest.OUT, Guest.OUT + 4);
        assertEquals(2, guest.memory.getInt(Guest.OUT));
        assertEquals(7, guest.memory.getInt(Guest.OUT + 4));
        guest.ok(WasiFunction.ENVIRON_GET, Guest.OUT, 2000);
        assertEquals("A=1\0B=\0", guest.text(2000, 7));
        assertEquals(2004, guest.memory.getInt(Guest.OUT + 4));
    }

    @Test
    void clocks() {
        long[] expected = {guest.clock.realtime, guest.clock.monotonic, 7, 8};
        for (int id = 0; id < 4; id++) {
            guest.ok(WasiFunction.CLOCK_TIME_GET, id, 0, Guest.OUT);
            assertEquals(expected[id], guest.memory.getLong(Guest.OUT));
            guest.ok(WasiFunction.CLOCK_RES_GET, id, Guest.OUT);
            assertTrue(guest.memory.getLong(Guest.OUT) > 0);
        }
        assertEquals(Errno.INVAL, guest.call(WasiFunction.CLOCK_TIME_GET, 4, 0, Guest.OUT));
        assertEquals(Errno.INVAL, guest.call(WasiFunction.CLOCK_RES_GET, -1, Guest.OUT));
    }

    @Test
    void randomNumbers() {
        guest.ok(WasiFunction.RANDOM_GET, 100, 100_000);
        byte[] expected = new byte[100_000];
        byte[] piece = new byte[64 << 10];
        Random random = new Random(42);
        random.nextBytes(piece);
        System.arraycopy(piece, 0, expected, 0, piece.length);
        random.nextBytes(piece);
        System.arraycopy(piece, 0, expected, piece.length, expected.length - piece.length);
        byte[] written = new byte[100_000];
        guest.memory.read(100, written, 0, written.length);
        assertArrayEquals(expected, written);
        assertEquals(0, guest.memory.getByte(100_100));
        guest.ok(WasiFunction.RANDOM_GET, 0, 0);
    }

    @Test
    void theEnd() {
        assertEquals(3, assertThrows(WasiExit.class, () -> guest.call(WasiFunction.PROC_EXIT, 3)).code());
        assertEquals(134, assertThrows(WasiExit.class, () -> guest.call(WasiFunction.PROC_RAISE, 6)).code());
        assertEquals(Errno.SUCCESS, guest.call(WasiFunction.PROC_RAISE, 0));
        assertEquals(Errno.SUCCESS, guest.call(WasiFunction.PROC_RAISE, 27));
        assertEquals(Errno.NOTSUP, guest.call(WasiFunction.PROC_RAISE, 18));
        assertEquals(Errno.INVAL, guest.call(WasiFunction.PROC_RAISE, 31));
        guest.ok(WasiFunction.SCHED_YIELD);
    }

    @Test
    void names() {
        assertEquals(WasiFunction.FD_WRITE, WasiFunction.find("fd_write"));
        assertNull(WasiFunction.find("FD_WRITE"));
        assertNull(WasiFunction.find("fd_writes"));
        assertNull(Edition.UNSTABLE.find("sock_accept"));
        for (WasiFunction function : WasiFunction.values()) {
            assertEquals(function, Edition.PREVIEW1.find(function.importName()));
        }
        assertEquals(0, WasiFunction.PROC_EXIT.type().resultCount());
        assertEquals(9, WasiFunction.PATH_OPEN.type().parameterCount());
    }

    /** Every pointer that is outside of the memory is refused, and before anything was done. */
    @ParameterizedTest
    @ValueSource(longs = {0x40000, 0x3FFFF, 0xFFFF_FFFFL, 0x8000_0000L})
    void pointersOutside(long outside) {
        assertEquals(Errno.FAULT, guest.call(WasiFunction.ARGS_GET, outside, 2000));
        assertEquals(Errno.FAULT, guest.call(WasiFunction.ARGS_GET, 2000, outside));
        assertEquals(Errno.FAULT, guest.call(WasiFunction.CLOCK_TIME_GET, 0, 0, outside));
        assertEquals(Errno.FAULT, guest.call(WasiFunction.RANDOM_GET, outside, 2));
        assertEquals(Errno.FAULT, guest.call(WasiFunction.RANDOM_GET, 2, outside));
        assertEquals(Errno.FAULT, guest.call(WasiFunction.FD_FDSTAT_GET, 1, outside));
        assertEquals(Errno.FAULT, guest.call(WasiFunction.FD_FILESTAT_GET, 1, outside));
        assertEquals(Errno.FAULT, guest.call(WasiFunction.POLL_ONEOFF, outside, 0, 1, Guest.OUT));
        assertEquals(Errno.FAULT, guest.call(WasiFunction.POLL_ONEOFF, 0, outside, 1, Guest.OUT));
        assertEquals(Errno.FAULT, guest.call(WasiFunction.POLL_ONEOFF, 0, 0, 1, outside));
        assertEquals(Errno.FAULT, guest.call(WasiFunction.POLL_ONEOFF, 0, 0, outside, Guest.OUT));
        assertEquals(Errno.FAULT, guest.call(WasiFunction.FD_WRITE, 1, outside, 1, Guest.OUT));
        assertEquals(Errno.FAULT, guest.call(WasiFunction.FD_WRITE, 1, 0, outside, Guest.OUT));

        // The second buffer is bad: nothing of the first is written.
        guest.memory.putInt(200, 300);
        guest.memory.putInt(204, 5);
        guest.memory.putInt(208, (int) outside);
        guest.memory.putInt(212, 5);
        assertEquals(Errno.FAULT, guest.call(WasiFunction.FD_WRITE, 1, 200, 2, Guest.OUT));
        guest.memory.putInt(208, 400);
        guest.memory.putInt(212, (int) outside); // A negative length, in two cases.
        assertEquals(Errno.FAULT, guest.call(WasiFunction.FD_WRITE, 1, 200, 2, Guest.OUT));
        assertEquals(Errno.FAULT, guest.call(WasiFunction.FD_READ, 0, 200, 2, Guest.OUT));
        assertEquals(Errno.FAULT, guest.call(WasiFunction.FD_WRITE, 1, 200, 1, outside));
        assertEquals(0, guest.stdout.size());
    }

    @Test
    void moreThanTheResultCanSay() {
        // Buffers may overlap, so that a small memory can hold more than 2 GiB of them.
        int count = 10_000;
        for (int i = 0; i < count; i++) {
            guest.memory.putInt(8L * i, 0);
            guest.memory.putInt(8L * i + 4, 0x40000);
        }
        assertEquals(Errno.INVAL, guest.call(WasiFunction.FD_WRITE, 1, 0, count, 100_000));
        assertEquals(0, guest.stdout.size());
    }

    @Test
    void paths() throws IOException {
        long at = 3000;
        try (Host.Sandbox sandbox = Host.JIMFS.sandbox();
                Guest other = new Guest(sandbox.open())) {
            other.memory.write(at, new byte[] {'a', (byte) 0xC3, 'b'}, 0, 3);
            assertEquals(Errno.ILSEQ, other.call(WasiFunction.PATH_CREATE_DIRECTORY, 3, at, 3));
            assertEquals(Errno.FAULT, other.call(WasiFunction.PATH_CREATE_DIRECTORY, 3, at, 0x7FFF_FFFF));
            assertEquals(Errno.NAMETOOLONG, other.call(WasiFunction.PATH_CREATE_DIRECTORY, 3, at, 5000));
            assertEquals(Errno.SUCCESS, other.path(WasiFunction.PATH_CREATE_DIRECTORY, 3, "\uFFFD"));
            assertEquals(Errno.NAMETOOLONG, other.path(WasiFunction.PATH_CREATE_DIRECTORY, 3, "n".repeat(256)));
        }
    }
}
