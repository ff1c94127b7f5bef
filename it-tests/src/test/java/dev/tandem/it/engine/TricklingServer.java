// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves a module over HTTP on the loopback interface, slowly, and notes when it did what. */
final class TricklingServer implements AutoCloseable {
    private static final int PIECE = 512;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final CompletableFuture<Long> lastByteSent = new CompletableFuture<>();
    private final CompletableFuture<Integer> hungUp = new CompletableFuture<>();
    private volatile byte[] content;
    private volatile int pauseAt = -1;
    private volatile CountDownLatch resume = new CountDownLatch(0);

    TricklingServer(byte[] content) throws IOException {
        this.content = content;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI url(String path) {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort() + path);
    }

    void header(String name, String value) {
        headers.put(name, value);
    }

    void content(byte[] bytes) {
        content = bytes;
    }

    /** From now on it waits for {@link #resume} before it sends that byte. */
    TricklingServer pausingAt(int index) {
        resume = new CountDownLatch(1);
        pauseAt = index;
        return this;
    }

    void resume() {
        resume.countDown();
    }

    /** Hangs up in the middle of answers. */
    void breakConnections() {
        server.stop(0);
    }

    /** When the last byte was sent, as {@link System#nanoTime} counts. */
    CompletableFuture<Long> lastByteSent() {
        return lastByteSent;
    }

    /** How many bytes were sent when the client was gone. */
    CompletableFuture<Integer> hungUp() {
        return hungUp;
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/missing.wasm")) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        byte[] bytes = content;
        int pause = pauseAt;
        headers.forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(200, bytes.length);
        int sent = 0;
        try (OutputStream out = exchange.getResponseBody()) {
            while (sent < bytes.length) {
                if (sent == pause) {
                    resume.await();
                }
                int end = sent < pause ? Math.min(pause, sent + PIECE) : Math.min(bytes.length, sent + PIECE);
                if (end == bytes.length) {
                    lastByteSent.complete(System.nanoTime());
                }
                out.write(bytes, sent, end - sent);
                out.flush();
                sent = end;
            }
        } catch (IOException e) {
            hungUp.complete(sent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        resume.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
