// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import java.io.ByteArrayOutputStream;

/** Writes modules of functions from i32 to i32 by hand. Function 0 is written last, all others before it with {@link #function}. */
final class BodyWriter extends ByteArrayOutputStream {
    private static final long serialVersionUID = 1;

    static final int BLOCK = 0x02;
    static final int LOOP = 0x03;
    static final int IF = 0x04;
    static final int ELSE = 0x05;
    static final int END = 0x0b;
    static final int BR = 0x0c;
    static final int BR_IF = 0x0d;
    static final int BR_TABLE = 0x0e;
    static final int NOTHING = 0x40;
    static final int GET = 0x20;
    static final int SET = 0x21;
    static final int CONST = 0x41;
    static final int ADD = 0x6a;
    static final int AND = 0x71;
    static final int CALL = 0x10;
    static final int LOAD = 0x28;
    static final int STORE = 0x36;
    static final int SELECT = 0x1b;

    /** Opcodes and small immediates. */
    BodyWriter op(int... bytes) {
        for (int b : bytes) {
            write(b);
        }
        return this;
    }

    BodyWriter unsigned(int value) {
        int rest = value;
        while (rest >>> 7 != 0) {
            write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        write(rest);
        return this;
    }

    BodyWriter get(int local) {
        return op(GET).unsigned(local);
    }

    BodyWriter set(int local) {
        return op(SET).unsigned(local);
    }

    /** {@code local += 1}. */
    BodyWriter increment(int local) {
        return get(local).op(CONST, 1, ADD).set(local);
    }

    /**
     * A module whose functions, each from i32 to i32, have these bodies, without their final end; it has a memory, a mutable i32 global and an
     * immutable one that is 77.
     *
     * @param locals number of i32 locals beyond the parameter
     */
    static WasmModule module(int locals, BodyWriter... bodies) {
        BodyWriter code = new BodyWriter().unsigned(bodies.length);
        for (BodyWriter body : bodies) {
            BodyWriter entry = new BodyWriter().op(1).unsigned(locals).op(0x7f);
            entry.writeBytes(body.toByteArray());
            entry.op(END);
            code.unsigned(entry.size());
            code.writeBytes(entry.toByteArray());
        }
        BodyWriter functions = new BodyWriter().unsigned(bodies.length);
        for (int i = 0; i < bodies.length; i++) {
            functions.op(0);
        }
        BodyWriter module = new BodyWriter().op(0, 'a', 's', 'm', 1, 0, 0, 0, 1, 6, 1, 0x60, 1, 0x7f, 1, 0x7f);
        module.op(3).unsigned(functions.size()).writeBytes(functions.toByteArray());
        module.op(5, 3, 1, 0, 1, 6, 12, 2, 0x7f, 1, CONST, 0, END, 0x7f, 0, CONST, 0xcd, 0, END);
        module.op(10).unsigned(code.size()).writeBytes(code.toByteArray());
        return ModuleDecoder.decode(module.toByteArray(), DecoderOptions.all());
    }
}
