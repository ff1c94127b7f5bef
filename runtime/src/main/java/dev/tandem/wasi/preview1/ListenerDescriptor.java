// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.nio.HostErrors;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A preopened listening socket. */
public final class ListenerDescriptor extends SocketDescriptor {
    private final ServerSocketChannel channel;

    /** A connection that a poll has found. */
    private @Nullable SocketChannel pending;

    public ListenerDescriptor(ServerSocketChannel channel, SocketWait wait) {
        super(Rights.LISTENER, Rights.SOCKET, 0, wait);
        this.channel = channel;
    }

    @Override
    SelectableChannel channel() {
        return channel;
    }

    @Override
    int readInterest() {
        return SelectionKey.OP_ACCEPT;
    }

    /** Never writable; waiting for a connection does no harm. */
    @Override
    int writeInterest() {
        return SelectionKey.OP_ACCEPT;
    }

    ConnectionDescriptor accept(int flags) {
        try {
            while (!find()) {
                awaitOrFail(SelectionKey.OP_ACCEPT);
            }
            SocketChannel accepted = pending;
            pending = null;
            if (accepted == null) {
                throw new IllegalStateException("a connection was found and is gone");
            }
            accepted.configureBlocking(false);
            return new ConnectionDescriptor(accepted, inheriting(), flags, wait);
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    private boolean find() throws IOException {
        channel.configureBlocking(false);
        if (pending == null) {
            pending = channel.accept();
        }
        return pending != null;
    }

    @Override
    long readable() {
        try {
            return find() ? 1 : NOT_READY;
        } catch (IOException e) {
            return 0; // The accept will tell.
        }
    }

    @Override
    boolean writable() {
        return false;
    }

    @Override
    void close() {
        if (pending != null) {
            try {
                pending.close();
            } catch (IOException e) {
                throw HostErrors.toGuest(e);
            }
        }
        super.close();
    }
}
