// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Assembles instructions written in a row, each with its immediates, as the opcode table describes them: {@code "local.get 0 i32.const 5
 * i32.add"}. Types are written {@code i32}, {@code funcref}, {@code (ref:func)}, {@code (ref:null:3)}; memory arguments {@code ALIGN:OFFSET} or
 * {@code ALIGN:OFFSET:MEMORY} with the alignment's logarithm. {@code 0x..} is a byte as it stands.
 */
final class Assembler {
    private static final Map<String, Opcode> MNEMONICS = new HashMap<>();

    private static final Map<String, Integer> TYPES = Map.ofEntries(
            Map.entry("empty", 0x40), Map.entry("i32", 0x7F), Map.entry("i64", 0x7E), Map.entry("f32", 0x7D), Map.entry("f64", 0x7C),
            Map.entry("v128", 0x7B), Map.entry("funcref", 0x70), Map.entry("externref", 0x6F), Map.entry("anyref", 0x6E),
            Map.entry("eqref", 0x6D), Map.entry("i31ref", 0x6C), Map.entry("structref", 0x6B), Map.entry("arrayref", 0x6A),
            Map.entry("exnref", 0x69), Map.entry("nullref", 0x71));

    static {
        for (Opcode op : Opcode.values()) {
            MNEMONICS.put(op.mnemonic(), op);
        }
        // One mnemonic, two opcodes.
        MNEMONICS.put("select", Opcode.SELECT);
        MNEMONICS.put("select_t", Opcode.SELECT_TYPED);
        MNEMONICS.put("ref.test", Opcode.REF_TEST);
        MNEMONICS.put("ref.test_null", Opcode.REF_TEST_NULL);
        MNEMONICS.put("ref.cast", Opcode.REF_CAST);
        MNEMONICS.put("ref.cast_null", Opcode.REF_CAST_NULL);
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Iterator<String> words;

    private Assembler(String text) {
        words = List.of(text.strip().split("\\s+")).iterator();
    }

    /** The instructions, without a final {@code end}. */
    static byte[] assemble(String text) {
        Assembler assembler = new Assembler(text);
        while (assembler.words.hasNext()) {
            assembler.instruction(assembler.words.next());
        }
        return assembler.out.toByteArray();
    }

    static void opcode(ByteArrayOutputStream out, Opcode op) {
        if (op.prefix() == 0) {
            out.write(op.code());
        } else {
            out.write(op.prefix());
            number(out, op.code() & 0xFFFF);
        }
    }

    private void instruction(String word) {
        if (word.isEmpty()) {
            return;
        }
        if (word.startsWith("0x")) {
            out.write(Integer.decode(word));
            return;
        }
        Opcode op = MNEMONICS.get(word);
        if (op == null) {
            throw new IllegalArgumentException("no such instruction: " + word);
        }
        opcode(out, op);
        immediates(op);
    }

    private void immediates(Opcode op) {
        switch (op.immediates()) {
            case NONE -> {}
            case BLOCK_TYPE, HEAP_TYPE -> type();
            case CATCHES -> {
                type();
                int count = number();
                for (int i = 0; i < count; i++) {
                    catchClause();
                }
            }
            case LABEL, FUNCTION, TYPE, TAG, LOCAL, GLOBAL, MEMORY_INDEX, DATA, TABLE_INDEX, ELEM, I32, I64 -> number();
            case TYPE_TABLE, TYPE_FIELD, TYPE_COUNT, TYPE_DATA, TYPE_ELEM, TYPES, MEMORIES, DATA_MEMORY, TABLES, ELEM_TABLE -> {
                number();
                number();
            }
            case LABELS -> {
                int count = number();
                for (int i = 0; i <= count; i++) {
                    number();
                }
            }
            case VALUE_TYPES -> {
                int count = number();
                for (int i = 0; i < count; i++) {
                    type();
                }
            }
            case CAST -> {
                raw();
                number();
                type();
                type();
            }
            case MEMORY_ARGUMENT -> memoryArgument();
            case MEMORY_ARGUMENT_LANE -> {
                memoryArgument();
                raw();
            }
            case LANE, ZERO_BYTE -> raw();
            case LANES -> {
                for (int i = 0; i < 16; i++) {
                    raw();
                }
            }
            case F32 -> fixed(Float.floatToRawIntBits(Float.parseFloat(words.next())), 4);
            case F64 -> fixed(Double.doubleToRawLongBits(Double.parseDouble(words.next())), 8);
            case V128 -> {
                fixed(Long.decode(words.next()), 8);
                fixed(Long.decode(words.next()), 8);
            }
        }
    }

    /** {@code catch}, {@code catch_ref}, {@code catch_all} or {@code catch_all_ref}, the tag if any, and the label. */
    private void catchClause() {
        int kind = List.of("catch", "catch_ref", "catch_all", "catch_all_ref").indexOf(words.next());
        out.write(kind);
        number();
        if (kind < 2) {
            number();
        }
    }

    private void memoryArgument() {
        String[] parts = words.next().split(":");
        int align = Integer.parseInt(parts[0]);
        if (parts.length == 3) {
            number(out, align | 0x40);
            number(out, Long.parseLong(parts[2]));
        } else {
            number(out, align);
        }
        unsigned(out, Long.decode(parts[1]));
    }

    private void raw() {
        out.write(Integer.parseInt(words.next()));
    }

    private int number() {
        long value = Long.decode(words.next());
        number(out, value);
        return (int) value;
    }

    private void fixed(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >>> (8 * i)));
        }
    }

    private void type() {
        type(out, words.next());
    }

    /** Writes a value, heap or block type. */
    static void type(ByteArrayOutputStream out, String word) {
        if (word.startsWith("(ref:")) {
            boolean nullable = word.startsWith("(ref:null:");
            out.write(nullable ? 0x63 : 0x64);
            type(out, word.substring(nullable ? 10 : 5, word.length() - 1));
        } else if (TYPES.containsKey(word)) {
            out.write(TYPES.get(word));
        } else if (TYPES.containsKey(word + "ref")) {
            out.write(TYPES.get(word + "ref"));
        } else {
            number(out, Long.parseLong(word));
        }
    }

    /** Signed LEB128, which for what is not negative serves as unsigned too where a byte too much does not matter. */
    private static void number(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest < -64 || rest > 63) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>= 7;
        }
        out.write((int) (rest & 0x7F));
    }

    private static void unsigned(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest >>> 7 != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
