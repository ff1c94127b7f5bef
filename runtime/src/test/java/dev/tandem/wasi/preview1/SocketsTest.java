// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.fs.FileType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A guest that serves connections on the loopback interface. */
class SocketsTest {
    private static final long SUBSCRIPTION = 8192;
    private static final long EVENT = 12288;

    private final Guest guest = new Guest();
    private ServerSocketChannel server;
    private int listener;

    @BeforeEach
    void listen() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener = guest.descriptors.add(new ListenerDescriptor(server, guest.sockets));
    }

    @AfterEach
    void close() {
        guest.close();
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(server.getLocalAddress());
    }

    private int accept() {
        guest.ok(WasiFunction.SOCK_ACCEPT, listener, 0, Guest.OUT);
        return guest.opened();
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void pollForReading(int fd) {
        guest.memory.fill(SUBSCRIPTION, (byte) 0, 48);
        guest.memory.putByte(SUBSCRIPTION + 8, (byte) 1);
        guest.memory.putInt(SUBSCRIPTION + 16, fd);
        guest.ok(WasiFunction.POLL_ONEOFF, SUBSCRIPTION, EVENT, 1, Guest.OUT);
        assertEquals(1, guest.count());
    }

    @Test
    @SuppressWarnings("try") // Closes early on purpose.
    void conversation() throws IOException {
        assertEquals(Errno.INVAL, guest.call(WasiFunction.SOCK_ACCEPT, listener, Flags.FD_APPEND, Guest.OUT));
        guest.ok(WasiFunction.FD_FDSTAT_SET_FLAGS, listener, Flags.FD_NONBLOCK);
        assertEquals(Errno.AGAIN, guest.call(WasiFunction.SOCK_ACCEPT, listener, 0, Guest.OUT));
        guest.ok(WasiFunction.FD_FDSTAT_SET_FLAGS, listener, 0);
        try (SocketChannel client = connect()) {
            pollForReading(listener);
            int fd = accept();
            guest.ok(WasiFunction.FD_FDSTAT_GET, fd, Guest.OUT);
            assertEquals(FileType.SOCKET_STREAM.code(), guest.memory.getByte(Guest.OUT));
            guest.ok(WasiFunction.FD_FDSTAT_SET_FLAGS, fd, Flags.FD_NONBLOCK);
            assertEquals(Errno.AGAIN, guest.receive(fd, 0, 10));
            guest.ok(WasiFunction.FD_FDSTAT_SET_FLAGS, fd, 0);

            send(client, "hello");
            pollForReading(fd);
            assertEquals(5, guest.memory.getLong(EVENT + 16));
            assertEquals(Errno.SUCCESS, guest.receive(fd, Flags.RECEIVE_PEEK, 3));
            assertEquals("hel", guest.data());
            assertEquals(Errno.SUCCESS, guest.receive(fd, 0, 2, 1));
            assertEquals("hel", guest.data());
            assertEquals(Errno.SUCCESS, guest.read(fd, 100));
            assertEquals("lo", guest.data());

            Thread later = Thread.ofPlatform().start(() -> {
                try {
                    Thread.sleep(20);
                    send(client, "abc");
                    Thread.sleep(20);
                    send(client, "def");
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            assertEquals(Errno.SUCCESS, guest.receive(fd, Flags.RECEIVE_WAIT_ALL, 2, 4));
            assertEquals("abcdef", guest.data());
            join(later);

            assertEquals(Errno.SUCCESS, guest.send(fd, "answer"));
            assertEquals(Errno.SUCCESS, guest.write(fd, " and", " more"));
            assertEquals(Errno.SUCCESS, guest.call(WasiFunction.SOCK_SHUTDOWN, fd, Flags.SHUTDOWN_WRITE));
            ByteBuffer answer = ByteBuffer.allocate(100);
            while (client.read(answer) >= 0) {
                continue;
            }
            assertEquals("answer and more", new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8));

            client.close();
            pollForReading(fd);
            assertEquals(1, guest.memory.getShort(EVENT + 24));
            assertEquals(Errno.SUCCESS, guest.receive(fd, 0, 10));
            assertEquals(0, guest.count());
            assertEquals(Errno.SPIPE, guest.seek(fd, 0, 0));
            guest.ok(WasiFunction.FD_CLOSE, fd);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @SuppressWarnings("try") // Closes early on purpose.
    void wrongUse() throws IOException {
        assertEquals(Errno.NOTSOCK, guest.receive(0, 0, 1));
        assertEquals(Errno.NOTSOCK, guest.send(1, "x"));
        assertEquals(Errno.NOTSOCK, guest.call(WasiFunction.SOCK_SHUTDOWN, 1, 1));
        assertEquals(Errno.NOTSOCK, guest.call(WasiFunction.SOCK_ACCEPT, 1, 0, Guest.OUT));
        assertEquals(Errno.BADF, guest.receive(99, 0, 1));
        assertEquals(Errno.NOTCONN, guest.receive(listener, 0, 1));
        assertEquals(Errno.NOTCONN, guest.call(WasiFunction.SOCK_SHUTDOWN, listener, 1));
        try (SocketChannel client = connect()) {
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
            int fd = accept();
            assertEquals(Errno.INVAL, guest.call(WasiFunction.SOCK_ACCEPT, fd, 0, Guest.OUT));
            assertEquals(Errno.INVAL, guest.receive(fd, 4, 1));
            assertEquals(Errno.INVAL, guest.call(WasiFunction.SOCK_SHUTDOWN, fd, 0));
            assertEquals(Errno.INVAL, guest.call(WasiFunction.SOCK_SHUTDOWN, fd, 4));
            client.close(); // With a reset.
            assertEquals(Errno.CONNRESET, guest.receive(fd, 0, 1));
        }
    }
}
