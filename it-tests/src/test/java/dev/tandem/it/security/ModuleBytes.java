// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A module with one memory and functions that are exported by their indices, put together byte by byte. */
final class ModuleBytes {
    static final int I32 = 0x7f;
    static final int I64 = 0x7e;

    private final int pages;
    private final boolean is64;
    private final List<Body> functions = new ArrayList<>();

    private record Body(int[] parameters, int[] results, byte[] code) {}

    /** @param pages of its memory, exported as {@code memory}, which may grow by one */
    ModuleBytes(int pages) {
        this(pages, false);
    }

    /** @param is64 whether addresses have 64 bits */
    ModuleBytes(int pages, boolean is64) {
        this.pages = pages;
        this.is64 = is64;
    }

    /** Adds a function; the body is without its {@code end}. Returns its name. */
    String function(int[] parameters, int[] results, Code body) {
        functions.add(new Body(parameters, results, body.bytes()));
        return Integer.toString(functions.size() - 1);
    }

    byte[] bytes() {
        Code types = new Code().unsigned(functions.size());
        Code indices = new Code().unsigned(functions.size());
        Code exports = new Code().unsigned(functions.size() + 1L).name("memory").op(2, 0);
        Code bodies = new Code().unsigned(functions.size());
        for (int i = 0; i < functions.size(); i++) {
            Body function = functions.get(i);
            types.op(0x60).unsigned(function.parameters.length).op(function.parameters);
            types.unsigned(function.results.length).op(function.results);
            indices.unsigned(i);
            exports.name(Integer.toString(i)).op(0).unsigned(i);
            bodies.unsigned(function.code.length + 2L).op(0).append(function.code).op(0x0b);
        }
        Code memory = new Code().op(1, is64 ? 5 : 1).unsigned(pages).unsigned(pages + 1L);
        return new Code()
                .op(0, 'a', 's', 'm', 1, 0, 0, 0)
                .section(1, types)
                .section(3, indices)
                .section(5, memory)
                .section(7, exports)
                .section(10, bodies)
                .bytes();
    }

    /** Bytes of code. */
    static final class Code {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Code op(int... values) {
            for (int value : values) {
                out.write(value);
            }
            return this;
        }

        /** An instruction by its prefix and number. */
        Code instruction(int prefix, int number) {
            return prefix == 0 ? op(number) : op(prefix).unsigned(number);
        }

        Code local(int index) {
            return op(0x20).unsigned(index);
        }

        Code i32(int value) {
            return op(0x41).signed(value);
        }

        Code i64(long value) {
            return op(0x42).signed(value);
        }

        /** Alignment 1 and this offset. */
        Code memoryArgument(long offset) {
            return op(0).unsigned(offset);
        }

        Code unsigned(long value) {
            long rest = value;
            for (; rest >>> 7 != 0; rest >>>= 7) {
                out.write((int) (rest & 0x7f | 0x80));
            }
            out.write((int) rest);
            return this;
        }

        Code signed(long value) {
            long rest = value;
            while (rest < -64 || rest > 63) {
                out.write((int) (rest & 0x7f | 0x80));
                rest >>= 7;
            }
            out.write((int) (rest & 0x7f));
            return this;
        }

        Code append(byte[] more) {
            out.writeBytes(more);
            return this;
        }

        private Code name(String name) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            return unsigned(bytes.length).append(bytes);
        }

        private Code section(int id, Code content) {
            return op(id).unsigned(content.out.size()).append(content.bytes());
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
