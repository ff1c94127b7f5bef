// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import org.objectweb.asm.Opcodes;

/** Comparisons as JVM conditional branches. */
public final class Jumps {
    private static final String COMPARISONS = "dev/tandem/ir/jvm/support/Comparisons";
    /** In the order of the JVM's conditions from {@code IF_ICMPEQ}. */
    private static final Member[] NUMBERS = {
        number("i32Eq"), number("i32Ne"), number("i32LtS"), number("i32GeS"), number("i32GtS"), number("i32LeS")
    };

    private static final Member EQZ = Member.method(COMPARISONS, "i32Eqz", "(I)I");
    private static final Member SAME =
            Member.method(COMPARISONS, "same", "(Ljava/lang/Object;Ljava/lang/Object;)I");
    private static final Member IS_NULL = Member.method(COMPARISONS, "isNull", "(Ljava/lang/Object;)I");

    private Jumps() {}

    private static Member number(String name) {
        return Member.method(COMPARISONS, name, "(II)I");
    }

    /** The jump taken exactly when {@code jump} is not. */
    public static int inverse(int jump) {
        return jump >= Opcodes.IFNULL
                ? jump ^ 1 // IFNULL and IFNONNULL are 198 and 199
                : (jump + 1 ^ 1) - 1; // the pairs start at odd opcodes
    }

    /** The jump for exchanged operands. */
    public static int exchanged(int jump) {
        return switch (jump) {
            case Opcodes.IF_ICMPLT -> Opcodes.IF_ICMPGT;
            case Opcodes.IF_ICMPGE -> Opcodes.IF_ICMPLE;
            case Opcodes.IF_ICMPGT -> Opcodes.IF_ICMPLT;
            case Opcodes.IF_ICMPLE -> Opcodes.IF_ICMPGE;
            default -> jump;
        };
    }

    /** Replaces the operands of a comparison by 1 or 0: through a helper, since a branch would need a frame with a stack. */
    public static void materialise(CodeBuffer code, int jump) {
        if (jump == Opcodes.IFEQ) {
            code.invokeStatic(EQZ);
        } else if (jump == Opcodes.IFNULL) {
            code.invokeStatic(IS_NULL);
        } else if (jump == Opcodes.IFNONNULL) {
            code.invokeStatic(IS_NULL);
            code.invokeStatic(EQZ);
        } else if (jump == Opcodes.IF_ACMPEQ) {
            code.invokeStatic(SAME);
        } else if (jump == Opcodes.IF_ACMPNE) {
            code.invokeStatic(SAME);
            code.invokeStatic(EQZ);
        } else if (jump <= Opcodes.IFLE) {
            code.pushInt(0);
            code.invokeStatic(NUMBERS[jump - Opcodes.IFEQ]);
        } else {
            code.invokeStatic(NUMBERS[jump - Opcodes.IF_ICMPEQ]);
        }
    }
}
