// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Small modules for tests, put together by hand. Sizes and counts stay below 128. */
public final class TinyModule {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private TinyModule() {
        add(0, 'a', 's', 'm', 1, 0, 0, 0);
    }

    /**
     * Exports {@code add: (i32, i32) -> i32}, {@code boom} (which calls {@code inner}, which is unreachable; only the name section knows
     * it), {@code spin} (an endless loop), {@code dive} (endless recursion) and {@code echo: (f32) -> f32}.
     */
    public static byte[] functions() {
        TinyModule module = new TinyModule();
        module.section(1, 3, 0x60, 2, 0x7f, 0x7f, 1, 0x7f, 0x60, 0, 0, 0x60, 1, 0x7d, 1, 0x7d);
        module.section(3, 6, 0, 1, 1, 1, 1, 2);
        module.section(7, 5, "add", 0, 0, "boom", 0, 1, "spin", 0, 2, "dive", 0, 3, "echo", 0, 5);
        module.section(
                10, 6,
                7, 0, 0x20, 0, 0x20, 1, 0x6a, 0x0b, // add: local.get 0, local.get 1, i32.add
                4, 0, 0x10, 4, 0x0b, // boom: call inner
                7, 0, 0x03, 0x40, 0x0c, 0, 0x0b, 0x0b, // spin: loop br 0
                4, 0, 0x10, 3, 0x0b, // dive: call dive
                3, 0, 0x00, 0x0b, // inner: unreachable
                4, 0, 0x20, 0, 0x0b); // echo: local.get 0
        module.section(0, "name", 0, 2, "m", 1, 8, 1, 4, "inner");
        return module.bytes.toByteArray();
    }

    /** Exports {@code twice: (i32) -> i32}. */
    public static byte[] twice() {
        TinyModule module = new TinyModule();
        module.section(1, 1, 0x60, 1, 0x7f, 1, 0x7f);
        module.section(3, 1, 0);
        module.section(7, 1, "twice", 0, 0);
        module.section(10, 1, 7, 0, 0x20, 0, 0x20, 0, 0x6a, 0x0b);
        return module.bytes.toByteArray();
    }

    /** A command whose {@code _start} calls {@code proc_exit} with the given code, below 64. */
    public static byte[] exiting(int code) {
        TinyModule module = new TinyModule();
        module.section(1, 2, 0x60, 0, 0, 0x60, 1, 0x7f, 0);
        module.section(2, 1, "wasi_snapshot_preview1", "proc_exit", 0, 1);
        module.section(3, 1, 0);
        module.section(5, 1, 0, 1);
        module.section(7, 2, "_start", 0, 1, "memory", 2, 0);
        module.section(10, 1, 6, 0, 0x41, code, 0x10, 0, 0x0b);
        return module.bytes.toByteArray();
    }

    /** A module that imports a function {@code (i32) -> ()} under these names, and exports nothing. */
    public static byte[] importing(String from, String name) {
        TinyModule module = new TinyModule();
        module.section(1, 1, 0x60, 1, 0x7f, 0);
        module.section(2, 1, from, name, 0, 0);
        return module.bytes.toByteArray();
    }

    /** A module with a memory of that many pages, below 128. */
    public static byte[] memory(int pages) {
        TinyModule module = new TinyModule();
        module.section(1, 1, 0x60, 0, 0);
        module.section(3, 1, 0);
        module.section(5, 1, 0, pages);
        module.section(7, 1, "_start", 0, 0);
        module.section(10, 1, 2, 0, 0x0b);
        return module.bytes.toByteArray();
    }

    /** A function of type {@code () -> i32} that returns without a result: decodes, but does not validate. */
    public static byte[] invalid() {
        TinyModule module = new TinyModule();
        module.section(1, 1, 0x60, 0, 1, 0x7f);
        module.section(3, 1, 0);
        module.section(10, 1, 2, 0, 0x0b);
        return module.bytes.toByteArray();
    }

    private void section(int id, Object... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof String name) {
                byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
                content.write(utf8.length);
                content.writeBytes(utf8);
            } else {
                content.write((Integer) part);
            }
        }
        add(id, content.size());
        bytes.writeBytes(content.toByteArray());
    }

    private void add(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
    }
}
