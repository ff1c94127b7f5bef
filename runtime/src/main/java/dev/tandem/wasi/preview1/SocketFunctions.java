// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.fs.FileType;

/** The functions of sockets. Preview 1 can neither make nor connect them: they come preopened, or out of {@code sock_accept}. */
final class SocketFunctions {
    private final DescriptorTable descriptors;
    private final Iovecs iovecs;

    SocketFunctions(DescriptorTable descriptors, Iovecs iovecs) {
        this.descriptors = descriptors;
        this.iovecs = iovecs;
    }

    private SocketDescriptor socket(int fd, long right) {
        if (descriptors.get(fd) instanceof SocketDescriptor socket) {
            socket.require(right);
            return socket;
        }
        throw new WasiException(Errno.NOTSOCK);
    }

    private ConnectionDescriptor connection(int fd, long right) {
        if (descriptors.get(fd).type() == FileType.SOCKET_STREAM
                && !(descriptors.get(fd) instanceof ConnectionDescriptor)) {
            throw new WasiException(Errno.NOTCONN);
        }
        return (ConnectionDescriptor) socket(fd, right);
    }

    void accept(GuestMemory memory, int fd, int flags, long result) {
        memory.require(result, 4);
        Flags.check(flags, Flags.FD_NONBLOCK);
        if (!(socket(fd, 0) instanceof ListenerDescriptor listener)) {
            throw new WasiException(Errno.INVAL);
        }
        listener.require(Rights.SOCK_ACCEPT);
        descriptors.requireFree();
        memory.putInt(result, descriptors.add(listener.accept(flags)));
    }

    void receive(
            GuestMemory memory, int fd, long buffers, long count, int flags, long resultLength, long resultFlags) {
        ConnectionDescriptor connection = connection(fd, Rights.FD_READ);
        Flags.check(flags, Flags.RECEIVE_PEEK | Flags.RECEIVE_WAIT_ALL);
        memory.require(resultLength, 4);
        memory.require(resultFlags, 2);
        iovecs.load(memory, buffers, count);
        memory.putInt(
                resultLength,
                iovecs.receive(
                        connection, (flags & Flags.RECEIVE_PEEK) != 0, (flags & Flags.RECEIVE_WAIT_ALL) != 0));
        memory.putShort(resultFlags, 0);
    }

    void send(GuestMemory memory, int fd, long buffers, long count, int flags, long result) {
        ConnectionDescriptor connection = connection(fd, Rights.FD_WRITE);
        Flags.check(flags, 0);
        memory.require(result, 4);
        iovecs.load(memory, buffers, count);
        memory.putInt(result, iovecs.write(connection, Iovecs.CURRENT));
    }

    void shutdown(int fd, int how) {
        ConnectionDescriptor connection = connection(fd, Rights.SOCK_SHUTDOWN);
        if (Flags.check(how, Flags.SHUTDOWN_READ | Flags.SHUTDOWN_WRITE) == 0) {
            throw new WasiException(Errno.INVAL);
        }
        connection.shutdown(how);
    }
}
