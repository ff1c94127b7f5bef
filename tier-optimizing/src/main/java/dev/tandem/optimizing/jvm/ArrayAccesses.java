// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.Member;
import org.objectweb.asm.Opcodes;

/**
 * Loads and stores by the JVM's own means. They do what the helpers of {@code MemoryAccess} do, without a method of ours in between: HotSpot
 * stops inlining those in a compilation that has grown to about a hundred of them, and every further one would be a call. What the JDK has marked as
 * to be inlined is inlined then, too.
 */
final class ArrayAccesses {
    private static final String OWNER = "dev/tandem/ir/jvm/support/MemoryAccess";
    private static final String HANDLE = "java/lang/invoke/VarHandle";
    private static final Member CHECK_INDEX = Member.method("java/util/Objects", "checkIndex", "(II)I");
    private static final Member FLOAT_OF_BITS = Member.method("java/lang/Float", "intBitsToFloat", "(I)F");
    private static final Member BITS_OF_FLOAT = Member.method("java/lang/Float", "floatToRawIntBits", "(F)I");
    private static final Member DOUBLE_OF_BITS = Member.method("java/lang/Double", "longBitsToDouble", "(J)D");
    private static final Member BITS_OF_DOUBLE = Member.method("java/lang/Double", "doubleToRawLongBits", "(D)J");

    /** How more than a byte is read and written. */
    @SuppressWarnings("ImmutableEnumChecker") // members do not change
    private enum Element {
        SHORT("SHORT", "S"),
        CHAR("CHAR", "C"),
        INT("INT", "I"),
        LONG("LONG", "J");

        final Member handle;
        final Member get;
        final Member set;

        Element(String field, String letter) {
            handle = Member.field(OWNER, field, "L" + HANDLE + ";");
            get = Member.method(HANDLE, "get", "([BI)" + letter);
            set = Member.method(HANDLE, "set", "([BI" + letter + ")V");
        }
    }

    private final CodeBuffer code;

    ArrayAccesses(CodeBuffer code) {
        this.code = code;
    }

    /** Pushes what stands below the array. */
    void begin(Opcode op) {
        if (!isByte(op)) {
            code.getStatic(element(op).handle);
        }
    }

    /** Fails if the address on the stack is negative, where a sum would hide that. */
    void checkAddress() {
        code.pushInt(Integer.MAX_VALUE);
        code.invokeStatic(CHECK_INDEX);
    }

    /** Replaces array and index by the element as the instruction gives it. */
    void load(Opcode op) {
        if (isByte(op)) {
            code.op(Opcodes.BALOAD, -1);
        } else {
            code.invokeVirtual(element(op).get);
        }
        switch (op) {
            case F32_LOAD -> code.invokeStatic(FLOAT_OF_BITS);
            case F64_LOAD -> code.invokeStatic(DOUBLE_OF_BITS);
            case I32_LOAD8_U, I64_LOAD8_U -> {
                code.pushInt(0xff);
                code.op(Opcodes.IAND, -1);
            }
            default -> {}
        }
        switch (op) {
            case I64_LOAD8_S, I64_LOAD8_U, I64_LOAD16_S, I64_LOAD16_U, I64_LOAD32_S -> code.op(Opcodes.I2L, 1);
            case I64_LOAD32_U -> {
                code.op(Opcodes.I2L, 1);
                code.pushLong(0xffff_ffffL);
                code.op(Opcodes.LAND, -2);
            }
            default -> {}
        }
    }

    /** Makes the value on the stack what {@link #store} stores. */
    void narrow(Opcode op) {
        switch (op) {
            case F32_STORE -> code.invokeStatic(BITS_OF_FLOAT);
            case F64_STORE -> code.invokeStatic(BITS_OF_DOUBLE);
            case I32_STORE16 -> code.op(Opcodes.I2S, 0);
            case I64_STORE8, I64_STORE32 -> code.op(Opcodes.L2I, -1);
            case I64_STORE16 -> {
                code.op(Opcodes.L2I, -1);
                code.op(Opcodes.I2S, 0);
            }
            default -> {}
        }
    }

    /** Stores what {@link #narrow} left. */
    void store(Opcode op) {
        if (isByte(op)) {
            code.op(Opcodes.BASTORE, -3);
        } else {
            code.invokeVirtual(element(op).set);
        }
    }

    private static boolean isByte(Opcode op) {
        return op.width() == 1;
    }

    private static Element element(Opcode op) {
        return switch (op) {
            case I32_LOAD16_U, I64_LOAD16_U -> Element.CHAR;
            case I32_LOAD16_S, I64_LOAD16_S, I32_STORE16, I64_STORE16 -> Element.SHORT;
            case I64_LOAD, F64_LOAD, I64_STORE, F64_STORE -> Element.LONG;
            default -> Element.INT;
        };
    }
}
