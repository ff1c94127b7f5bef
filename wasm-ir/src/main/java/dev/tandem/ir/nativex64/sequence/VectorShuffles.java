// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64.sequence;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.VectorOp;
import org.jspecify.annotations.Nullable;

/**
 * Shuffles by constant indices. Those that one machine instruction does are recognized: lanes in place, interleavings, bytes of two vectors
 * side by side, words or doublewords from one vector or another. Of the others, whole doublewords are put into their places in each operand,
 * and joined; single bytes are looked up, in each operand with zeros where the result has bytes of the other.
 */
public final class VectorShuffles {
    private static final int BYTES = 16;
    private static final long FOLD = 0x0f0f_0f0f_0f0f_0f0fL;

    private final Assembler masm;
    private final Lanes lanes;

    VectorShuffles(Assembler masm, Lanes lanes) {
        this.masm = masm;
        this.lanes = lanes;
    }

    /** Which operand an instruction takes as which. */
    private enum Operands {
        FIRST,
        BOTH,
        EXCHANGED
    }

    /** An instruction that does a shuffle; without immediate if that is negative, a copy without an instruction. */
    private record Match(@Nullable VectorOp op, int immediate, Operands operands) {}

    /** Assembles the shuffle; the operands are read before the destination is written, with AVX. */
    void assemble(int to, int first, int second, long low, long high) {
        int[] indices = indices(low, high);
        boolean onlyFirst = first == second || isWithin(indices, 0);
        boolean onlySecond = !onlyFirst && isWithin(indices, BYTES);
        if (onlyFirst || onlySecond) {
            one(to, onlyFirst ? first : second, fold(indices), low & FOLD, high & FOLD);
            return;
        }
        Match match = two(indices);
        if (match == null) {
            match = mirrored(two(exchanged(indices)));
        }
        if (match != null) {
            emit(match, to, first, second);
            return;
        }
        int doublewords = lanes(indices, 0, 4, 4);
        if (doublewords >= 0) {
            masm.xxi(VectorOp.PSHUFD, Lanes.SCRATCH, second, doublewords);
            masm.xxi(VectorOp.PSHUFD, to, first, doublewords);
            lanes.op(VectorOp.PBLENDW, to, to, Lanes.SCRATCH, fromSecond(indices));
            return;
        }
        lanes.constant(VectorOp.PSHUFB, Lanes.SCRATCH, second, selector(low, BYTES), selector(high, BYTES));
        lanes.constant(VectorOp.PSHUFB, to, first, selector(low, 0), selector(high, 0));
        lanes.op(VectorOp.POR, to, to, Lanes.SCRATCH);
    }

    private void one(int to, int from, int[] indices, long low, long high) {
        Match match = one(indices);
        if (match != null) {
            emit(match, to, from, from);
        } else {
            lanes.constant(VectorOp.PSHUFB, to, from, low, high);
        }
    }

    private void emit(Match match, int to, int first, int second) {
        VectorOp op = match.op;
        boolean exchanged = match.operands == Operands.EXCHANGED;
        if (op == null) {
            lanes.move(to, first);
        } else if (match.operands == Operands.FIRST) {
            masm.xxi(op, to, first, match.immediate);
        } else if (match.immediate < 0) {
            lanes.op(op, to, exchanged ? second : first, exchanged ? first : second);
        } else {
            lanes.op(op, to, exchanged ? second : first, exchanged ? first : second, match.immediate);
        }
    }

    /** Of one vector. */
    private static @Nullable Match one(int[] indices) {
        if (isRun(indices, 0, BYTES, 0)) {
            return new Match(null, -1, Operands.FIRST);
        }
        int doublewords = lanes(indices, 0, 4, 4);
        if (doublewords >= 0) {
            return new Match(VectorOp.PSHUFD, doublewords, Operands.FIRST);
        }
        int words = lanes(indices, 0, 4, 2);
        if (words >= 0 && isRun(indices, 8, BYTES, 8)) {
            return new Match(VectorOp.PSHUFLW, words, Operands.FIRST);
        }
        words = lanes(indices, 4, 4, 2);
        if (words >= 0 && isRun(indices, 0, 8, 0)) {
            return new Match(VectorOp.PSHUFHW, words, Operands.FIRST);
        }
        boolean rotation = true;
        for (int i = 1; i < BYTES; i++) {
            rotation &= indices[i] == (indices[0] + i) % BYTES;
        }
        if (rotation) {
            return new Match(VectorOp.PALIGNR, indices[0], Operands.BOTH);
        }
        return interleaving(indices, 0);
    }

    /** Of two vectors, the indices of the second from 16 on. */
    private static @Nullable Match two(int[] indices) {
        Match interleaving = interleaving(indices, BYTES);
        if (interleaving != null) {
            return interleaving;
        }
        if (indices[0] < BYTES && isRun(indices, 0, BYTES, indices[0])) {
            return new Match(VectorOp.PALIGNR, indices[0], Operands.EXCHANGED);
        }
        int blend = 0;
        for (int word = 0; word < BYTES / 2 && blend >= 0; word++) {
            boolean here = isRun(indices, 2 * word, 2 * word + 2, 2 * word);
            boolean there = isRun(indices, 2 * word, 2 * word + 2, BYTES + 2 * word);
            blend = here ? blend : there ? blend | 1 << word : -1;
        }
        if (blend >= 0) {
            return new Match(VectorOp.PBLENDW, blend, Operands.BOTH);
        }
        int left = lanes(indices, 0, 2, 4);
        int right = lanes(indices, 2, 2, 4);
        boolean halves = left >= 0 && right >= 0 && indices[0] < BYTES && indices[4] < BYTES && indices[8] >= BYTES && indices[12] >= BYTES;
        return halves ? new Match(VectorOp.SHUFPS, left | right << 4, Operands.BOTH) : null;
    }

    /** Lanes of two vectors in turn, from their lower or upper halves; {@code second} is the index where the second begins. */
    private static @Nullable Match interleaving(int[] indices, int second) {
        for (int width = 1; width <= 8; width *= 2) {
            for (int half = 0; half <= 8; half += 8) {
                boolean matches = true;
                for (int i = 0; i < BYTES; i++) {
                    int lane = i / width;
                    matches &= indices[i] == half + lane / 2 * width + i % width + (lane % 2 == 0 ? 0 : second);
                }
                if (matches) {
                    return new Match(interleaving(width, half == 0), -1, Operands.BOTH);
                }
            }
        }
        return null;
    }

    private static VectorOp interleaving(int width, boolean lower) {
        return switch (width) {
            case 1 -> lower ? VectorOp.PUNPCKLBW : VectorOp.PUNPCKHBW;
            case 2 -> lower ? VectorOp.PUNPCKLWD : VectorOp.PUNPCKHWD;
            case 4 -> lower ? VectorOp.PUNPCKLDQ : VectorOp.PUNPCKHDQ;
            default -> lower ? VectorOp.PUNPCKLQDQ : VectorOp.PUNPCKHQDQ;
        };
    }

    /** Two bits a lane for {@code count} lanes of {@code width} bytes that come whole, from the same half of four as they go to; else -1. */
    private static int lanes(int[] indices, int first, int count, int width) {
        int selection = 0;
        for (int i = 0; i < count; i++) {
            int at = (first + i) * width;
            int from = indices[at] % BYTES;
            boolean whole = from % width == 0 && isRun(indices, at, at + width, indices[at]);
            if (!whole || (width == 2 && from / 8 != at / 8)) {
                return -1;
            }
            selection |= from / width % 4 << 2 * i;
        }
        return selection;
    }

    /** A bit for each word of the result that is from the second vector. */
    private static int fromSecond(int[] indices) {
        int words = 0;
        for (int word = 0; word < BYTES / 2; word++) {
            words |= (indices[2 * word] / BYTES) << word;
        }
        return words;
    }

    private static boolean isRun(int[] indices, int from, int end, int start) {
        for (int i = from; i < end; i++) {
            if (indices[i] != start + i - from) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWithin(int[] indices, int from) {
        for (int index : indices) {
            if (index < from || index >= from + BYTES) {
                return false;
            }
        }
        return true;
    }

    private static int[] indices(long low, long high) {
        int[] indices = new int[BYTES];
        for (int i = 0; i < BYTES; i++) {
            indices[i] = (int) ((i < 8 ? low : high) >>> 8 * (i % 8)) & 31;
        }
        return indices;
    }

    private static int[] fold(int[] indices) {
        int[] folded = new int[BYTES];
        for (int i = 0; i < BYTES; i++) {
            folded[i] = indices[i] % BYTES;
        }
        return folded;
    }

    private static int[] exchanged(int[] indices) {
        int[] exchanged = new int[BYTES];
        for (int i = 0; i < BYTES; i++) {
            exchanged[i] = indices[i] ^ BYTES;
        }
        return exchanged;
    }

    private static @Nullable Match mirrored(@Nullable Match match) {
        return match == null
                ? null
                : new Match(match.op, match.immediate, match.operands == Operands.BOTH ? Operands.EXCHANGED : Operands.BOTH);
    }

    private static long selector(long indices, int from) {
        long selector = 0;
        for (int i = 0; i < 64; i += 8) {
            long index = ((indices >>> i) & 0xff) - from;
            selector |= (index >= 0 && index < BYTES ? index : 0x80) << i;
        }
        return selector;
    }
}
