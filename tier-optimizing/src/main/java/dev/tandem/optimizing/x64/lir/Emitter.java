// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.lir;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.Label;
import org.jspecify.annotations.Nullable;

/** What instructions write their machine code with: the assembler, and where blocks begin. */
public class Emitter {
    private final Assembler assembler;
    private final Label[] labels;
    private @Nullable LirBlock block;
    private @Nullable LirBlock next;

    public Emitter(Assembler assembler, LirFunction function) {
        this.assembler = assembler;
        labels = new Label[function.blockCount()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = new Label();
        }
    }

    public final Assembler assembler() {
        return assembler;
    }

    /** Where {@code target} begins. */
    public final Label label(LirBlock target) {
        return labels[target.id()];
    }

    /** Says which block is emitted now and which one stands after it. */
    public final void enter(LirBlock current, @Nullable LirBlock following) {
        block = current;
        next = following;
    }

    /** The block that is being emitted. */
    public final LirBlock block() {
        if (block == null) {
            throw new IllegalStateException("no block is being emitted");
        }
        return block;
    }

    /** Whether {@code target} follows without a jump. */
    public final boolean isNext(LirBlock target) {
        return target == next;
    }

    /** Goes to successor {@code index} of the current block. */
    public final void jump(int index) {
        LirBlock target = block().successor(index);
        if (!isNext(target)) {
            assembler.jmp(label(target));
        }
    }

    /** The end of a block with two successors: to the first if {@code condition} holds, else to the second. */
    public final void branch(Condition condition) {
        LirBlock taken = block().successor(0);
        LirBlock other = block().successor(1);
        if (isNext(taken)) {
            assembler.jcc(condition.negate(), label(other));
        } else {
            assembler.jcc(condition, label(taken));
            if (!isNext(other)) {
                assembler.jmp(label(other));
            }
        }
    }
}
