// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.fs.FileType;
import dev.tandem.wasi.nio.HostErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Standard input. What is there the guest's own thread reads; where it would have to wait, another thread waits instead, so that the guest can be
 * interrupted, can poll, and can ask not to wait.
 */
public final class InputDescriptor extends Descriptor {
    private final InputStream stream;
    private final Terminal terminal;
    private final Interruption interruption;
    private final ReadAhead ahead;

    public InputDescriptor(InputStream stream, Terminal terminal, Interruption interruption) {
        super(Rights.STREAM & ~Rights.FD_WRITE, 0, 0);
        this.stream = stream;
        this.terminal = terminal;
        this.interruption = interruption;
        this.ahead = new ReadAhead(stream);
    }

    @Override
    FileType type() {
        return terminal.type();
    }

    @Override
    int read(ByteBuffer destination) {
        if (!destination.hasRemaining()) {
            return 0;
        }
        try {
            if (ahead.isIdle() && stream.available() > 0) {
                if (destination.hasArray()) {
                    int start = destination.arrayOffset() + destination.position();
                    return Math.max(0, stream.read(destination.array(), start, destination.remaining()));
                }
                ahead.readNow();
            }
            while (!await(has(Flags.FD_NONBLOCK) ? 0 : Interruption.PERIOD)) {
                if (has(Flags.FD_NONBLOCK)) {
                    throw new WasiException(Errno.AGAIN);
                }
                interruption.check();
            }
            return ahead.take(destination);
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    /** Waits until a read would not wait; false if the time is over. */
    boolean await(long millis) {
        return ahead.await(millis);
    }

    @Override
    long readable() {
        try {
            if (ahead.isIdle()) {
                int available = stream.available();
                if (available > 0) {
                    return available;
                }
            }
            return ahead.await(0) ? ahead.size() : NOT_READY;
        } catch (IOException e) {
            return 0; // The read will tell.
        }
    }
}
