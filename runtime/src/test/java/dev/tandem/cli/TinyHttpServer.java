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
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLException;

/** Serves one file under one path of the loopback interface, and 404 elsewhere. */
final class TinyHttpServer implements AutoCloseable {
    private final String scheme;
    private final ServerSocket socket;
    private final String path;
    private final byte[] content;

    TinyHttpServer(String path, byte[] content) throws IOException {
        this("http", ServerSocketFactory.getDefault(), path, content);
    }

    /** @param sockets for that scheme */
    TinyHttpServer(String scheme, ServerSocketFactory sockets, String path, byte[] content) throws IOException {
        this.scheme = scheme;
        this.socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.path = path;
        this.content = content;
        Thread.ofVirtual().start(this::serve);
    }

    String base() {
        return base(InetAddress.getLoopbackAddress().getHostAddress());
    }

    String base(String host) {
        return scheme + "://" + host + ":" + socket.getLocalPort();
    }

    private void serve() {
        while (true) {
            try (Socket connection = socket.accept()) {
                answer(connection);
            } catch (SSLException e) {
                // The client does not like the certificate, and has hung up.
            } catch (SocketException e) {
                if (socket.isClosed()) {
                    return;
                }
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
