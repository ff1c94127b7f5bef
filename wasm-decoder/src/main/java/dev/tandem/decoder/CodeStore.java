// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import dev.tandem.decoder.module.FunctionBody;

/**
 * The function bodies of a module, many to an array: no object a function is kept.
 *
 * <p>Small bodies share chunks; a body that would leave much of a chunk empty gets an array of its own, which grows as the bytes arrive. The
 * tables have their final size from the start, so that other threads may read the bodies they were told of.
 */
final class CodeStore {
    static final CodeStore EMPTY = new CodeStore(0, 0);

    private static final int CHUNK = 1 << 18;
    /** Larger bodies do not share. Bounds what is left empty at the end of a chunk. */
    private static final int SHARED_MAX = CHUNK >> 3;

    private final int firstFunction;
    private final byte[][] arrays;
    private final int[] starts;
    private final int[] sizes;
    private final int[] offsets;
    private final boolean[] tailCalls;
    /** How many bodies have arrived and validated. What was written before it was set may be read after it was read. */
    private volatile int complete;

    private byte[] chunk = new byte[0];
    private int chunkUsed;

    // The body that is arriving
    private byte[] array = chunk;
    private int start;
    private int size;
    private int filled;

    CodeStore(int firstFunction, int count) {
        this.firstFunction = firstFunction;
        arrays = new byte[count][];
        starts = new int[count];
        sizes = new int[count];
        offsets = new int[count];
        tailCalls = new boolean[count];
    }

    /** @param remaining number of bytes that the section may still hold, this body's included */
    void begin(int bodySize, int remaining) {
        size = bodySize;
        filled = 0;
        if (bodySize > SHARED_MAX) {
            array = new byte[SHARED_MAX];
            start = 0;
            return;
        }
        if (chunkUsed + bodySize > chunk.length) {
            chunk = new byte[Math.min(CHUNK, remaining)];
            chunkUsed = 0;
        }
        array = chunk;
        start = chunkUsed;
        chunkUsed += bodySize;
    }

    /** Takes what has arrived of the body; returns whether it is complete. */
    boolean fill(ByteReader in) {
        if (filled < size) {
            array = Growth.room(array, start + filled, start + size);
            filled += in.take(array, start + filled, Math.min(size - filled, array.length - start - filled));
        }
        return filled == size;
    }

    FunctionBody end(int index, int offset) {
        arrays[index] = array;
        starts[index] = start;
        sizes[index] = size;
        offsets[index] = offset;
        return get(firstFunction + index);
    }

    FunctionBody get(int functionIndex) {
        int i = functionIndex - firstFunction;
        return new FunctionBody(functionIndex, arrays[i], starts[i], starts[i] + sizes[i], offsets[i]);
    }

    /** Says that the body, the next in order, is valid. */
    void validated(int functionIndex, boolean tailCall) {
        tailCalls[functionIndex - firstFunction] = tailCall;
        complete = functionIndex - firstFunction + 1;
    }

    boolean has(int functionIndex) {
        return functionIndex >= firstFunction && functionIndex - firstFunction < complete;
    }

    boolean hasTailCall(int functionIndex) {
        int i = functionIndex - firstFunction;
        return i >= 0 && i < tailCalls.length && tailCalls[i];
    }
}
