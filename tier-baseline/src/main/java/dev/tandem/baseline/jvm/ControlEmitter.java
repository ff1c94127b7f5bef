// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.decoder.body.Label;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.GuestCode;
import dev.tandem.ir.asm.jvm.Jumps;
import dev.tandem.ir.asm.jvm.Member;

/** Blocks, and the ends of functions. Values cross labels in the slots of the operand stack. */
final class ControlEmitter {
    private static final Member UNREACHABLE =
            Member.method("dev/tandem/ir/jvm/support/Traps", "unreachable", "()Ldev/tandem/ir/trap/WasmTrap;");

    private final Emission emission;
    private final CodeBuffer code;
    private final OperandStack stack;
    private final ResultEmitter results;
    private final BranchEmitter branches;
    private final CountingEmitter counting;
    /** Label of the function's start; -1 if nothing jumps there. */
    private int start = -1;

    ControlEmitter(Emission emission, ResultEmitter results, BranchEmitter branches, CountingEmitter counting) {
        this.emission = emission;
        this.code = emission.code;
        this.stack = emission.stack;
        this.results = results;
        this.branches = branches;
        this.counting = counting;
    }

    void begin(Label function, boolean restarts) {
        emission.work.open(function);
        function.attachment = new Block(code.newLabel(), -1);
        code.cut(0);
        if (restarts) {
            start = code.newLabel();
            openLoop(start);
        }
    }

    /** Jumps to the function's start. */
    void restartFunction() {
        code.goto_(start);
    }

    /** Polls at the head: once an iteration. */
    private void openLoop(int label) {
        code.loop(label);
        code.context();
        code.invokeStatic(GuestCode.POLL);
    }

    void block(Label frame) {
        emission.work.open(frame);
        branches.settleAll();
        frame.attachment = new Block(code.newLabel(), -1);
        emission.nesting = frame.depth();
    }

    void loop(Label frame) {
        emission.work.open(frame);
        branches.settleAll();
        Block block = new Block(code.newLabel(), -1);
        frame.attachment = block;
        code.cut(frame.depth() - 1);
        openLoop(block.label);
        counting.loop(block);
        emission.nesting = frame.depth();
    }

    void if_(Label frame) {
        emission.work.open(frame);
        int jump = branches.condition();
        Block block = new Block(code.newLabel(), code.newLabel());
        frame.attachment = block;
        int word = counting.branch();
        if (word < 0) {
            code.branch(Jumps.inverse(jump), block.elseLabel);
        } else {
            int then = code.newLabel();
            code.branch(jump, then);
            counting.way(word, false);
            code.goto_(block.elseLabel);
            code.label(then);
            counting.way(word, true);
        }
        emission.nesting = frame.depth();
    }

    void else_(Label frame, boolean fallsThrough) {
        emission.work.otherwise(frame);
        Block block = Block.of(frame);
        block.hasElse = true;
        if (fallsThrough) {
            branches.settleAll();
            code.goto_(block.label);
        }
        place(block.elseLabel, frame.depth());
        restart(frame, false);
    }

    void end(Label frame, boolean fallsThrough) {
        Block block = Block.of(frame);
        int work = emission.work.end(frame);
        if (frame.kind() == Label.Kind.FUNCTION) {
            endFunction(frame, block, fallsThrough);
            return;
        }
        emission.nesting = frame.depth() - 1;
        if (frame.isLoop()) {
            if (fallsThrough) {
                branches.settleAll();
            } else {
                code.clearStack();
            }
            code.loopEnd(block.label);
            counting.endLoop(block, work);
            if (fallsThrough) {
                code.cut(emission.nesting);
                return;
            }
            place(code.newLabel(), emission.nesting);
        } else {
            boolean elseOpen = block.elseLabel >= 0 && !block.hasElse;
            if (fallsThrough && code.references(block.label) == 0 && !elseOpen) {
                return;
            }
            if (fallsThrough) {
                branches.settleAll();
            }
            if (elseOpen) {
                place(block.elseLabel, emission.nesting);
            }
            place(block.label, emission.nesting);
        }
        restart(frame, true);
    }

    private void endFunction(Label frame, Block block, boolean fallsThrough) {
        if (code.references(block.label) == 0) {
            if (fallsThrough) {
                giveResults();
            }
        } else {
            if (fallsThrough) {
                branches.settleAll();
            }
            place(block.label, 0);
            restart(frame, true);
            giveResults();
        }
        if (start >= 0) {
            code.loopEnd(start);
        }
    }

    private void place(int label, int nesting) {
        code.clearStack();
        emission.forgetStale();
        code.cut(nesting);
        code.label(label);
    }

    /** After a label: results, or the parameters of an else arm, are in their slots. */
    private void restart(Label frame, boolean atEnd) {
        stack.restart(frame.height());
        FunctionType type = frame.type();
        int count = atEnd ? type.resultCount() : type.parameterCount();
        for (int i = 0; i < count; i++) {
            stack.inSlot(Emission.kind(atEnd ? type.result(i) : type.parameter(i)));
        }
    }

    void return_() {
        emission.work.leave();
        giveResults();
    }

    private void giveResults() {
        results.giveResults(emission.state().functionType());
    }

    void unreachable() {
        emission.work.leave();
        emission.site();
        code.invokeStatic(UNREACHABLE);
        code.throw_();
    }
}
