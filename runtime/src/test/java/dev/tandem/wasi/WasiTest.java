// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.tandem.api.Function;
import dev.tandem.api.HostFunction;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.LinkException;
import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.ir.jvm.HeapMemory;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.runtime.internal.HostAccess;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The public face: what a guest is given, and how its end comes back. */
class WasiTest {
    private static final String PREVIEW1 = "wasi_snapshot_preview1";

    private final HeapMemory memory = new HeapMemory(new MemoryType(new Limits(1, 1, false), false), 1);
    private final Instance instance = mock(Instance.class, withSettings().extraInterfaces(HostAccess.class));
    private final Function start = mock(Function.class);

    WasiTest() {
        when(((HostAccess) instance).linearMemory("memory")).thenReturn(memory);
        when(instance.function("_start")).thenReturn(start);
    }

    private int call(Imports imports, String module, String name, long... values) {
        HostFunction.Raw raw = (HostFunction.Raw) imports.find(module, name).orElseThrow();
        long[] slots = Arrays.copyOf(values, 16);
        try {
            raw.function().call(instance, slots);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return (int) slots[0];
    }

    @Test
    void imports() {
        try (Wasi wasi = Wasi.builder().build()) {
            Imports imports = wasi.imports();
            assertTrue(imports.find(PREVIEW1, "fd_write").isPresent());
            assertTrue(imports.find("wasi_unstable", "fd_write").isPresent());
            assertFalse(imports.find("wasi_unstable", "sock_accept").isPresent());
            assertFalse(imports.find(PREVIEW1, "fd_wrote").isPresent());
            assertFalse(imports.find("env", "fd_write").isPresent());
        }
    }

    @Test
    void output() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Wasi wasi = Wasi.builder().stdout(out).build()) {
            memory.write(100, "hello".getBytes(StandardCharsets.UTF_8), 0, 5);
            memory.putInt(0, 100);
            memory.putInt(4, 5);
            assertEquals(0, call(wasi.imports(), PREVIEW1, "fd_write", 1, 0, 1, 8));
            assertEquals("hello", out.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void exitCodes() {
        try (Wasi wasi = Wasi.builder().build()) {
            Imports imports = wasi.imports();
            doAnswer(invocation -> call(imports, PREVIEW1, "proc_exit", 42)).when(start).callRaw(any());
            assertEquals(42, wasi.run(instance));
        }
        try (Wasi wasi = Wasi.builder().build()) {
            doAnswer(invocation -> null).when(start).callRaw(any());
            assertEquals(0, wasi.run(instance));
        }
    }

    /** What a guest wrote before a trap is there, and its files are closed. */
    @Test
    void traps() throws Exception {
        try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
            Path dir = files.getPath("/work");
            Wasi wasi = Wasi.builder().directory(dir, "/").build();
            Imports imports = wasi.imports();
            doAnswer(invocation -> {
                        memory.write(100, "file".getBytes(StandardCharsets.UTF_8), 0, 4);
                        memory.putInt(0, 100);
                        memory.putInt(4, 4);
                        assertEquals(0, call(imports, PREVIEW1, "path_open", 3, 0, 100, 4, 1, 64, 0, 0, 8));
                        assertEquals(0, call(imports, PREVIEW1, "fd_write", memory.getInt(8), 0, 1, 8));
                        throw new WasmTrap(TrapCode.UNREACHABLE);
                    })
                    .when(start)
                    .callRaw(any());
            assertThrows(WasmTrap.class, () -> wasi.run(instance));
            assertEquals("file", Files.readString(dir.resolve("file")));
            assertEquals(Errno.BADF.code(), call(imports, PREVIEW1, "fd_sync", 4));
        }
    }

    @Test
    void reactors() {
        try (Wasi wasi = Wasi.builder().build()) {
            when(instance.export("_initialize")).thenReturn(Optional.empty());
            wasi.initialize(instance);
            when(instance.export("_initialize")).thenReturn(Optional.of(start));
            when(instance.function("_initialize")).thenReturn(start);
            doThrow(new WasmTrap(TrapCode.UNREACHABLE)).when(start).callRaw(any());
            assertThrows(WasmTrap.class, () -> wasi.initialize(instance));
        }
    }

    @Test
    void aGuestWithoutMemory() {
        when(((HostAccess) instance).linearMemory("memory")).thenReturn(null);
        try (Wasi wasi = Wasi.builder().build()) {
            LinkException e =
                    assertThrows(LinkException.class, () -> call(wasi.imports(), PREVIEW1, "sched_yield"));
            assertTrue(e.getMessage().contains("memory"));
        }
    }

    @Test
    void ownClockAndRandomNumbers() {
        RandomGenerator sevens = () -> 0x0707070707070707L;
        WasiClock clock = mock(WasiClock.class);
        when(clock.realtime()).thenReturn(123L);
        try (Wasi wasi = Wasi.builder().random(sevens).clock(clock).build()) {
            assertEquals(0, call(wasi.imports(), PREVIEW1, "random_get", 0, 4));
            assertEquals(0x07070707, memory.getInt(0));
            assertEquals(0, call(wasi.imports(), PREVIEW1, "clock_time_get", 0, 0, 0));
            assertEquals(123, memory.getLong(0));
        }
    }

    @Test
    void hostClocksAndRandomNumbers() {
        try (Wasi wasi = Wasi.builder().build()) {
            for (int id = 0; id < 4; id++) {
                assertEquals(0, call(wasi.imports(), PREVIEW1, "clock_time_get", id, 0, 0));
                assertTrue(memory.getLong(0) > 0);
            }
            memory.fill(0, (byte) 0, 64);
            assertEquals(0, call(wasi.imports(), PREVIEW1, "random_get", 0, 64));
            boolean any = false;
            for (int i = 0; i < 64; i += 8) {
                any |= memory.getLong(i) != 0;
            }
            assertTrue(any);
        }
    }

    @Test
    void wrongUse() throws Exception {
        Wasi.Builder builder = Wasi.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.args(List.of("a\0b")));
        assertThrows(IllegalArgumentException.class, () -> builder.env("A=B", "c"));
        assertThrows(IllegalArgumentException.class, () -> builder.env("", "c"));
        assertThrows(IllegalArgumentException.class, () -> builder.maxDescriptors(2));
        try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
            Path file = Files.writeString(files.getPath("/file"), "");
            Path none = files.getPath("/none");
            assertEquals(
                    "not a directory: /file",
                    assertThrows(IllegalArgumentException.class, () -> builder.directory(file, "/")).getMessage());
            assertEquals(
                    "no such directory: /none",
                    assertThrows(IllegalArgumentException.class, () -> builder.readOnlyDirectory(none, "/"))
                            .getMessage());
            assertThrows(IllegalArgumentException.class, () -> builder.directory(files.getPath("/work"), ""));
            builder.maxDescriptors(3).directory(files.getPath("/work"), "/");
            assertThrows(IllegalArgumentException.class, builder::build);
        }
    }
}
