// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import dev.tandem.api.Engine;
import dev.tandem.api.ModuleArrival;
import dev.tandem.api.StreamingOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/** A channel that a test writes a module to. */
final class PushedSource implements AutoCloseable {
    private final Pipe pipe;

    PushedSource() throws IOException {
        pipe = Pipe.open();
    }

    ModuleArrival arrival(Engine engine, StreamingOptions options) {
        return engine.compileStreaming(pipe.source(), options);
    }

    void send(byte[] bytes, int from, int to) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, from, to - from);
        while (buffer.hasRemaining()) {
            pipe.sink().write(buffer);
        }
    }

    /** There is no more to send. */
    void end() throws IOException {
        pipe.sink().close();
    }

    boolean isReadingEndOpen() {
        return pipe.source().isOpen();
    }

    void closeReadingEnd() throws IOException {
        pipe.source().close();
    }

    @Override
    public void close() throws IOException {
        end();
    }
}
