// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Serves one file under one path of the loopback interface, and 404 elsewhere. */
final class TinyHttpServer implements AutoCloseable {
    private final ServerSocket socket;
    private final String path;
    private final byte[] content;

    TinyHttpServer(String path, byte[] content) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.path = path;
        this.content = content;
        Thread.ofVirtual().start(this::serve);
    }

    String base() {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    private void serve() {
        while (true) {
            try (Socket connection = socket.accept()) {
                answer(connection);
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void answer(Socket connection) throws IOException {
        StringBuilder request = new StringBuilder();
        InputStream in = connection.getInputStream();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            request.append((char) next);
        }
        boolean found = request.toString().startsWith("GET " + path + " ");
        byte[] body = found ? content : new byte[0];
        String head = "HTTP/1.1 " + (found ? "200 OK" : "404 Not Found") + "\r\nContent-Length: " + body.length
                + "\r\nConnection: close\r\n\r\n";
        connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().write(body);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
