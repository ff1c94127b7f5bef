// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.x64;

/** Numbers of the general registers. */
public final class Gpr {
    public static final int RAX = 0;
    public static final int RCX = 1;
    public static final int RDX = 2;
    public static final int RBX = 3;
    public static final int RSP = 4;
    public static final int RBP = 5;
    public static final int RSI = 6;
    public static final int RDI = 7;
    public static final int R8 = 8;
    public static final int R9 = 9;
    public static final int R10 = 10;
    public static final int R11 = 11;
    public static final int R12 = 12;
    public static final int R13 = 13;
    public static final int R14 = 14;
    public static final int R15 = 15;

    private static final String[] LONG = {"rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi"};
    private static final String[] BYTE = {"al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil"};

    private Gpr() {}

    /** The name of {@code register} as an operand of {@code bits} bits: 8, 16, 32 or 64. */
    public static String name(int register, int bits) {
        if (register >= 8) {
            return "r" + register
                    + switch (bits) {
                        case 8 -> "b";
                        case 16 -> "w";
                        case 32 -> "d";
                        default -> "";
                    };
        }
        return switch (bits) {
            case 8 -> BYTE[register];
            case 16 -> LONG[register].substring(1);
            case 32 -> "e" + LONG[register].substring(1);
            default -> LONG[register];
        };
    }
}
