// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.programs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes WebAssembly by hand: just enough for modules that are too large to write as text. */
public final class WasmBytes {

    static final int I32 = 0x7f;
    static final int I64 = 0x7e;
    static final int F32 = 0x7d;
    static final int F64 = 0x7c;
    static final int EMPTY = 0x40;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A function: its type, its locals (all of one type), its body without the final {@code end}. */
    public record Code(int[] parameters, int[] results, int locals, int localType, WasmBytes body) {
        public static Code i32ToI32(int locals, WasmBytes body) {
            return new Code(new int[] {I32}, new int[] {I32}, locals, I32, body);
        }
    }

    /** Raw bytes: opcodes and one-byte immediates. */
    public WasmBytes op(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    /** An opcode with an unsigned immediate. */
    public WasmBytes op(int opcode, long immediate) {
        bytes.write(opcode);
        return unsigned(immediate);
    }

    public WasmBytes get(int local) {
        return op(0x20, (long) local);
    }

    public WasmBytes set(int local) {
        return op(0x21, (long) local);
    }

    public WasmBytes i32(int constant) {
        bytes.write(0x41);
        return signed(constant);
    }

    WasmBytes i64(long constant) {
        bytes.write(0x42);
        return signed(constant);
    }

    WasmBytes unsigned(long value) {
        long rest = value;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            bytes.write((int) (rest & 0x7f | 0x80));
        }
        bytes.write((int) rest);
        return this;
    }

    WasmBytes signed(long value) {
        long rest = value;
        while (rest < -64 || rest > 63) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>= 7;
        }
        bytes.write((int) (rest & 0x7f));
        return this;
    }

    WasmBytes append(WasmBytes other) {
        bytes.writeBytes(other.bytes.toByteArray());
        return this;
    }

    int size() {
        return bytes.size();
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** A module of these functions, all in table 0 in this order; the last one is exported as {@code run}. */
    public static byte[] module(List<Code> functions) {
        WasmBytes types = new WasmBytes().unsigned(functions.size());
        WasmBytes indices = new WasmBytes().unsigned(functions.size());
        WasmBytes elements = new WasmBytes().op(1, 0, 0x41, 0, 0x0b).unsigned(functions.size());
        WasmBytes code = new WasmBytes().unsigned(functions.size());
        for (int i = 0; i < functions.size(); i++) {
            Code function = functions.get(i);
            WasmBytes type = new WasmBytes().op(0x60).unsigned(function.parameters.length).op(function.parameters)
                    .unsigned(function.results.length).op(function.results);
            types.append(type);
            indices.unsigned(i);
            elements.unsigned(i);
            WasmBytes body = new WasmBytes();
            if (function.locals > 0) {
                body.op(1).unsigned(function.locals).op(function.localType);
            } else {
                body.op(0);
            }
            body.append(function.body).op(0x0b);
            code.unsigned(body.bytes.size()).append(body);
        }
        byte[] name = "run".getBytes(StandardCharsets.UTF_8);
        WasmBytes exports = new WasmBytes().op(1).unsigned(name.length);
        exports.bytes.writeBytes(name);
        exports.op(0).unsigned(functions.size() - 1);
        WasmBytes module = new WasmBytes().op(0, 'a', 's', 'm', 1, 0, 0, 0);
        module.section(1, types).section(3, indices);
        module.section(4, new WasmBytes().op(1, 0x70, 0).unsigned(functions.size()));
        module.section(5, new WasmBytes().op(1, 0, 1));
        module.section(7, exports).section(9, elements).section(10, code);
        return module.bytes.toByteArray();
    }

    WasmBytes section(int id, WasmBytes content) {
        return op(id).unsigned(content.bytes.size()).append(content);
    }
}
