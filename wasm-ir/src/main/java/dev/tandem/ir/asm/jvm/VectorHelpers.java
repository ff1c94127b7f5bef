// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * How a pure vector instruction is made of helpers on halves, which are in {@code dev.tandem.ir.jvm.support}: classes have the names of the
 * shapes, methods those of the instructions. HotSpot inlines them. Relaxed instructions do what their strict siblings do, so that results
 * are the same everywhere. Thread-safe.
 */
public final class VectorHelpers {
    /** What halves a helper takes and gives. */
    public enum Form {
        /** Each half of the result from the same halves of all operands. */
        HALVES,
        /** Each half from the same half of the first operand, and a number. */
        SHIFT,
        /** Both halves from a number. */
        SPLAT,
        /** A number from both halves. */
        TEST,
        /** The low half from both halves of the first operand, the high half from those of the second. */
        NARROW,
        /** Both halves from the low halves, by two helpers. */
        WIDEN_LOW,
        /** Both halves from the high halves, by two helpers. */
        WIDEN_HIGH,
        /** The low half from both halves; the high half is zero. */
        PACK,
        /** Each half from the whole first operand and the same half of the second. */
        SWIZZLE
    }

    /**
     * An instruction's helper; {@code second} makes the high half where that is another one, else it is {@code first}.
     *
     * @param instruction the JVM's that does the same, or 0
     */
    public record Helper(Form form, Member first, Member second, int instruction) {
        /** Makes the low half, or the only result, of what has been pushed. */
        public void low(CodeBuffer code) {
            emit(code, first);
        }

        /** Makes the high half, or the only result. */
        public void high(CodeBuffer code) {
            emit(code, second);
        }

        private void emit(CodeBuffer code, Member method) {
            if (instruction != 0) {
                code.op(instruction, -2);
            } else {
                code.invokeStatic(method);
            }
        }
    }

    /** Package of the helpers. */
    public static final String SUPPORT = "dev/tandem/ir/jvm/support/";

    private final AtomicReferenceArray<@Nullable Helper> helpers = new AtomicReferenceArray<>(Opcode.values().length);

    public VectorHelpers() {}

    /** Of a unary, binary or ternary instruction on vectors. */
    public Helper of(Opcode op) {
        Helper known = helpers.get(index(op));
        if (known == null) {
            known = make(op);
            helpers.set(index(op), known);
        }
        return known;
    }

    /** Takes a half and the number of a lane in it. */
    public Member extractLane(Opcode op) {
        return lane(op, "(JI)" + letter(op.result()));
    }

    /** Takes a half, a value and the number of a lane in the half; returns the half. */
    public Member replaceLane(Opcode op) {
        return lane(op, "(J" + letter(op.operand(1)) + "I)J");
    }

    private Member lane(Opcode op, String descriptor) {
        Helper known = helpers.get(index(op));
        if (known == null) {
            Member member = Member.method(owner(op.mnemonic()), camelCase(operation(op.mnemonic())), descriptor);
            known = new Helper(Form.HALVES, member, member, 0);
            helpers.set(index(op), known);
        }
        return known.first;
    }

    private static Helper make(Opcode op) {
        String owner = owner(op.mnemonic());
        String name = operation(op.mnemonic());
        if (name.startsWith("relaxed_")) {
            name = strict(name.substring("relaxed_".length()));
            if (name.equals("bitselect")) {
                owner = SUPPORT + "V128";
            }
        }
        Form form = form(op, name);
        boolean widens = form == Form.WIDEN_LOW || form == Form.WIDEN_HIGH;
        String method = camelCase(widens ? name.replace("_low", "").replace("_high", "") : name);
        String descriptor = descriptor(op, form);
        if (!widens) {
            Member member = Member.method(owner, method, descriptor);
            return new Helper(form, member, member, instruction(op));
        }
        return new Helper(
                form,
                Member.method(owner, method + "Low", descriptor),
                Member.method(owner, method + "High", descriptor),
                0);
    }

    /** The JVM's instruction on longs that does a half, or 0. */
    private static int instruction(Opcode op) {
        return switch (op) {
            case V128_AND -> Opcodes.LAND;
            case V128_OR -> Opcodes.LOR;
            case V128_XOR -> Opcodes.LXOR;
            case I64X2_ADD -> Opcodes.LADD;
            case I64X2_SUB -> Opcodes.LSUB;
            case I64X2_MUL -> Opcodes.LMUL;
            default -> 0;
        };
    }

    private static String strict(String name) {
        return switch (name) {
            case "laneselect" -> "bitselect";
            case "q15mulr_s" -> "q15mulr_sat_s";
            default -> name.startsWith("trunc_") ? "trunc_sat_" + name.substring("trunc_".length()) : name;
        };
    }

    private static Form form(Opcode op, String name) {
        boolean fromVector = op.operand(0).equals(ValueType.V128);
        if (!op.result().equals(ValueType.V128)) {
            return Form.TEST;
        }
        if (!fromVector) {
            return Form.SPLAT;
        }
        if (op.shape() == Opcode.Shape.BINARY && op.operand(1).equals(ValueType.I32)) {
            return Form.SHIFT;
        }
        if (name.startsWith("narrow")) {
            return Form.NARROW;
        }
        if (name.endsWith("_zero")) {
            return Form.PACK;
        }
        if (name.equals("swizzle")) {
            return Form.SWIZZLE;
        }
        return name.contains("_low") ? Form.WIDEN_LOW : name.contains("_high") ? Form.WIDEN_HIGH : Form.HALVES;
    }

    private static String descriptor(Opcode op, Form form) {
        return switch (form) {
            case HALVES, WIDEN_LOW, WIDEN_HIGH -> "(" + "J".repeat(op.operandCount()) + ")J";
            case SHIFT -> "(JI)J";
            case SPLAT -> "(" + letter(op.operand(0)) + ")J";
            case TEST -> "(JJ)I";
            case NARROW, PACK -> "(JJ)J";
            case SWIZZLE -> "(JJJ)J";
        };
    }

    private static String owner(String mnemonic) {
        return SUPPORT + Character.toUpperCase(mnemonic.charAt(0)) + mnemonic.substring(1, mnemonic.indexOf('.'));
    }

    private static String operation(String mnemonic) {
        return mnemonic.substring(mnemonic.indexOf('.') + 1);
    }

    private static String camelCase(String name) {
        StringBuilder result = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                result.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return result.toString();
    }

    private static char letter(ValueType type) {
        return "IJFD".charAt(type.code() - 1);
    }

    @SuppressWarnings("EnumOrdinal")
    private static int index(Opcode op) {
        return op.ordinal();
    }
}
