// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.x64;

import dev.tandem.ir.asm.x64.VectorOp.Form;
import java.util.Arrays;

/**
 * Assembles one function. Methods are named after the operands they take: {@code rr} register and register, {@code rm} register and memory,
 * {@code mr} memory and register, {@code x} a vector register, {@code i} an immediate. Not thread-safe; {@link #reset} makes it ready for
 * the next function.
 */
public final class Assembler extends ControlAssembler {
    private final boolean avx;
    private final boolean avx2;

    /** @param avx whether vector instructions take their VEX form */
    public Assembler(boolean avx) {
        this(avx, false);
    }

    /** @param avx2 whether also the instructions that came with AVX2 may be used */
    public Assembler(boolean avx, boolean avx2) {
        this.avx = avx;
        this.avx2 = avx && avx2;
    }

    public void reset() {
        clear();
    }

    /** Whether any operand so far is in memory at {@code rsp} or {@code rbp}. */
    public boolean touchesFrame() {
        return touchesFrame;
    }

    /** Number of bytes so far. */
    public int position() {
        return position;
    }

    /** The code so far, in an array of its own length. */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, position);
    }

    /** Whether three-operand forms are at hand; without them {@code destination} must be {@code first}. */
    public boolean hasThreeOperands() {
        return avx;
    }

    /** Whether a lane can be copied to all lanes in one instruction: with AVX2. */
    public boolean hasBroadcasts() {
        return avx2;
    }

    /** {@code destination = op(source)}; for {@code TO_GPR} and {@code FROM_GPR} forms one of them is a general register. */
    public void xx(VectorOp op, int destination, int source) {
        if (avx) {
            vexRegister(op.opcode, op.map, op.prefix, op.w, 0, destination, 0, source);
        } else {
            encodeRegister(legacy(op), wide(op), destination, source, false, false);
        }
    }

    /** {@code destination = op(source)} with an immediate. */
    public void xxi(VectorOp op, int destination, int source, int immediate) {
        xx(op, destination, source);
        byte_(immediate);
    }

    /** {@code destination = op([memory])}. */
    public void xm(VectorOp op, int destination, int base, int index, int scale, int displacement) {
        if (avx) {
            vexMemory(op.opcode, op.map, op.prefix, op.w, 0, destination, 0, base, index, scale, displacement);
        } else {
            encodeMemory(legacy(op), wide(op), destination, base, index, scale, displacement, false);
        }
    }

    /** {@code destination = op([label])}, a constant for instance. */
    public void xl(VectorOp op, int destination, Label source) {
        awaitRip(
                avx
                        ? vexRip(op.opcode, op.map, op.prefix, op.w, 0, destination, 0)
                        : encodeRip(legacy(op), wide(op), destination, false),
                source);
    }

    /** {@code [memory] = source}, for the forms {@code STORE} and {@code TO_RM}. */
    public void mx(VectorOp op, int base, int index, int scale, int displacement, int source) {
        xm(op, source, base, index, scale, displacement);
    }

    /** {@code [memory] = lane of source}, for the form {@code TO_RM_IMM}. */
    public void mxi(VectorOp op, int base, int index, int scale, int displacement, int source, int lane) {
        xm(op, source, base, index, scale, displacement);
        byte_(lane);
    }

    /** General {@code register = source}, for the forms {@code TO_RM}. */
    public void rx(VectorOp op, int register, int source) {
        xx(op, source, register);
    }

    /** General {@code register = lane of source}, for the form {@code TO_RM_IMM}. */
    public void rxi(VectorOp op, int register, int source, int lane) {
        xx(op, source, register);
        byte_(lane);
    }

    /** {@code destination = op(first, second)}; the legacy form wants {@code destination == first}. */
    public void xxx(VectorOp op, int destination, int first, int second) {
        if (avx) {
            vexRegister(op.opcode, op.map, op.prefix, op.w, 0, destination, first, second);
        } else {
            requireSame(op, destination, first);
            encodeRegister(legacy(op), wide(op), destination, second, false, false);
        }
    }

    public void xxxi(VectorOp op, int destination, int first, int second, int immediate) {
        xxx(op, destination, first, second);
        byte_(immediate);
    }

    /** {@code destination = op(first, [memory])}; the legacy form wants {@code destination == first}. */
    public void xxm(VectorOp op, int destination, int first, int base, int index, int scale, int displacement) {
        if (avx) {
            vexMemory(op.opcode, op.map, op.prefix, op.w, 0, destination, first, base, index, scale, displacement);
        } else {
            requireSame(op, destination, first);
            encodeMemory(legacy(op), wide(op), destination, base, index, scale, displacement, false);
        }
    }

    public void xxmi(
            VectorOp op, int destination, int first, int base, int index, int scale, int displacement, int immediate) {
        xxm(op, destination, first, base, index, scale, displacement);
        byte_(immediate);
    }

    /** {@code destination = op(first, [label])}; the legacy form wants {@code destination == first}. */
    public void xxl(VectorOp op, int destination, int first, Label second) {
        if (avx) {
            awaitRip(vexRip(op.opcode, op.map, op.prefix, op.w, 0, destination, first), second);
        } else {
            requireSame(op, destination, first);
            awaitRip(encodeRip(legacy(op), wide(op), destination, false), second);
        }
    }

    /** A shift by a constant, of the form {@code SHIFT_IMM}. */
    public void xshift(VectorOp op, int destination, int source, int count) {
        if (avx) {
            vexRegister(op.opcode, op.map, op.prefix, op.w, 0, op.extension, destination, source);
        } else {
            requireSame(op, destination, source);
            encodeRegister(legacy(op), wide(op), op.extension, destination, false, false);
        }
        byte_(count);
    }

    /** Lanes of {@code second} where {@code mask}'s top bits are set, else of {@code first}; the legacy form wants the mask in xmm0. */
    public void blend(VectorOp op, int destination, int first, int second, int mask) {
        if (avx) {
            int opcode = op == VectorOp.PBLENDVB ? 0x4c : op == VectorOp.BLENDVPS ? 0x4a : 0x4b;
            vexRegister(opcode, 3, op.prefix, 0, 0, destination, first, second);
            byte_(mask << 4);
        } else {
            requireSame(op, destination, first);
            requireSame(op, mask, 0);
            encodeRegister(legacy(op), wide(op), destination, second, false, false);
        }
    }

    private static int wide(VectorOp op) {
        return op.w == 1 ? 64 : 32;
    }

    private static int legacy(VectorOp op) {
        if (!op.hasLegacyForm()) {
            throw new IllegalArgumentException(op + " needs AVX");
        }
        return op.legacy;
    }

    private static void requireSame(VectorOp op, int left, int right) {
        if (left != right) {
            throw new IllegalArgumentException(
                    op + " has " + (op.form() == Form.BLEND ? "fixed operands" : "two operands") + " without AVX");
        }
    }
}
