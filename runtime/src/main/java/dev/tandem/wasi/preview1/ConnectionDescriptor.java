// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.nio.HostErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A connected socket. A look ahead (a poll, or {@code PEEK}) takes bytes from the channel into {@code peeked}, from where they are read first. */
final class ConnectionDescriptor extends SocketDescriptor {
    private static final int PEEK_SIZE = 64 << 10;

    private final SocketChannel channel;

    /** Between position and limit: bytes looked at and not yet read. */
    private ByteBuffer peeked = ByteBuffer.allocate(0);

    private boolean ended;

    ConnectionDescriptor(SocketChannel channel, long rights, int flags, SocketWait wait) {
        super(rights, 0, flags, wait);
        this.channel = channel;
    }

    @Override
    SelectableChannel channel() {
        return channel;
    }

    @Override
    int readInterest() {
        return SelectionKey.OP_READ;
    }

    @Override
    int writeInterest() {
        return SelectionKey.OP_WRITE;
    }

    @Override
    int read(ByteBuffer destination) {
        return receive(destination, false, false);
    }

    /** Reads as {@code recv} does; 0 at the end. */
    int receive(ByteBuffer destination, boolean peek, boolean all) {
        int wanted = destination.remaining();
        try {
            if (peek) {
                while (look(all ? wanted : 1) < (all ? Math.min(wanted, PEEK_SIZE) : 1) && wanted > 0 && !ended) {
                    awaitOrFail(SelectionKey.OP_READ);
                }
                int count = Math.min(wanted, peeked.remaining());
                destination.put(peeked.slice(peeked.position(), count));
                return count;
            }
            while (destination.hasRemaining()) {
                boolean some = destination.remaining() < wanted;
                if (take(destination) || ended) {
                    if (!all || ended) {
                        break;
                    }
                } else if (some && (!all || has(Flags.FD_NONBLOCK))) {
                    break;
                } else {
                    awaitOrFail(SelectionKey.OP_READ);
                }
            }
            return wanted - destination.remaining();
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    /** Moves what is there, without waiting; false if there is nothing. */
    private boolean take(ByteBuffer destination) throws IOException {
        if (peeked.hasRemaining()) {
            int count = Math.min(destination.remaining(), peeked.remaining());
            destination.put(peeked.slice(peeked.position(), count));
            peeked.position(peeked.position() + count);
            return true;
        }
        int count = ended ? -1 : channel.read(destination);
        ended |= count < 0;
        return count > 0;
    }

    /** Takes bytes from the channel until there are so many, or no more; returns how many are there. */
    private int look(int wanted) throws IOException {
        if (!ended && peeked.remaining() < wanted && peeked.remaining() < PEEK_SIZE) {
            ByteBuffer more = ByteBuffer.allocate(PEEK_SIZE).put(peeked);
            ended = channel.read(more) < 0;
            peeked = more.flip();
        }
        return peeked.remaining();
    }

    @Override
    int write(ByteBuffer source) {
        try {
            while (true) {
                int count = channel.write(source);
                if (count > 0 || !source.hasRemaining()) {
                    return count;
                }
                awaitOrFail(SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    void shutdown(int how) {
        try {
            if ((how & Flags.SHUTDOWN_READ) != 0) {
                channel.shutdownInput();
            }
            if ((how & Flags.SHUTDOWN_WRITE) != 0) {
                channel.shutdownOutput();
            }
        } catch (NotYetConnectedException e) {
            throw new WasiException(Errno.NOTCONN);
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    long readable() {
        try {
            int count = look(1);
            return count > 0 ? count : ended ? HANGUP : NOT_READY;
        } catch (IOException e) {
            return HANGUP; // The read will tell.
        }
    }

    /** Found out by the selector; a write that has to wait after all only waits. */
    @Override
    boolean writable() {
        return channel.isOpen();
    }
}
