// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.trap.TrapCode;
import java.util.ArrayList;
import java.util.List;

/** Code that is rarely run, and so waits for the end of the function. */
final class OutOfLine {
    /** Assembles a piece of it. */
    @FunctionalInterface
    interface Piece {
        /** @param offset of the wasm instruction it belongs to */
        void emit(int offset);
    }

    private record Entry(Label label, int offset, Piece piece) {}

    private static final Piece[] NO_PIECES = {};

    private final Emission emission;
    private final Piece[] traps;
    private final Piece exhausted;
    private final List<Entry> entries = new ArrayList<>();
    /** Code that asks for more of the budget, if any does. */
    private Label asking = new Label();
    private boolean asks;

    OutOfLine(Emission emission) {
        this.emission = emission;
        List<Piece> pieces = new ArrayList<>();
        for (TrapCode code : TrapCode.values()) {
            pieces.add(offset -> {
                CallSequences.trap(emission.masm, code);
                emission.callSite(offset);
            });
        }
        traps = pieces.toArray(NO_PIECES);
        exhausted = offset -> {
            CallSequences.exhausted(emission.masm);
            emission.callSite(offset);
        };
    }

    void begin() {
        entries.clear();
        asking = new Label();
        asks = false;
    }

    /** Where to jump to trap. */
    @SuppressWarnings("EnumOrdinal") // an index of this object's own array
    Label trap(TrapCode code) {
        return enter(traps[code.ordinal()]);
    }

    /** Where to jump when the stack is exhausted or the guest interrupted. */
    Label exhausted() {
        return add(exhausted);
    }

    /** The same for the check at the entry, which may turn out not to be needed. */
    Label exhaustedAtEntry() {
        return enter(exhausted);
    }

    /** Where to jump when the budget is spent, and be back later. Needs no frame. */
    Label spent(Label back) {
        return enter(offset -> {
            asks = true;
            emission.masm.call(asking);
            emission.callSite(offset);
            emission.masm.jmp(back);
        });
    }

    Label add(Piece piece) {
        emission.leaf = false;
        return enter(piece);
    }

    private Label enter(Piece piece) {
        Label label = new Label();
        entries.add(new Entry(label, emission.offset(), piece));
        return label;
    }

    /** Assembles all. Pieces may add others. */
    void emit() {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            emission.masm.bind(entry.label);
            emission.instruction(entry.offset);
            entry.piece.emit(entry.offset);
        }
        if (asks) {
            emission.masm.bind(asking);
            CallSequences.spent(emission.masm, emission.state().body().functionIndex());
        }
    }
}
