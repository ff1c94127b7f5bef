// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.tandem.api.Engine;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import dev.tandem.wasi.Wasi;
import dev.tandem.wasi.WasiClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag(CurrentCell.BEHAVIOUR)
class WasiProgramsTest {
    private static final Path PROGRAMS = Path.of("src/test/programs");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path temp;

    private Engine engine;

    @BeforeAll
    void start() {
        engine = CurrentCell.engine();
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    private int run(Wasi.Builder builder, String program, String... arguments) {
        return run(Duration.ofMinutes(2), builder, program, arguments);
    }

    private int run(Duration timeout, Wasi.Builder builder, String program, String... arguments) {
        out.reset();
        err.reset();
        Wasi wasi = builder.args(List.of(program))
                .args(List.of(arguments))
                .stdout(out)
                .stderr(err)
                .build();
        try (wasi;
                Module module = engine.compile(PROGRAMS.resolve(program + ".wasm"));
                Instance instance = module.instantiate(wasi.imports())) {
            instance.setDeadline(timeout);
            return wasi.run(instance);
        }
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void succeeds(Path directory, String program) {
        int code = run(Wasi.builder().directory(directory, "/data"), program, "/data");
        assertEquals(0, code, output());
        assertTrue(output().endsWith("\n0 failures\n") || output().equals("0 failures\n"), output());
    }

    @Test
    void filesAndDirectories() throws IOException {
        succeeds(temp, "c/files");
        succeeds(temp, "wasi/directories");
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            succeeds(memory.getPath("/work"), "c/files");
            succeeds(memory.getPath("/work"), "wasi/directories");
        }
    }

    @Test
    void readOnly() throws IOException {
        Files.writeString(temp.resolve("file"), "content");
        Files.createDirectory(temp.resolve("folder"));
        assertEquals(0, run(Wasi.builder().readOnlyDirectory(temp, "/data"), "wasi/readonly", "/data"), output());
        assertEquals("file: content\n0 failures\n", output());
    }

    @Test
    void escapes() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("file"), "secret");
        Path root = Files.createDirectory(temp.resolve("root"));
        Files.writeString(root.resolve("mine"), "");
        Files.createDirectories(root.resolve("a/b"));
        Files.createSymbolicLink(root.resolve("absolute"), outside);
        Files.createSymbolicLink(root.resolve("relative"), Path.of("../outside"));
        Files.createSymbolicLink(root.resolve("a/up"), Path.of("b/../../.."));
        Files.createSymbolicLink(root.resolve("chain"), Path.of("a/up/outside"));
        String[] paths = {
            "..", "../outside", "../outside/file", "../outside/new", "a/../../outside/file", "a/b/../../../outside/file",
            "/", outside.resolve("file").toString(), "absolute/file", "absolute/new", "absolute/", "relative/file",
            "relative/new", "relative/", "relative/..", "a/up/outside/file", "a/up/", "chain/file", "chain/new", "chain/"
        };
        assertEquals(0, run(Wasi.builder().directory(root, "/"), "wasi/escapes", paths), output());
        assertEquals("0 escapes\n", output());
        assertEquals("secret", Files.readString(outside.resolve("file")));
        try (Stream<Path> content = Files.list(outside)) {
            assertEquals(1, content.count());
        }
        assertTrue(Files.exists(root.resolve("mine")));
        assertFalse(Files.exists(root.resolve("stolen")));
    }

    @Test
    @SuppressWarnings("try") // Closes early on purpose.
    void polling() throws Exception {
        try (PipedOutputStream typed = new PipedOutputStream();
                PipedInputStream stdin = new PipedInputStream(typed)) {
            HurryingClock clock = new HurryingClock();
            FutureTask<Integer> guest = start(() -> run(Wasi.builder().stdin(stdin).clock(clock), "wasi/echo"));
            typed.write("hello ".getBytes(StandardCharsets.UTF_8));
            typed.flush();
            while (!output().equals("HELLO ")) {
                Thread.sleep(5);
            }
            long looks = clock.looks.get();
            while (clock.looks.get() < looks + 10) { // more often than two polls look at it
                Thread.sleep(5);
            }
            typed.write("world\n".getBytes(StandardCharsets.UTF_8));
            typed.close();
            assertEquals(0, guest.get());
            assertEquals("HELLO WORLD\n", output());
            assertEquals("waited: some\n", err.toString(StandardCharsets.UTF_8));
        }
    }

    /** On which 60 ms are gone at every look, so that one who waits a tenth of a second has soon waited in vain. */
    private static final class HurryingClock implements WasiClock {
        private final AtomicLong looks = new AtomicLong();

        @Override
        public long realtime() {
            return monotonic();
        }

        @Override
        public long monotonic() {
            return looks.incrementAndGet() * 60_000_000;
        }

        @Override
        public long processCpuTime() {
            return 0;
        }

        @Override
        public long threadCpuTime() {
            return 0;
        }
    }

    private static FutureTask<Integer> start(Callable<Integer> guest) {
        FutureTask<Integer> task = new FutureTask<>(guest);
        Thread.ofPlatform().name("guest").start(task);
        return task;
    }

    @Test
    void serving() throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
            FutureTask<Integer> guest = start(() -> run(Wasi.builder().listener(listener), "wasi/serve", "3"));
            try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
                socket.getOutputStream().write("hello\nwasm\n".getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                byte[] answer = socket.getInputStream().readAllBytes();
                assertEquals("olleh\nmsaw\n", new String(answer, StandardCharsets.UTF_8));
            }
            assertEquals(0, guest.get(), err.toString(StandardCharsets.UTF_8));
            assertEquals("served\n", output());
        }
    }

    /** A guest that waits in a host function is stopped too. */
    @Test
    void deadlineWhileWaitingForInput() throws IOException {
        try (PipedOutputStream typed = new PipedOutputStream();
                PipedInputStream stdin = new PipedInputStream(typed)) {
            WasmTrap trap = assertThrows(
                    WasmTrap.class, () -> run(Duration.ofMillis(300), Wasi.builder().stdin(stdin), "c/words"));
            assertEquals(TrapCode.INTERRUPTED, trap.code());
        }
    }

    /** What was written before a fault is there. */
    @Test
    void faults() throws IOException {
        Wasi.Builder builder = Wasi.builder().directory(temp, "/data");
        WasmTrap trap = assertThrows(WasmTrap.class, () -> run(builder, "c/faults", "divide", "/data/file"));
        assertEquals(TrapCode.INTEGER_DIVIDE_BY_ZERO, trap.code());
        assertEquals("before\n", output());
        assertEquals("written before the fault\n", Files.readString(temp.resolve("file")));
    }
}
