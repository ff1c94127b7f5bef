// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;


import dev.tandem.decoder.body.Label;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.Gpr;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.nativex64.NativeSignature;
import dev.tandem.ir.profile.Feedback;
import dev.tandem.ir.trap.TrapCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Blocks and branches. */
final class ControlEmitter {
    /** Up to so many are compared one by one. */
    private static final int FEW_CASES = 3;

    private final Emission emission;
    private final Assembler masm;
    private final Values values;
    private final Moves moves;
    private final Conditions conditions;
    private final Frame frame;
    private final List<Block> blocks = new ArrayList<>();

    /** Of the present branch table, by depth. Kept, because functions with many tables are deeply nested. */
    private dev.tandem.ir.asm.x64.@Nullable Label[] targets = {};

    ControlEmitter(Emission emission, Frame frame) {
        this.emission = emission;
        this.masm = emission.masm;
        this.values = emission.values;
        this.moves = emission.moves;
        this.conditions = emission.conditions;
        this.frame = frame;
    }

    private Block open(Label label) {
        while (blocks.size() <= label.depth()) {
            blocks.add(new Block());
        }
        emission.work.open(label);
        Block block = blocks.get(label.depth());
        block.open();
        return block;
    }

    private Block of(Label label) {
        return blocks.get(label.depth());
    }

    void begin(Label label) {
        open(label);
    }

    void block(Label label) {
        open(label);
    }

    void loop(Label label) {
        Block block = open(label);
        int arity = label.branchArity();
        block.state.decideLoop(values, values.size - arity, arity);
        block.state.collect(values, arity, moves);
        moves.resolve();
        values.restore(block.state.place, block.state.count);
        masm.bind(block.target);
        block.cost = frame.countLoop();
    }

    void if_(Label label) {
        int condition = conditions.take();
        Block block = open(label);
        block.otherwise = new dev.tandem.ir.asm.x64.Label();
        if (emission.records(Feedback.BRANCHES)) {
            countIf(condition, block.otherwise);
        } else {
            conditions.jumpUnless(condition, block.otherwise);
        }
        block.otherwiseState.copy(values);
    }

    private void countIf(int condition, dev.tandem.ir.asm.x64.Label otherwise) {
        int word = emission.feedback().branch(emission.offset());
        dev.tandem.ir.asm.x64.Label then = new dev.tandem.ir.asm.x64.Label();
        conditions.jump(condition, then);
        CallSequences.count(masm, word + 1);
        masm.jmp(otherwise);
        masm.bind(then);
        CallSequences.count(masm, word);
    }

    void else_(Label label, boolean fallsThrough) {
        Block block = of(label);
        emission.work.otherwise(label);
        block.hasElse = true;
        if (fallsThrough) {
            jump(label);
        }
        masm.bind(block.otherwise);
        block.otherwiseState.restoreCopy(values);
        describe(label, label.type().parameterCount(), true);
    }

    void end(Label label, boolean fallsThrough) {
        int work = emission.work.end(label);
        if (label.kind() == Label.Kind.FUNCTION) {
            frame.setEntryWork(work);
            if (fallsThrough) {
                giveResults();
            }
            return;
        }
        Block block = of(label);
        if (label.kind() == Label.Kind.IF && !block.hasElse) {
            endWithoutElse(label, block, fallsThrough);
        } else if (label.isLoop() || !block.state.decided) {
            if (label.isLoop()) {
                frame.setCost(block.cost, work);
            }
            if (!fallsThrough) {
                endUnreached(label);
            }
        } else {
            if (fallsThrough) {
                merge(block, label.branchArity());
            }
            masm.bind(block.target);
            restore(label, block);
        }
    }

    /** Nothing gets here, but validation does not know: what follows is compiled for values that nobody put anywhere. */
    private void endUnreached(Label label) {
        values.drop(values.size - (values.locals + label.height()));
        for (int i = 0; i < label.type().resultCount(); i++) {
            values.pushSlot(Emission.kind(label.type().result(i)));
        }
    }

    private void endWithoutElse(Label label, Block block, boolean fallsThrough) {
        int arity = label.branchArity();
        if (!block.state.decided && !fallsThrough) {
            masm.bind(block.otherwise);
            block.otherwiseState.restoreCopy(values);
            describe(label, arity, false);
            return;
        }
        if (!block.state.decided) {
            block.state.decideAround(values, block.otherwiseState);
        }
        if (fallsThrough) {
            merge(block, arity);
        }
        block.otherwiseState.restoreCopy(values);
        describe(label, arity, false);
        block.state.collect(values, arity, moves);
        if (moves.count() > 0 && fallsThrough) {
            masm.jmp(block.target);
        }
        masm.bind(block.otherwise);
        moves.resolve();
        masm.bind(block.target);
        restore(label, block);
    }

    private void restore(Label label, Block block) {
        values.ensure(block.state.count);
        values.restore(block.state.place, block.state.count);
        describe(label, label.branchArity(), false);
    }

    /** The types of the top values are those of the block. */
    private void describe(Label label, int count, boolean parameters) {
        FunctionType type = label.type();
        int first = values.size - count;
        for (int i = 0; i < count; i++) {
            values.describe(first + i, Emission.kind(parameters ? type.parameter(i) : type.result(i)));
        }
    }

    private void merge(Block block, int arity) {
        block.state.collect(values, arity, moves);
        moves.resolve();
    }

    /** Collects the moves that a branch to the label needs. */
    private Block collect(Label label) {
        Block block = of(label);
        int arity = label.branchArity();
        if (!block.state.decided) {
            block.state.decide(values, values.locals + label.height(), arity);
        }
        block.state.collect(values, arity, moves);
        return block;
    }

    private void jump(Label label) {
        Block block = collect(label);
        moves.resolve();
        masm.jmp(block.target);
    }

    void br(Label target) {
        emission.work.branch(target);
        goTo(target);
    }

    private void goTo(Label target) {
        if (target.depth() == 0) {
            giveResults();
        } else {
            jump(target);
        }
    }

    void brIf(Label target) {
        int condition = conditions.take();
        if (!emission.records(Feedback.BRANCHES)) {
            branchIf(condition, target);
            return;
        }
        int word = emission.feedback().branch(emission.offset());
        dev.tandem.ir.asm.x64.Label skip = new dev.tandem.ir.asm.x64.Label();
        conditions.jumpUnless(condition, skip);
        CallSequences.count(masm, word);
        emission.work.branchIf(target);
        goTo(target);
        masm.bind(skip);
        CallSequences.count(masm, word + 1);
    }

    /** The values at hand stay as they are for the code that follows. */
    private void branchIf(int condition, Label target) {
        emission.work.branchIf(target);
        if (target.depth() != 0) {
            Block block = collect(target);
            if (moves.count() == 0) {
                conditions.jump(condition, block.target);
                return;
            }
            moves.discard();
        }
        dev.tandem.ir.asm.x64.Label skip = new dev.tandem.ir.asm.x64.Label();
        conditions.jumpUnless(condition, skip);
        goTo(target);
        masm.bind(skip);
    }

    void brTable(Label[] labels, int count) {
        emission.work.branchTable(labels, count);
        int index = values.popRegister();
        if (targets.length < blocks.size()) {
            targets = new dev.tandem.ir.asm.x64.Label[blocks.size()];
        }
        for (int i = 0; i < count; i++) {
            targets[labels[i].depth()] = null;
        }
        for (int i = 0; i < count; i++) {
            if (targets[labels[i].depth()] == null) {
                targets[labels[i].depth()] = stubOrTarget(labels[i]);
            }
        }
        dispatch(index, labels, count);
        for (int i = 0; i < count; i++) {
            int depth = labels[i].depth();
            dev.tandem.ir.asm.x64.Label stub = targets[depth];
            if (stub != of(labels[i]).target && !stub.isBound()) {
                masm.bind(stub);
                goTo(labels[i]);
            }
        }
    }

    /** The block's own label if a branch to it moves nothing, else a new one. */
    private dev.tandem.ir.asm.x64.Label stubOrTarget(Label label) {
        if (label.depth() != 0) {
            Block block = collect(label);
            boolean direct = moves.count() == 0;
            moves.discard();
            if (direct) {
                return block.target;
            }
        }
        return new dev.tandem.ir.asm.x64.Label();
    }

    private void dispatch(int index, Label[] labels, int count) {
        int cases = count - 1;
        dev.tandem.ir.asm.x64.Label rest = targets[labels[cases].depth()];
        if (cases <= FEW_CASES) {
            for (int i = 0; i < cases; i++) {
                masm.ri(IntegerOp.CMP, 32, index, i);
                masm.jcc(Condition.EQUAL, targets[labels[i].depth()]);
            }
            masm.jmp(rest);
            return;
        }
        masm.ri(IntegerOp.CMP, 32, index, cases);
        masm.jcc(Condition.ABOVE_OR_EQUAL, rest);
        dev.tandem.ir.asm.x64.Label table = new dev.tandem.ir.asm.x64.Label();
        masm.lea(Gpr.R11, table);
        masm.rm(IntegerOp.MOVSXD, 64, Gpr.R10, Gpr.R11, index, 2, 0);
        masm.rr(IntegerOp.ADD, 64, Gpr.R10, Gpr.R11);
        masm.jmpRegister(Gpr.R10);
        masm.align(4);
        masm.bind(table);
        for (int i = 0; i < cases; i++) {
            masm.tableEntry(table, targets[labels[i].depth()]);
        }
    }

    void return_() {
        emission.work.leave();
        giveResults();
    }

    /** Brings the results where the caller wants them and returns. The values at hand stay as they are. */
    private void giveResults() {
        NativeSignature signature = emission.signature();
        int first = values.size - signature.resultCount();
        if (signature.stackResultBytes() > 0) {
            frame.loadResultArea(Gpr.R10);
        }
        for (int i = 0; i < signature.resultCount(); i++) {
            int place = signature.result(i);
            if (NativeSignature.isStack(place)) {
                storeTo(Gpr.R10, NativeSignature.stackOffset(place), first + i, Gpr.R11);
            } else {
                moves.toRegister(values, first + i, place);
            }
        }
        moves.resolve();
        frame.leave(signature);
    }

    /** The value of an entry to memory, which is not part of the frame. */
    void storeTo(int base, int displacement, int entry, int through) {
        int at = values.place[entry];
        if (Values.isRegister(at)) {
            emission.transfers.store(values.kind[entry], base, displacement, Values.register(at));
        } else if (at == Values.CONSTANT) {
            emission.transfers.storeConstant(base, displacement, values.constant[entry]);
        } else {
            emission.transfers.copy(
                    values.kind[entry], base, displacement, Gpr.RBP, -values.slot[entry], through);
        }
    }

    void unreachable() {
        emission.work.leave();
        CallSequences.trap(masm, TrapCode.UNREACHABLE);
        emission.callSite(emission.offset());
    }

    void brOnNull(Label target) {
        int reference = testReference();
        branchIf(Conditions.code(Condition.EQUAL), target);
        values.pushRegister(Values.REFERENCE, reference);
    }

    void brOnNonNull(Label target) {
        int reference = testReference();
        values.pushRegister(Values.REFERENCE, reference);
        branchIf(Conditions.code(Condition.NOT_EQUAL), target);
        values.drop(1);
    }

    private int testReference() {
        int reference = values.popRegister();
        masm.rr(IntegerOp.TEST, 64, reference, reference);
        return reference;
    }

    void refIsNull() {
        testReference();
        conditions.result(Condition.EQUAL);
    }

    void refAsNonNull() {
        int reference = testReference();
        masm.jcc(Condition.EQUAL, emission.outOfLine.trap(TrapCode.NULL_REFERENCE));
        values.pushRegister(Values.REFERENCE, reference);
    }
}
