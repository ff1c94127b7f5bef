// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

/**
 * How large methods may become, in bytes of bytecode.
 *
 * @param whole a function beyond is split
 * @param inlined a function is split if it and the helpers that HotSpot must inline into it are beyond
 * @param most what a piece may take at most, as estimated
 * @param target how large ranges of code are made into pieces
 * @param least smaller ranges are not worth a call
 */
public record MethodLimits(int whole, int inlined, int most, int target, int least) {
    /**
     * HotSpot compiles no method of 8,000 bytes or more, and stops inlining helpers in a compilation that has taken in about as many. Large
     * methods also cost its optimiser more than their share.
     */
    public static final MethodLimits HOTSPOT = new MethodLimits(7990, 10_000, 7000, 3000, 120);

    /** Limits for another try, when methods came out larger than estimated. */
    MethodLimits finer() {
        return new MethodLimits(whole, inlined, most * 2 / 3, target * 2 / 3, least);
    }
}
