// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.Member;
import org.objectweb.asm.Opcodes;

/**
 * Instructions that are a few of the JVM's and of its intrinsics, which HotSpot takes in however much it has inlined. The baseline tier calls a
 * helper for each.
 */
final class ShortCode {
    private static final Member CLZ = Member.method("java/lang/Long", "numberOfLeadingZeros", "(J)I");
    private static final Member CTZ = Member.method("java/lang/Long", "numberOfTrailingZeros", "(J)I");
    private static final Member POPCNT = Member.method("java/lang/Long", "bitCount", "(J)I");
    private static final Member ROTL = Member.method("java/lang/Long", "rotateLeft", "(JI)J");
    private static final Member ROTR = Member.method("java/lang/Long", "rotateRight", "(JI)J");
    private static final Member FLOAT_BITS = Member.method("java/lang/Float", "floatToRawIntBits", "(F)I");
    private static final Member FLOAT = Member.method("java/lang/Float", "intBitsToFloat", "(I)F");
    private static final Member DOUBLE_BITS = Member.method("java/lang/Double", "doubleToRawLongBits", "(D)J");
    private static final Member DOUBLE = Member.method("java/lang/Double", "longBitsToDouble", "(J)D");

    private ShortCode() {}

    /** What follows the operands; returns whether the instruction is one of these. */
    static boolean emit(CodeBuffer code, Opcode op) {
        switch (op) {
            case I64_EXTEND_I32_U -> {
                code.op(Opcodes.I2L, 1);
                code.pushLong(0xffff_ffffL);
                code.op(Opcodes.LAND, -2);
            }
            case I64_CLZ -> count(code, CLZ);
            case I64_CTZ -> count(code, CTZ);
            case I64_POPCNT -> count(code, POPCNT);
            case I64_ROTL -> rotate(code, ROTL);
            case I64_ROTR -> rotate(code, ROTR);
            case F32_ABS -> floatBits(code, Integer.MAX_VALUE, Opcodes.IAND);
            case F32_NEG -> floatBits(code, Integer.MIN_VALUE, Opcodes.IXOR);
            case F64_ABS -> doubleBits(code, Long.MAX_VALUE, Opcodes.LAND);
            case F64_NEG -> doubleBits(code, Long.MIN_VALUE, Opcodes.LXOR);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void count(CodeBuffer code, Member method) {
        code.invokeStatic(method);
        code.op(Opcodes.I2L, 1);
    }

    private static void rotate(CodeBuffer code, Member method) {
        code.op(Opcodes.L2I, -1);
        code.invokeStatic(method);
    }

    private static void floatBits(CodeBuffer code, int mask, int instruction) {
        code.invokeStatic(FLOAT_BITS);
        code.pushInt(mask);
        code.op(instruction, -1);
        code.invokeStatic(FLOAT);
    }

    private static void doubleBits(CodeBuffer code, long mask, int instruction) {
        code.invokeStatic(DOUBLE_BITS);
        code.pushLong(mask);
        code.op(instruction, -2);
        code.invokeStatic(DOUBLE);
    }
}
