// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.lir;

/** What a virtual register holds: decides its register class, the size of its moves and of its place on the stack. */
public enum LirKind {
    /** 32 bits, zero-extended in the register. */
    WORD32(false, 4),
    /** 64 bits: i64, references, addresses. */
    WORD64(false, 8),
    FLOAT32(true, 4),
    FLOAT64(true, 8),
    VECTOR128(true, 16);

    private final boolean vector;
    private final int bytes;

    LirKind(boolean vector, int bytes) {
        this.vector = vector;
        this.bytes = bytes;
    }

    /** Whether it lives in vector registers. */
    public boolean isVector() {
        return vector;
    }

    /** Its size, in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Size of its place on the stack: 8 or 16 bytes. */
    public int slotBytes() {
        return Math.max(bytes, 8);
    }
}
