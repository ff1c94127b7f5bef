// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/**
 * A pure numeric or vector instruction: arithmetic, comparison, conversion, lane access. Floats. Division, remainder and trapping
 * conversion are {@link TrappingOperation}s; one that is proved not to trap may become this.
 */
public final class Operation extends Node {
    private final Opcode op;
    private final long immediate;
    private final long immediateHigh;

    public Operation(Opcode op, Node... inputs) {
        this(op, 0, 0, inputs);
    }

    /**
     * @param immediate the lane of an extract_lane or replace_lane; result lanes 0 to 7 of a shuffle, a byte each, lane 0 lowest; else 0
     * @param immediateHigh result lanes 8 to 15 of a shuffle, else 0
     */
    public Operation(Opcode op, long immediate, long immediateHigh, Node... inputs) {
        super(isTest(op) ? Stamp.BOOLEAN : Stamp.of(op.result()), inputs);
        this.op = op;
        this.immediate = immediate;
        this.immediateHigh = immediateHigh;
    }

    /** Whether the result is 0 or 1: comparisons and tests of numbers, and vector tests with an i32 result. */
    public static boolean isTest(Opcode op) {
        int code = op.code();
        return (code >= 0x45 && code <= 0x66)
                || op == Opcode.V128_ANY_TRUE
                || op == Opcode.I8X16_ALL_TRUE
                || op == Opcode.I16X8_ALL_TRUE
                || op == Opcode.I32X4_ALL_TRUE
                || op == Opcode.I64X2_ALL_TRUE;
    }

    /** Whether the instruction traps for some operands. */
    public static boolean canTrap(Opcode op) {
        int code = op.code();
        return (code >= 0x6D && code <= 0x70) // i32 div, rem
                || (code >= 0x7F && code <= 0x82) // i64 div, rem
                || (code >= 0xA8 && code <= 0xAB) // i32.trunc
                || (code >= 0xAE && code <= 0xB1); // i64.trunc
    }

    public Opcode op() {
        return op;
    }

    /** The lane of an extract_lane or replace_lane; result lanes 0 to 7 of a shuffle, a byte each, lane 0 lowest; else 0. */
    public long immediate() {
        return immediate;
    }

    /** Result lanes 8 to 15 of a shuffle, else 0. */
    public long immediateHigh() {
        return immediateHigh;
    }

    @Override
    protected boolean isComputation() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("op", op);
        sink.put("immediate", immediate);
        sink.put("immediateHigh", immediateHigh);
    }

    @Override
    public boolean attributesEqual(Node that) {
        return that instanceof Operation other
                && op == other.op
                && immediate == other.immediate
                && immediateHigh == other.immediateHigh;
    }

    @Override
    public int attributesHash() {
        return 31 * (31 * op.code() + Long.hashCode(immediate)) + Long.hashCode(immediateHigh);
    }
}
