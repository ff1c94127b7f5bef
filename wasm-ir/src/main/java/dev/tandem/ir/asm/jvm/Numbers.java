// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import static org.objectweb.asm.Opcodes.*;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import org.jspecify.annotations.Nullable;

/** What a numeric instruction is on the JVM: the table that compilers work from. */
public final class Numbers {
    private static final String SUPPORT = "dev/tandem/ir/jvm/support/";
    private static final String CHARACTERS = "IJFD";

    /** JVM instructions, up to three packed by byte, first lowest; 0 if a method does it. */
    private final int[] instructions = new int[Opcode.values().length];

    private final @Nullable Member[] methods = new Member[instructions.length];
    /** For comparisons: the jump taken when true. */
    private final int[] jumps = new int[instructions.length];

    private final boolean[] traps = new boolean[instructions.length];

    public Numbers() {
        integers();
        floats();
        conversions();
    }

    public int instructions(Opcode op) {
        return instructions[index(op)];
    }

    public @Nullable Member method(Opcode op) {
        return methods[index(op)];
    }

    /** The jump that a comparison makes, after its {@linkplain #instructions}; 0 for other instructions. */
    public int jump(Opcode op) {
        return jumps[index(op)];
    }

    public boolean traps(Opcode op) {
        return traps[index(op)];
    }

    @SuppressWarnings("EnumOrdinal")
    public static int index(Opcode op) {
        return op.ordinal();
    }

    public static char letter(ValueType type) {
        return CHARACTERS.charAt(type.code() - 1);
    }

    public static Kind kind(ValueType type) {
        return Kind.of(type.code() - 1);
    }

    private void ops(Opcode op, int... codes) {
        int packed = 0;
        for (int i = codes.length - 1; i >= 0; i--) {
            packed = packed << 8 | codes[i];
        }
        instructions[index(op)] = packed;
    }

    private void method(Opcode op, String owner, String name) {
        StringBuilder descriptor = new StringBuilder("(");
        for (int i = 0; i < op.operandCount(); i++) {
            descriptor.append(letter(op.operand(i)));
        }
        methods[index(op)] =
                Member.method(owner, name, descriptor.append(')').append(letter(op.result())).toString());
    }

    private void helper(Opcode op, String owner, String name) {
        method(op, SUPPORT + owner, name);
    }

    private void trapping(Opcode op, String owner, String name) {
        helper(op, owner, name);
        traps[index(op)] = true;
    }

    private void compare(Opcode op, int jump, int... codes) {
        ops(op, codes);
        jumps[index(op)] = jump;
    }

    private void integers() {
        Opcode[] i32 = {
            Opcode.I32_EQ, Opcode.I32_NE, Opcode.I32_LT_S, Opcode.I32_GE_S, Opcode.I32_GT_S, Opcode.I32_LE_S
        };
        Opcode[] i64 = {
            Opcode.I64_EQ, Opcode.I64_NE, Opcode.I64_LT_S, Opcode.I64_GE_S, Opcode.I64_GT_S, Opcode.I64_LE_S
        };
        for (int i = 0; i < i32.length; i++) {
            compare(i32[i], IF_ICMPEQ + i);
            compare(i64[i], IFEQ + i, LCMP);
        }
        // The emitter flips the signs first.
        compare(Opcode.I32_LT_U, IF_ICMPLT);
        compare(Opcode.I32_GE_U, IF_ICMPGE);
        compare(Opcode.I32_GT_U, IF_ICMPGT);
        compare(Opcode.I32_LE_U, IF_ICMPLE);
        compare(Opcode.I64_LT_U, IFLT, LCMP);
        compare(Opcode.I64_GE_U, IFGE, LCMP);
        compare(Opcode.I64_GT_U, IFGT, LCMP);
        compare(Opcode.I64_LE_U, IFLE, LCMP);
        compare(Opcode.I32_EQZ, IFEQ);
        compare(Opcode.I64_EQZ, IFEQ, LCONST_0, LCMP);

        ops(Opcode.I32_ADD, IADD);
        ops(Opcode.I32_SUB, ISUB);
        ops(Opcode.I32_MUL, IMUL);
        ops(Opcode.I32_AND, IAND);
        ops(Opcode.I32_OR, IOR);
        ops(Opcode.I32_XOR, IXOR);
        ops(Opcode.I32_SHL, ISHL);
        ops(Opcode.I32_SHR_S, ISHR);
        ops(Opcode.I32_SHR_U, IUSHR);
        ops(Opcode.I64_ADD, LADD);
        ops(Opcode.I64_SUB, LSUB);
        ops(Opcode.I64_MUL, LMUL);
        ops(Opcode.I64_AND, LAND);
        ops(Opcode.I64_OR, LOR);
        ops(Opcode.I64_XOR, LXOR);
        ops(Opcode.I64_SHL, L2I, LSHL);
        ops(Opcode.I64_SHR_S, L2I, LSHR);
        ops(Opcode.I64_SHR_U, L2I, LUSHR);
        trapping(Opcode.I32_DIV_S, "Integers", "i32DivS");
        trapping(Opcode.I32_DIV_U, "Integers", "i32DivU");
        trapping(Opcode.I32_REM_S, "Integers", "i32RemS");
        trapping(Opcode.I32_REM_U, "Integers", "i32RemU");
        trapping(Opcode.I64_DIV_S, "Integers", "i64DivS");
        trapping(Opcode.I64_DIV_U, "Integers", "i64DivU");
        trapping(Opcode.I64_REM_S, "Integers", "i64RemS");
        trapping(Opcode.I64_REM_U, "Integers", "i64RemU");
        method(Opcode.I32_CLZ, "java/lang/Integer", "numberOfLeadingZeros");
        method(Opcode.I32_CTZ, "java/lang/Integer", "numberOfTrailingZeros");
        method(Opcode.I32_POPCNT, "java/lang/Integer", "bitCount");
        method(Opcode.I32_ROTL, "java/lang/Integer", "rotateLeft");
        method(Opcode.I32_ROTR, "java/lang/Integer", "rotateRight");
        helper(Opcode.I64_CLZ, "Integers", "i64Clz");
        helper(Opcode.I64_CTZ, "Integers", "i64Ctz");
        helper(Opcode.I64_POPCNT, "Integers", "i64Popcnt");
        helper(Opcode.I64_ROTL, "Integers", "i64Rotl");
        helper(Opcode.I64_ROTR, "Integers", "i64Rotr");
        ops(Opcode.I32_EXTEND8_S, I2B);
        ops(Opcode.I32_EXTEND16_S, I2S);
        ops(Opcode.I64_EXTEND8_S, L2I, I2B, I2L);
        ops(Opcode.I64_EXTEND16_S, L2I, I2S, I2L);
        ops(Opcode.I64_EXTEND32_S, L2I, I2L);
    }

    /** A comparison with a NaN must be false: of the JVM's two forms each takes the one whose NaN result fails. */
    private void floats() {
        compare(Opcode.F32_EQ, IFEQ, FCMPL);
        compare(Opcode.F32_NE, IFNE, FCMPL);
        compare(Opcode.F32_LT, IFLT, FCMPG);
        compare(Opcode.F32_LE, IFLE, FCMPG);
        compare(Opcode.F32_GT, IFGT, FCMPL);
        compare(Opcode.F32_GE, IFGE, FCMPL);
        compare(Opcode.F64_EQ, IFEQ, DCMPL);
        compare(Opcode.F64_NE, IFNE, DCMPL);
        compare(Opcode.F64_LT, IFLT, DCMPG);
        compare(Opcode.F64_LE, IFLE, DCMPG);
        compare(Opcode.F64_GT, IFGT, DCMPL);
        compare(Opcode.F64_GE, IFGE, DCMPL);
        ops(Opcode.F32_ADD, FADD);
        ops(Opcode.F32_SUB, FSUB);
        ops(Opcode.F32_MUL, FMUL);
        ops(Opcode.F32_DIV, FDIV);
        ops(Opcode.F64_ADD, DADD);
        ops(Opcode.F64_SUB, DSUB);
        ops(Opcode.F64_MUL, DMUL);
        ops(Opcode.F64_DIV, DDIV);
        helper(Opcode.F32_ABS, "Floats", "f32Abs");
        helper(Opcode.F32_NEG, "Floats", "f32Neg");
        helper(Opcode.F32_COPYSIGN, "Floats", "f32Copysign");
        helper(Opcode.F32_CEIL, "Floats", "f32Ceil");
        helper(Opcode.F32_FLOOR, "Floats", "f32Floor");
        helper(Opcode.F32_TRUNC, "Floats", "f32Trunc");
        helper(Opcode.F32_NEAREST, "Floats", "f32Nearest");
        helper(Opcode.F32_SQRT, "Floats", "f32Sqrt");
        helper(Opcode.F32_MIN, "Floats", "f32Min");
        helper(Opcode.F32_MAX, "Floats", "f32Max");
        helper(Opcode.F64_ABS, "Floats", "f64Abs");
        helper(Opcode.F64_NEG, "Floats", "f64Neg");
        helper(Opcode.F64_COPYSIGN, "Floats", "f64Copysign");
        helper(Opcode.F64_CEIL, "Floats", "f64Ceil");
        helper(Opcode.F64_FLOOR, "Floats", "f64Floor");
        helper(Opcode.F64_TRUNC, "Floats", "f64Trunc");
        helper(Opcode.F64_NEAREST, "Floats", "f64Nearest");
        method(Opcode.F64_SQRT, "java/lang/Math", "sqrt");
        helper(Opcode.F64_MIN, "Floats", "f64Min");
        helper(Opcode.F64_MAX, "Floats", "f64Max");
    }

    private void conversions() {
        ops(Opcode.I32_WRAP_I64, L2I);
        ops(Opcode.I64_EXTEND_I32_S, I2L);
        helper(Opcode.I64_EXTEND_I32_U, "Conversions", "extendU");
        ops(Opcode.F32_CONVERT_I32_S, I2F);
        ops(Opcode.F32_CONVERT_I64_S, L2F);
        ops(Opcode.F64_CONVERT_I32_S, I2D);
        ops(Opcode.F64_CONVERT_I64_S, L2D);
        helper(Opcode.F32_CONVERT_I32_U, "Conversions", "f32ConvertU");
        helper(Opcode.F32_CONVERT_I64_U, "Conversions", "f32ConvertU");
        helper(Opcode.F64_CONVERT_I32_U, "Conversions", "f64ConvertU");
        helper(Opcode.F64_CONVERT_I64_U, "Conversions", "f64ConvertU");
        ops(Opcode.F32_DEMOTE_F64, D2F);
        ops(Opcode.F64_PROMOTE_F32, F2D);
        method(Opcode.I32_REINTERPRET_F32, "java/lang/Float", "floatToRawIntBits");
        method(Opcode.F32_REINTERPRET_I32, "java/lang/Float", "intBitsToFloat");
        method(Opcode.I64_REINTERPRET_F64, "java/lang/Double", "doubleToRawLongBits");
        method(Opcode.F64_REINTERPRET_I64, "java/lang/Double", "longBitsToDouble");
        ops(Opcode.I32_TRUNC_SAT_F32_S, F2I);
        ops(Opcode.I32_TRUNC_SAT_F64_S, D2I);
        ops(Opcode.I64_TRUNC_SAT_F32_S, F2L);
        ops(Opcode.I64_TRUNC_SAT_F64_S, D2L);
        // Those below take a double; a float is widened first.
        truncation(Opcode.I32_TRUNC_F32_S, Opcode.I32_TRUNC_F64_S, "i32TruncS");
        truncation(Opcode.I32_TRUNC_F32_U, Opcode.I32_TRUNC_F64_U, "i32TruncU");
        truncation(Opcode.I64_TRUNC_F32_S, Opcode.I64_TRUNC_F64_S, "i64TruncS");
        truncation(Opcode.I64_TRUNC_F32_U, Opcode.I64_TRUNC_F64_U, "i64TruncU");
        truncation(Opcode.I32_TRUNC_SAT_F32_U, Opcode.I32_TRUNC_SAT_F64_U, "i32TruncSatU");
        truncation(Opcode.I64_TRUNC_SAT_F32_U, Opcode.I64_TRUNC_SAT_F64_U, "i64TruncSatU");
    }

    private void truncation(Opcode fromFloat, Opcode fromDouble, String name) {
        trapping(fromDouble, "Conversions", name);
        methods[index(fromFloat)] = methods[index(fromDouble)];
        traps[index(fromFloat)] = true;
        ops(fromFloat, F2D);
    }

    private static final byte[] STACK_EFFECT = new byte[256];

    private static void effect(int words, int... instructions) {
        for (int instruction : instructions) {
            STACK_EFFECT[instruction] = (byte) words;
        }
    }

    static {
        effect(-1, IADD, ISUB, IMUL, IAND, IOR, IXOR);
        effect(-1, ISHL, ISHR, IUSHR, LSHL, LSHR, LUSHR);
        effect(-2, LADD, LSUB, LMUL, LAND, LOR, LXOR);
        effect(-1, FADD, FSUB, FMUL, FDIV, FCMPL, FCMPG);
        effect(-2, DADD, DSUB, DMUL, DDIV);
        effect(-3, LCMP, DCMPL, DCMPG);
        effect(2, LCONST_0);
        effect(-1, L2I, L2F, D2F, D2I);
        effect(1, I2L, I2D, F2D, F2L);
    }

    /** What one of the {@linkplain #instructions} does to the depth of the JVM's stack, in words. */
    public static int stackEffect(int instruction) {
        return STACK_EFFECT[instruction];
    }
}
