// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.x64;

import java.util.Arrays;

/**
 * The encoding rules of x86-64: prefixes, REX or VEX, opcode, ModRM, SIB and displacement, into a growing buffer. A memory operand is
 * {@code [base + index << scale + displacement]} with {@link #NONE} for a missing base or index.
 */
class Encoder {
    /** No base, or no index, in a memory operand. */
    public static final int NONE = -1;

    private static final int REX = 0x40;
    private static final int REX_W = 8;
    private static final int NO_INDEX = 4;

    byte[] buffer = new byte[256];
    int position;
    /** Whether an operand is in memory at {@code rsp} or {@code rbp}. */
    boolean touchesFrame;

    final void ensure(int more) {
        if (position + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, position + more));
        }
    }

    final void byte_(int value) {
        buffer[position++] = (byte) value;
    }

    final void int_(int value) {
        buffer[position] = (byte) value;
        buffer[position + 1] = (byte) (value >> 8);
        buffer[position + 2] = (byte) (value >> 16);
        buffer[position + 3] = (byte) (value >> 24);
        position += 4;
    }

    final void long_(long value) {
        int_((int) value);
        int_((int) (value >> 32));
    }

    final int intAt(int at) {
        return (buffer[at] & 0xff)
                | ((buffer[at + 1] & 0xff) << 8)
                | ((buffer[at + 2] & 0xff) << 16)
                | ((buffer[at + 3] & 0xff) << 24);
    }

    final void setInt(int at, int value) {
        buffer[at] = (byte) value;
        buffer[at + 1] = (byte) (value >> 8);
        buffer[at + 2] = (byte) (value >> 16);
        buffer[at + 3] = (byte) (value >> 24);
    }

    // Legacy encoding

    /**
     * Prefixes, REX and opcode. {@code opcode} is up to four bytes, most significant first; a leading 66, F2 or F3 is a mandatory prefix and
     * goes before REX.
     *
     * @param r bit 3 of ModRM.reg's register, {@code x} of the index, {@code b} of base or ModRM.rm
     * @param forced whether REX is needed whatever its bits, to name spl, bpl, sil or dil
     */
    private void opcode(int opcode, int bits, int r, int x, int b, boolean forced) {
        if (bits == 16) {
            byte_(0x66);
        }
        int rest = opcode;
        int top = opcode >>> 24 != 0 ? opcode >>> 24 : opcode >>> 16;
        int shift = opcode >>> 24 != 0 ? 24 : 16;
        if (top == 0x66 || top == 0xf2 || top == 0xf3) {
            byte_(top);
            rest = opcode & ((1 << shift) - 1);
        }
        int rex = (bits == 64 ? REX_W : 0) | (r >> 3 << 2) | (x >> 3 << 1) | (b >> 3);
        if (rex != 0 || forced) {
            byte_(REX | rex);
        }
        if (rest > 0xffff) {
            byte_(rest >> 16);
        }
        if (rest > 0xff) {
            byte_(rest >> 8);
        }
        byte_(rest);
    }

    /** Register to register; {@code reg} may be an opcode extension. The flags say which of them is a byte register. */
    final void encodeRegister(int opcode, int bits, int reg, int rm, boolean byteReg, boolean byteRm) {
        ensure(16);
        boolean forced = (byteReg && (reg & ~3) == 4) || (byteRm && (rm & ~3) == 4);
        opcode(opcode, bits, reg & 8, 0, rm & 8, forced);
        byte_(0xc0 | ((reg & 7) << 3) | (rm & 7));
    }

    final void encodeMemory(
            int opcode, int bits, int reg, int base, int index, int scale, int displacement, boolean byteRegister) {
        ensure(20);
        int x = index == NONE ? 0 : index & 8;
        int b = base == NONE ? 0 : base & 8;
        opcode(opcode, bits, reg & 8, x, b, byteRegister && (reg & ~3) == 4);
        memoryOperand(reg, base, index, scale, displacement);
    }

    /** A {@code rip}-relative operand; returns where its displacement stands. */
    final int encodeRip(int opcode, int bits, int reg, boolean byteRegister) {
        ensure(20);
        opcode(opcode, bits, reg & 8, 0, 0, byteRegister && (reg & ~3) == 4);
        byte_(((reg & 7) << 3) | 5);
        int_(0);
        return position - 4;
    }

    /** ModRM, SIB and displacement of a memory operand. */
    private void memoryOperand(int reg, int base, int index, int scale, int displacement) {
        int field = (reg & 7) << 3;
        touchesFrame |= base == Gpr.RSP || base == Gpr.RBP;
        if (base == NONE) {
            // No base is a SIB with base 5 and mod 0; a plain disp32 would be rip-relative.
            byte_(field | 4);
            byte_((scale << 6) | ((index == NONE ? NO_INDEX : index & 7) << 3) | 5);
            int_(displacement);
            return;
        }
        // rbp and r13 with mod 0 mean something else, so they take a zero displacement.
        int mod = displacement == 0 && (base & 7) != 5 ? 0 : displacement == (byte) displacement ? 1 : 2;
        if (index == NONE && (base & 7) != 4) {
            byte_((mod << 6) | field | (base & 7));
        } else {
            // rsp and r12 as base need a SIB.
            byte_((mod << 6) | field | 4);
            byte_(((index == NONE ? 0 : scale) << 6) | ((index == NONE ? NO_INDEX : index & 7) << 3) | (base & 7));
        }
        if (mod == 1) {
            byte_(displacement);
        } else if (mod == 2) {
            int_(displacement);
        }
    }

    // VEX encoding

    /**
     * The VEX prefix.
     *
     * @param map 1: 0F, 2: 0F38, 3: 0F3A
     * @param prefix 0: none, 1: 66, 2: F3, 3: F2
     * @param second the register in vvvv; 0 where there is none
     */
    private void vex(int map, int prefix, int w, int l, int second, int r, int x, int b) {
        int tail = ((~second & 15) << 3) | (l << 2) | prefix;
        if (map == 1 && w == 0 && x == 0 && b == 0) {
            byte_(0xc5);
            byte_((r == 0 ? 0x80 : 0) | tail);
        } else {
            byte_(0xc4);
            byte_((r == 0 ? 0x80 : 0) | (x == 0 ? 0x40 : 0) | (b == 0 ? 0x20 : 0) | map);
            byte_((w << 7) | tail);
        }
    }

    final void vexRegister(int opcode, int map, int prefix, int w, int l, int reg, int second, int rm) {
        ensure(16);
        vex(map, prefix, w, l, second, reg & 8, 0, rm & 8);
        byte_(opcode);
        byte_(0xc0 | ((reg & 7) << 3) | (rm & 7));
    }

    final void vexMemory(
            int opcode,
            int map,
            int prefix,
            int w,
            int l,
            int reg,
            int second,
            int base,
            int index,
            int scale,
            int displacement) {
        ensure(20);
        vex(map, prefix, w, l, second, reg & 8, index == NONE ? 0 : index & 8, base == NONE ? 0 : base & 8);
        byte_(opcode);
        memoryOperand(reg, base, index, scale, displacement);
    }

    final int vexRip(int opcode, int map, int prefix, int w, int l, int reg, int second) {
        ensure(20);
        vex(map, prefix, w, l, second, reg & 8, 0, 0);
        byte_(opcode);
        byte_(((reg & 7) << 3) | 5);
        int_(0);
        return position - 4;
    }
}
