// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.fs.FileType;
import dev.tandem.wasi.nio.HostErrors;
import java.io.IOException;
import java.nio.channels.SelectableChannel;

/** A socket. Its channel never blocks; where the guest wants to wait, {@link SocketWait} does. */
abstract class SocketDescriptor extends Descriptor {
    final SocketWait wait;

    SocketDescriptor(long rights, long inheriting, int flags, SocketWait wait) {
        super(rights, inheriting, flags);
        this.wait = wait;
    }

    abstract SelectableChannel channel();

    /** What to select for when the guest wants to read. */
    abstract int readInterest();

    /** What to select for when the guest wants to write. */
    abstract int writeInterest();

    @Override
    final FileType type() {
        return FileType.SOCKET_STREAM;
    }

    /** Waits for the channel, or fails if the guest does not want to. */
    final void awaitOrFail(int operations) {
        if (has(Flags.FD_NONBLOCK)) {
            throw new WasiException(Errno.AGAIN);
        }
        wait.awaitOne(channel(), operations);
    }

    @Override
    void close() {
        try {
            channel().close();
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }
}
