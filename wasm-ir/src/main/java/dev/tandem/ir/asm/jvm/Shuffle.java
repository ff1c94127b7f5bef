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
    private static final long EVEN_BYTES = 0x00ff_00ff_00ff_00ffL;
    private static final Member WIDEN = Member.method(VectorHelpers.SUPPORT + "I16x8", "extendI8x16ULow", "(J)J");

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
        long rest = -1;
        for (int lane = 0; lane < 2; lane++) {
            if (isSpread(indices, lane)) {
                spread(index(indices, lane), lane);
                join(first);
                first = false;
                rest &= ~(EVEN_BYTES << (lane << 3));
            }
        }
        while (rest != 0) {
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
            join(first);
            first = false;
            rest &= ~taken;
        }
    }

    private void join(boolean first) {
        if (!first) {
            code.op(Opcodes.LOR, -2);
        }
    }

    /** Whether every other byte from there on is the next of one half, as where two vectors are interleaved. */
    private static boolean isSpread(long indices, int lane) {
        int from = index(indices, lane);
        for (int i = 1; i < LANES / 2; i++) {
            if (index(indices, lane + 2 * i) != from + i) {
                return false;
            }
        }
        return from % LANES <= LANES / 2;
    }

    private void spread(int from, int lane) {
        operand.accept(from / LANES);
        if (from % LANES > 0) {
            code.pushInt(from % LANES << 3);
            code.op(Opcodes.LUSHR, -1);
        }
        code.invokeStatic(WIDEN);
        if (lane > 0) {
            code.pushInt(8);
            code.op(Opcodes.LSHL, -1);
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
