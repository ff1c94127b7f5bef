// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.lir;

/** One virtual register's value under another, which may be of another kind of the same class, no wider. Often costs nothing. */
public final class Copy extends LirInstruction {
    private final LirKind kind;

    /** @param kind of {@code to} */
    public Copy(int from, int to, LirKind kind) {
        super(Operand.useAny(from), Operand.def(to));
        this.kind = kind;
    }

    @Override
    public void emit(Emitter emitter) {
        if (kind == LirKind.WORD32 || location(0) != location(1)) {
            // An i32 is cut off even in place.
            Move.emit(emitter.assembler(), kind, location(0), location(1));
        }
    }

    @Override
    public boolean isCopy() {
        return true;
    }

    @Override
    public String name() {
        return "copy";
    }
}
