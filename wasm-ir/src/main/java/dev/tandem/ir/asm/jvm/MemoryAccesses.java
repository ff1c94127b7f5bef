// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import dev.tandem.decoder.body.Opcode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The helpers that do loads and stores. */
public final class MemoryAccesses {
    private final @Nullable Member[] plain = new Member[Opcode.values().length];
    private final @Nullable Member[] withOffset = new Member[plain.length];
    private final @Nullable Member[] wide = new Member[plain.length];

    public MemoryAccesses() {
        load(Opcode.I32_LOAD, "i32Load");
        load(Opcode.I64_LOAD, "i64Load");
        load(Opcode.F32_LOAD, "f32Load");
        load(Opcode.F64_LOAD, "f64Load");
        load(Opcode.I32_LOAD8_S, "i32Load8s");
        load(Opcode.I32_LOAD8_U, "i32Load8u");
        load(Opcode.I32_LOAD16_S, "i32Load16s");
        load(Opcode.I32_LOAD16_U, "i32Load16u");
        load(Opcode.I64_LOAD8_S, "i64Load8s");
        load(Opcode.I64_LOAD8_U, "i64Load8u");
        load(Opcode.I64_LOAD16_S, "i64Load16s");
        load(Opcode.I64_LOAD16_U, "i64Load16u");
        load(Opcode.I64_LOAD32_S, "i64Load32s");
        load(Opcode.I64_LOAD32_U, "i64Load32u");
        store(Opcode.I32_STORE, "i32Store");
        store(Opcode.I64_STORE, "i64Store");
        store(Opcode.F32_STORE, "f32Store");
        store(Opcode.F64_STORE, "f64Store");
        store(Opcode.I32_STORE8, "i32Store8");
        store(Opcode.I32_STORE16, "i32Store16");
        store(Opcode.I64_STORE8, "i64Store8");
        store(Opcode.I64_STORE16, "i64Store16");
        store(Opcode.I64_STORE32, "i64Store32");
    }

    private void load(Opcode op, String name) {
        char result = Numbers.letter(op.result());
        all(op, name, "", "[B)" + result);
    }

    private void store(Opcode op, String name) {
        all(op, name, String.valueOf(Numbers.letter(op.operand(1))), "[B)V");
    }

    private void all(Opcode op, String name, String value, String end) {
        String owner = "dev/tandem/ir/jvm/support/MemoryAccess";
        int index = Numbers.index(op);
        plain[index] = Member.method(owner, name, "(I" + value + end);
        withOffset[index] = Member.method(owner, name, "(I" + value + "I" + end);
        wide[index] = Member.method(owner + "64", name, "(J" + value + "I" + end);
    }

    public Member plain(Opcode op) {
        return Objects.requireNonNull(plain[Numbers.index(op)]);
    }

    /** Takes a 64-bit address, and the static offset before the array. */
    public Member wide(Opcode op) {
        return Objects.requireNonNull(wide[Numbers.index(op)]);
    }

    /** Takes the static offset before the array. */
    public Member withOffset(Opcode op) {
        return Objects.requireNonNull(withOffset[Numbers.index(op)]);
    }
}
