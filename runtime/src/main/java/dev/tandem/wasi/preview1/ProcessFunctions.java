// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiClock;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.WasiExit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** Arguments, environment, clocks, random numbers, and the end. */
final class ProcessFunctions {
    private static final int RANDOM_PIECE = 64 << 10;
    private static final int SIGNALS = 30;

    private final WasiClock clock;
    private final RandomGenerator random;

    ProcessFunctions(WasiClock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Writes the strings, each with a NUL at its end, and the array of pointers to them. */
    static void putStrings(GuestMemory memory, List<String> strings, long pointers, long bytes) {
        memory.require(pointers, 4L * strings.size());
        byte[] joined = join(strings);
        memory.write(bytes, joined, joined.length);
        int offset = 0;
        for (int i = 0; i < strings.size(); i++) {
            memory.putInt(pointers + 4L * i, (int) (bytes + offset));
            while (joined[offset] != 0) {
                offset++;
            }
            offset++;
        }
    }

    static void putSizes(GuestMemory memory, List<String> strings, long count, long size) {
        memory.require(count, 4);
        memory.putInt(size, join(strings).length);
        memory.putInt(count, strings.size());
    }

    private static byte[] join(List<String> strings) {
        StringBuilder all = new StringBuilder();
        for (String string : strings) {
            all.append(string).append('\0');
        }
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    void clockResolution(GuestMemory memory, int id, long result) {
        memory.putLong(
                result,
                switch (id) {
                    case 0 -> clock.realtimeResolution();
                    case 1 -> clock.monotonicResolution();
                    case 2 -> clock.processCpuTimeResolution();
                    case 3 -> clock.threadCpuTimeResolution();
                    default -> throw new WasiException(Errno.INVAL);
                });
    }

    void clockTime(GuestMemory memory, int id, long result) {
        memory.putLong(
                result,
                switch (id) {
                    case 0 -> clock.realtime();
                    case 1 -> clock.monotonic();
                    case 2 -> clock.processCpuTime();
                    case 3 -> clock.threadCpuTime();
                    default -> throw new WasiException(Errno.INVAL);
                });
    }

    void random(GuestMemory memory, long buffer, long length) {
        memory.require(buffer, length);
        byte[] piece = new byte[(int) Math.min(length, RANDOM_PIECE)];
        for (long done = 0; done < length; done += piece.length) {
            random.nextBytes(piece);
            memory.write(buffer + done, piece, (int) Math.min(piece.length, length - done));
        }
    }

    /** What the guest asks for, for what it is worth. */
    @SuppressWarnings("ThreadPriorityCheck")
    static void yieldThread() {
        Thread.yield();
    }

    /** Does what a process does that has no handler for the signal. */
    static void raise(int signal) {
        switch (signal) {
            case 0, 16, 17, 22, 27 -> {} // NONE, CHLD, CONT, URG, WINCH
            case 18, 19, 20, 21 -> throw new WasiException(Errno.NOTSUP); // STOP, TSTP, TTIN, TTOU
            default -> {
                if (signal < 0 || signal > SIGNALS) {
                    throw new WasiException(Errno.INVAL);
                }
                throw new WasiExit(128 + signal);
            }
        }
    }
}
