// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads one piece of a stream, in another thread if it may have to wait. The end of the stream is not remembered: terminals go on after it. */
final class ReadAhead {
    private static final int SIZE = 8192;

    private final InputStream stream;
    private final byte[] bytes = new byte[SIZE];

    // Guarded by this.
    private boolean reading;
    private boolean done;
    private int start;
    private int end;
    private @Nullable IOException failure;

    ReadAhead(InputStream stream) {
        this.stream = stream;
    }

    /** Whether there is nothing read ahead and nothing on its way, so that the stream may be used directly. */
    synchronized boolean isIdle() {
        return !reading && !done;
    }

    /** The bytes that are there. */
    synchronized long size() {
        return (long) end - start;
    }

    /** Starts to read if needed, and waits until there is something: bytes, the end or a failure. False if the time is over. */
    synchronized boolean await(long millis) {
        if (isIdle()) {
            reading = true;
            Thread.ofPlatform().daemon().name("tandem-stdin").start(this::read);
        }
        long deadline = System.nanoTime() + millis * 1_000_000;
        try {
            while (!done) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WasmTrap(TrapCode.INTERRUPTED, e);
        }
    }

    /** Reads in this thread. Only when {@link #isIdle} and the stream has bytes, so that it does not wait. */
    synchronized void readNow() {
        reading = true;
        read();
    }

    private void read() {
        int count = 0;
        IOException thrown = null;
        try {
            count = Math.max(0, stream.read(bytes, 0, SIZE));
        } catch (IOException e) {
            thrown = e;
        }
        synchronized (this) {
            start = 0;
            end = count;
            failure = thrown;
            reading = false;
            done = true;
            notifyAll();
        }
    }

    /** Moves what is there; 0 at the end of the stream. Only when {@link #await} was true. */
    synchronized int take(ByteBuffer destination) throws IOException {
        IOException thrown = failure;
        int count = Math.min(destination.remaining(), end - start);
        destination.put(bytes, start, count);
        start += count;
        if (start == end) {
            done = false;
            failure = null;
        }
        if (thrown != null) {
            throw thrown;
        }
        return count;
    }
}
