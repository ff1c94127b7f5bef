// SPDX-License-Identifier: Apache-2.0
package org.example.tier;

import dev.tandem.decoder.body.BodyState;
import dev.tandem.decoder.body.Label;
import dev.tandem.decoder.body.RefusingVisitor;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.code.GuestInstance;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.ir.vm.FunctionReference;
import java.util.ArrayList;
import java.util.List;

/** Blocks, branches and calls. */
abstract class ControlTranslator extends RefusingVisitor {
    /** Where branches to a block go; known when its end is reached. */
    private static final class Target {
        int step;
        /** Of an {@code if}: where its second arm begins. */
        int otherwise = UNKNOWN;
        /** Of a loop: the offset in the body where it begins. */
        int offset;
    }

    private static final int UNKNOWN = -2;

    final Counters counters;
    private final List<Step> steps = new ArrayList<>();
    private BodyState state;
    private Label function;
    private int highest;

    ControlTranslator(Counters counters) {
        this.counters = counters;
    }

    Program program() {
        FunctionType type = state.functionType();
        return new Program(
                steps.toArray(Step[]::new),
                counters,
                type.parameterCount(),
                type.resultCount(),
                state.localCount(),
                state.localCount() + Math.max(highest, type.resultCount()) + 1);
    }

    /** About what the steps take. */
    int size() {
        return 32 * steps.size();
    }

    /** The slot of the operand at {@code depth}; 0 is the top. */
    final int operand(int depth) {
        return state.localCount() + state.stackHeight() - 1 - depth;
    }

    /** The index of the step after the one that is added next. */
    final int next() {
        highest = Math.max(highest, state.stackHeight() + 1);
        return steps.size() + 1;
    }

    final void add(Step step) {
        steps.add(step);
    }

    @Override
    protected CompilationException refuse(String instruction) {
        return new CompilationException(
                "the interpreter does not know " + instruction, state.body().functionIndex());
    }

    // Structure

    @Override
    public void begin(BodyState bodyState, Label body) {
        state = bodyState;
        function = body;
        body.attachment = new Target();
    }

    @Override
    public void block(Label label) {
        label.attachment = new Target();
    }

    @Override
    public void loop(Label label) {
        Target target = new Target();
        target.step = steps.size();
        target.offset = state.instructionOffset();
        label.attachment = target;
    }

    @Override
    public void if_(Label label) {
        Target target = new Target();
        label.attachment = target;
        int condition = operand(0);
        int next = next();
        add(frame -> frame.numbers[condition] != 0 ? next : target.otherwise);
    }

    @Override
    public void else_(Label label, boolean fallsThrough) {
        Target target = (Target) label.attachment;
        if (fallsThrough) {
            add(frame -> target.step);
        }
        target.otherwise = steps.size();
    }

    @Override
    public void end(Label label, boolean fallsThrough) {
        Target target = (Target) label.attachment;
        if (!label.isLoop()) {
            target.step = steps.size();
        }
        if (target.otherwise == UNKNOWN) {
            target.otherwise = steps.size();
        }
        if (label.depth() == 0) {
            add(frame -> Step.END);
        }
    }

    @Override
    public void unreachable() {
        add(frame -> {
            throw new WasmTrap(TrapCode.UNREACHABLE);
        });
    }

    // Branches

    /** A branch with the values below the {@code popped} topmost operands. */
    private Step branch(Label label, int popped) {
        Target target = (Target) label.attachment;
        int count = label.branchArity();
        int from = operand(popped) + 1 - count;
        int to = state.localCount() + label.height();
        if (!label.isLoop()) {
            return frame -> {
                frame.move(from, to, count);
                return target.step;
            };
        }
        int bytes = state.instructionOffset() - target.offset;
        return frame -> {
            frame.move(from, to, count);
            counters.iterate(frame.instance, bytes);
            return target.step;
        };
    }

    @Override
    public void br(Label target) {
        add(branch(target, 0));
    }

    @Override
    public void brIf(Label target) {
        Step taken = branch(target, 1);
        int condition = operand(0);
        int next = next();
        add(frame -> frame.numbers[condition] != 0 ? taken.run(frame) : next);
    }

    @Override
    public void brTable(Label[] targets, int count) {
        Step[] branches = new Step[count];
        for (int i = 0; i < count; i++) {
            branches[i] = branch(targets[i], 1);
        }
        int index = operand(0);
        add(frame -> branches[(int) Math.min(frame.numbers[index], count - 1)].run(frame));
    }

    @Override
    public void return_() {
        add(branch(function, 0));
    }

    @Override
    public void brOnNull(Label target) {
        Step taken = branch(target, 1);
        int reference = operand(0);
        int next = next();
        add(frame -> frame.references[reference] == null ? taken.run(frame) : next);
    }

    @Override
    public void brOnNonNull(Label target) {
        Step taken = branch(target, 0);
        int reference = operand(0);
        int next = next();
        add(frame -> frame.references[reference] != null ? taken.run(frame) : next);
    }

    // Calls

    /** Something to call, with arguments that may be replaced by results. */
    @FunctionalInterface
    private interface Callee {
        void call(Frame frame, long[] numbers, Object[] references);
    }

    /** @param popped operands above the arguments */
    private void call(FunctionType type, int popped, boolean tail, Callee callee) {
        int parameters = type.parameterCount();
        int results = type.resultCount();
        int slots = Math.max(parameters, results);
        int first = operand(popped) + 1 - parameters;
        int next = tail ? Step.END : next();
        highest = Math.max(highest, state.stackHeight() + results);
        add(frame -> {
            long[] numbers = new long[slots];
            Object[] references = new Object[slots];
            System.arraycopy(frame.numbers, first, numbers, 0, parameters);
            System.arraycopy(frame.references, first, references, 0, parameters);
            callee.call(frame, numbers, references);
            if (!tail) {
                System.arraycopy(numbers, 0, frame.numbers, first, results);
                System.arraycopy(references, 0, frame.references, first, results);
            }
            return next;
        });
    }

    private static FunctionReference nonNull(Object reference) {
        if (reference == null) {
            throw new WasmTrap(TrapCode.NULL_FUNCTION_REFERENCE);
        }
        return (FunctionReference) reference;
    }

    @Override
    public void call(int functionIndex, FunctionType type) {
        int offset = state.instructionOffset();
        call(type, 0, false, (frame, numbers, references) -> {
            counters.call(offset);
            frame.instance.call(functionIndex, numbers, references);
        });
    }

    @Override
    public void callIndirect(int tableIndex, int typeIndex, FunctionType type) {
        int element = operand(0);
        call(type, 1, false, (frame, numbers, references) -> {
            GuestInstance instance = frame.instance;
            instance.call(instance.callee(tableIndex, frame.numbers[element], typeIndex), numbers, references);
        });
    }

    @Override
    public void callRef(int typeIndex, FunctionType type) {
        int callee = operand(0);
        call(type, 1, false, (frame, numbers, references) ->
                frame.instance.call(nonNull(frame.references[callee]), numbers, references));
    }

    @Override
    public void returnCall(int functionIndex, FunctionType type) {
        call(type, 0, true, (frame, numbers, references) ->
                frame.instance.tailCall(frame.instance.function(functionIndex), numbers, references));
    }

    @Override
    public void returnCallIndirect(int tableIndex, int typeIndex, FunctionType type) {
        int element = operand(0);
        call(type, 1, true, (frame, numbers, references) -> {
            GuestInstance instance = frame.instance;
            instance.tailCall(instance.callee(tableIndex, frame.numbers[element], typeIndex), numbers, references);
        });
    }

    @Override
    public void returnCallRef(int typeIndex, FunctionType type) {
        int callee = operand(0);
        call(type, 1, true, (frame, numbers, references) ->
                frame.instance.tailCall(nonNull(frame.references[callee]), numbers, references));
    }
}
