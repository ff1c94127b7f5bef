// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import java.util.function.IntConsumer;
import org.objectweb.asm.Opcodes;

/**
 * Code of {@code i8x16.shuffle}, whose indices are constants: each half of the result is put together from the operands' halves,
 * shifted and masked. Bytes that come from one half and move as far take one shift together.
 */
public final class Shuffle {
    private static final int LANES = 8;
    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;

    private final CodeBuffer code;
    private final IntConsumer operand;

    /** @param operand pushes a half of the operands: of the first operand low and high, of the second low and high */
    public Shuffle(CodeBuffer code, IntConsumer operand) {
        this.code = code;
        this.operand = operand;
    }

    /** Pushes the half of the result with these indices, the first in the lowest byte. */
    public void half(long indices) {
        if (indices == (indices & 31) * EACH_BYTE) {
            splat((int) indices & 31);
            return;
        }
        boolean first = true;
        for (long rest = -1; rest != 0; ) {
            int lane = Long.numberOfTrailingZeros(rest) >>> 3;
            int from = index(indices, lane);
            int distance = lane - from % LANES;
            long taken = 0;
            for (int i = lane; i < LANES; i++) {
                int index = index(indices, i);
                if (index / LANES == from / LANES && i - index % LANES == distance) {
                    taken |= 0xffL << (i << 3);
                }
            }
            take(from / LANES, distance << 3, taken);
            if (!first) {
                code.op(Opcodes.LOR, -2);
            }
            first = false;
            rest &= ~taken;
        }
    }

    private static int index(long indices, int lane) {
        return (int) (indices >>> (lane << 3)) & 31;
    }

    /** Shifts a half to the left, or to the right if {@code places} is negative, and masks what is not to be taken. */
    private void take(int half, int places, long taken) {
        operand.accept(half);
        long left = -1;
        if (places > 0) {
            code.pushInt(places);
            code.op(Opcodes.LSHL, -1);
            left <<= places;
        } else if (places < 0) {
            code.pushInt(-places);
            code.op(Opcodes.LUSHR, -1);
            left >>>= -places;
        }
        if (left != taken) {
            code.pushLong(taken);
            code.op(Opcodes.LAND, -2);
        }
    }

    private void splat(int index) {
        operand.accept(index / LANES);
        code.pushInt(index % LANES << 3);
        code.op(Opcodes.LUSHR, -1);
        code.pushLong(0xff);
        code.op(Opcodes.LAND, -2);
        code.pushLong(EACH_BYTE);
        code.op(Opcodes.LMUL, -2);
    }
}
