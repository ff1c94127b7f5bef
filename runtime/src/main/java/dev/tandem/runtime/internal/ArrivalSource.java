// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.StreamingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Reads a module from a channel on a thread of its own, and closes the channel. */
final class ArrivalSource implements Runnable {
    private static final int CHUNK = 1 << 16;

    private final ReadableByteChannel channel;
    private final Arrival arrival;

    private ArrivalSource(ReadableByteChannel channel, Arrival arrival) {
        this.channel = channel;
        this.arrival = arrival;
    }

    static Arrival start(EngineImpl engine, ReadableByteChannel channel, StreamingOptions options) {
        Arrival arrival = new Arrival(engine, options);
        arrival.stopBy(() -> close(channel));
        Thread.ofPlatform().daemon().name("tandem-arrival").start(new ArrivalSource(channel, arrival));
        return arrival;
    }

    /** Ends a read that waits, too. */
    private static void close(ReadableByteChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing more is wanted of it.
        }
    }

    @Override
    public void run() {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try (channel) {
            while (channel.read(chunk) >= 0) {
                if (!arrival.feed(chunk.flip())) {
                    return;
                }
                chunk.clear();
            }
            arrival.finish();
        } catch (IOException e) {
            arrival.fail(new UncheckedIOException(e));
        } catch (RuntimeException e) {
            arrival.fail(e);
        }
    }
}
