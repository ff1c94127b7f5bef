// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.inline;

import dev.tandem.ir.graph.Graph;
import dev.tandem.optimizing.pipeline.Target;

/**
 * How much may be inlined into one function, in bytes of wasm code: a stand-in for the size of the machine code that is known before
 * anything is built.
 */
final class InlineBudget {
    /** Calling costs about as much code as that. */
    private static final int TINY = 24;
    /** As deep as that bodies are inlined into inlined bodies. */
    private static final int MOST_DEPTH = 8;
    /** A function may stand within itself, if all these copies together are not larger than that. */
    private static final int RECURSIVE = 300;
    /** Nodes that a byte of code may become, with room to spare. */
    private static final int NODES_PER_BYTE = 16;

    private final int hot;
    private int left;
    private int leftForRecursion = RECURSIVE;

    private InlineBudget(int hot, int left) {
        this.hot = hot;
        this.left = left;
    }

    /** @param ownSize of the function that is compiled */
    static InlineBudget of(Target target, int ownSize) {
        // HotSpot inlines small methods itself, and does not compile large ones.
        return target.equals(Target.JVM)
                ? new InlineBudget(150, Math.clamp(1200L - ownSize, 0, 600))
                : new InlineBudget(500, Math.clamp(1500L + ownSize, 1500, 9000));
    }

    /**
     * Whether a body is worth its size.
     *
     * @param frequency runs of the call for each run of the function
     * @param depth how many inlined calls are around it already
     * @param within how many bodies of the same function are around it, the function itself included
     */
    boolean allows(int size, double frequency, int depth, int within) {
        int limit = frequency >= 4 ? hot : frequency >= 0.7 ? hot * 2 / 5 : frequency >= 0.1 ? hot / 8 : TINY / 2;
        return size <= Math.max(frequency >= 0.01 ? TINY : 0, limit / (1 + depth / 2))
                && size <= left
                && depth < MOST_DEPTH
                && (within == 0 || size <= leftForRecursion);
    }

    /** Whether there is any call for which a body of that size is allowed. */
    boolean mayAllow(int size) {
        return size <= Math.max(TINY, hot) && size <= left;
    }

    boolean hasRoom(Graph graph, int size) {
        return graph.room() > NODES_PER_BYTE * size + 1000;
    }

    void spend(int size, int within) {
        left -= Math.max(0, size - TINY / 2);
        leftForRecursion -= within == 0 ? 0 : size;
    }
}
