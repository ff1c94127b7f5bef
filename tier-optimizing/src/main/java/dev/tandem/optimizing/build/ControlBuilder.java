// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.decoder.body.Label;
import dev.tandem.decoder.module.BranchHint;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.node.Case;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.RefAsNonNull;
import dev.tandem.ir.graph.node.RefIsNull;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.ir.graph.node.Switch;
import dev.tandem.ir.graph.node.Trap;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.trap.TrapCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds blocks and branches. Gets every structural event, in code that control does not reach too. */
final class ControlBuilder {
    private static final double LIKELY = 0.999;
    /** That a branch back to a loop is taken, or one out of it is not. */
    private static final double STAYS_IN_LOOP = 0.9;

    private final Building build;
    private final FunctionProfile profile;
    private final List<Frame> frames = new ArrayList<>();
    /** Depths of the loops around, innermost last. */
    private final IntList loops = new IntList();

    private int constructs;
    private int openLoops;

    ControlBuilder(Building build, FunctionProfile profile) {
        this.build = build;
        this.profile = profile;
    }

    /** The frame of the function, whose branches are the returns of inlined code. */
    Frame function() {
        return frames.get(0);
    }

    private Frame open(Label label) {
        while (frames.size() <= label.depth()) {
            frames.add(new Frame());
        }
        Frame frame = frames.get(label.depth());
        frame.open(constructs++, build.state());
        return frame;
    }

    private Frame of(Label label) {
        return frames.get(label.depth());
    }

    void begin(Label label) {
        open(label);
    }

    void block(Label label) {
        open(label);
    }

    void loop(Label label) {
        Frame frame = open(label);
        estimate(frame);
        if (openLoops == loops.size()) {
            loops.add(0);
        }
        loops.set(openLoops++, label.depth());
        if (!build.isReachable() || !build.survey.isRepeated(frame.construct)) {
            return;
        }
        Loop loop = build.graph.add(new Loop(build.control()));
        frame.loop = loop;
        frame.loopState = build.variables.loop(
                loop, build.state(), build.survey.start(frame.construct), build.survey.end(frame.construct));
        int arity = label.branchArity();
        frame.phis = new Phi[arity];
        Node[] entering = build.top(arity);
        build.cut(build.height() - arity);
        for (int i = 0; i < arity; i++) {
            frame.phis[i] = build.graph.add(new Phi(Stamp.of(label.branchType(i)), loop, entering[i]));
            build.push(frame.phis[i]);
        }
        build.goOn(loop, frame.loopState);
    }

    void if_(Label label) {
        if (!build.isReachable()) {
            open(label);
            return;
        }
        Node condition = build.pop();
        Frame frame = open(label);
        frame.parameters = build.top(label.type().parameterCount());
        If branch = build.fix(new If(build.control(), condition, probability(0.5)));
        frame.otherwise = build.graph.add(new IfFalse(branch));
        build.follow(build.graph.add(new IfTrue(branch)), frame.entry);
    }

    void else_(Label label, boolean fallsThrough) {
        Frame frame = of(label);
        frame.hasElse = true;
        if (fallsThrough && build.isReachable()) {
            jump(frame, label);
        }
        resume(frame, label);
    }

    /** Goes on where the condition of the {@code if} is zero. */
    private void resume(Frame frame, Label label) {
        ControlNode otherwise = frame.otherwise;
        if (otherwise == null) {
            build.stop();
            return;
        }
        build.follow(otherwise, frame.entry);
        build.cut(label.height());
        for (Node parameter : frame.parameters) {
            build.push(parameter);
        }
    }

    void end(Label label, boolean fallsThrough) {
        if (!fallsThrough) {
            build.stop();
        }
        Frame frame = of(label);
        switch (label.kind()) {
            case FUNCTION -> {
                if (build.isReachable()) {
                    return_();
                }
            }
            case LOOP -> endLoop(frame);
            default -> {
                if (build.isReachable()) {
                    jump(frame, label);
                }
                if (frame.otherwise != null && !frame.hasElse) {
                    resume(frame, label);
                    jump(frame, label);
                }
                join(frame, label);
            }
        }
    }

    private void jump(Frame frame, Label label) {
        frame.branch(build.control(), build.state(), build.top(label.branchArity()));
        build.stop();
    }

    /** Goes on at the end of a construct, where its branches come together. */
    private void join(Frame frame, Label label) {
        if (frame.count() == 0) {
            build.stop();
            return;
        }
        build.cut(label.height());
        if (frame.count() == 1) {
            build.follow(frame.control(0), frame.state(0));
            for (Node value : frame.values(0)) {
                build.push(value);
            }
            return;
        }
        Region region = build.graph.add(new Region(frame.controls()));
        int from = build.survey.start(frame.construct);
        int to = build.survey.end(frame.construct);
        build.goOn(region, build.variables.join(region, frame.states(), frame.entry, from, to));
        for (int i = 0; i < label.branchArity(); i++) {
            build.push(merge(frame, region, i, label.branchType(i)));
        }
    }

    private Node merge(Frame frame, Region region, int index, ValueType type) {
        Node[] inputs = new Node[frame.count() + 1];
        inputs[0] = region;
        boolean differ = false;
        for (int i = 0; i < frame.count(); i++) {
            inputs[i + 1] = frame.values(i)[index];
            differ |= inputs[i + 1] != inputs[1];
        }
        return differ ? build.graph.add(new Phi(Stamp.of(type), inputs)) : inputs[1];
    }

    /** What falls through the end of a loop leaves it; what branched to its label comes together and goes back. */
    private void endLoop(Frame frame) {
        openLoops--;
        Loop loop = frame.loop;
        if (loop == null) {
            return;
        }
        if (frame.count() == 0) {
            build.variables.close(frame.loopState, -1);
            return;
        }
        ControlNode end = frame.control(0);
        int state = frame.state(0);
        Node[] values = frame.values(0);
        if (frame.count() > 1) {
            Region region = build.graph.add(new Region(frame.controls()));
            int from = build.survey.start(frame.construct);
            int to = build.survey.end(frame.construct);
            end = region;
            state = build.variables.join(region, frame.states(), frame.loopState, from, to);
            values = new Node[frame.phis.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = merge(frame, region, i, frame.phis[i].type());
            }
        }
        Safepoint safepoint = build.graph.add(new Safepoint(end));
        safepoint.at(build.position(build.survey.start(frame.construct)));
        loop.addInput(safepoint);
        for (int i = 0; i < values.length; i++) {
            frame.phis[i].addInput(values[i]);
        }
        build.variables.close(frame.loopState, state);
    }

    // Branches

    void unreachable() {
        build.fix(new Trap(build.control(), TrapCode.UNREACHABLE));
    }

    void br(Label target) {
        if (target.depth() == 0) {
            return_();
        } else {
            jump(of(target), target);
        }
    }

    void brIf(Label target) {
        Node condition = build.pop();
        If branch = build.fix(new If(build.control(), condition, probability(taken(target))));
        branchIf(branch, true, target);
    }

    /** How likely the condition is not zero: as the profile saw, else as a hint says, else {@code otherwise}. */
    private double probability(double otherwise) {
        BranchHint hint = build.decoder.branchHint();
        double guess = hint == BranchHint.NONE ? otherwise : hint == BranchHint.LIKELY ? LIKELY : 1 - LIKELY;
        return profile.branch(build.decoder.instructionOffset()).probability(guess);
    }

    /**
     * Notes how often the loop that begins here goes on, as the profile says. It does not say how often an inner loop is entered: once
     * in each iteration around it, is taken for granted. Loops may not have been watched.
     */
    private void estimate(Frame frame) {
        double entries = openLoops == 0 ? profile.entries() : frames.get(loops.get(openLoops - 1)).iterations;
        double backEdges = profile.loop(build.survey.start(frame.construct));
        frame.iterations = entries + backEdges;
        frame.stays = entries > 0 && backEdges > 0 ? backEdges / frame.iterations : STAYS_IN_LOOP;
    }

    /** How likely a conditional branch is taken, by its target. */
    private double taken(Label target) {
        if (target.isLoop()) {
            return of(target).stays;
        }
        return openLoops > 0 && target.depth() < loops.get(openLoops - 1)
                ? 1 - frames.get(loops.get(openLoops - 1)).stays
                : 0.5;
    }

    /** One way of the branch goes to the label, the other goes on. */
    private void branchIf(If branch, boolean when, Label target) {
        int state = build.state();
        ControlNode ifTrue = build.graph.add(new IfTrue(branch));
        ControlNode ifFalse = build.graph.add(new IfFalse(branch));
        build.follow(when ? ifTrue : ifFalse, state);
        br(target);
        build.follow(when ? ifFalse : ifTrue, state);
    }

    void brTable(Label[] labels, int count) {
        Node index = build.pop();
        int[] successorOfDepth = new int[labels[count - 1].depth() + 1];
        for (int i = 0; i < count; i++) {
            if (labels[i].depth() >= successorOfDepth.length) {
                successorOfDepth = new int[labels[i].depth() + 1];
            }
        }
        Arrays.fill(successorOfDepth, -1);
        int[] targets = new int[count];
        Label[] successors = new Label[Math.min(count, successorOfDepth.length)];
        int found = 0;
        for (int i = 0; i < count; i++) {
            int depth = labels[i].depth();
            if (successorOfDepth[depth] < 0) {
                successors[found] = labels[i];
                successorOfDepth[depth] = found++;
            }
            targets[i] = successorOfDepth[depth];
        }
        double[] probabilities = new double[found];
        for (int target : targets) {
            probabilities[target] += 1.0 / count;
        }
        Switch branch = build.fix(new Switch(build.control(), index, targets, probabilities));
        int state = build.state();
        for (int i = 0; i < found; i++) {
            build.follow(build.graph.add(new Case(branch, i)), state);
            br(successors[i]);
        }
        build.stop();
    }

    void return_() {
        int results = build.decoder.functionType().resultCount();
        if (!build.callee.returnsToCaller()) {
            function().branch(build.control(), build.state(), build.top(results));
            build.stop();
            return;
        }
        Node[] inputs = new Node[results + 1];
        inputs[0] = build.control();
        System.arraycopy(build.top(results), 0, inputs, 1, results);
        build.fix(new Return(inputs));
    }

    /** Joins the returns of inlined code; the results are on the stack then. Nothing follows if it never returns. */
    void joinReturns(Label function) {
        join(function(), function);
    }

    // References

    void brOnNull(Label target) {
        Node reference = build.pop();
        branchIf(nullTest(reference, target, true), true, target);
        build.push(reference);
    }

    void brOnNonNull(Label target) {
        Node reference = build.pop();
        If branch = nullTest(reference, target, false);
        build.push(reference);
        branchIf(branch, false, target);
        build.pop();
    }

    private If nullTest(Node reference, Label target, boolean onNull) {
        double taken = taken(target);
        Node isNull = build.graph.unique(new RefIsNull(reference));
        return build.fix(new If(build.control(), isNull, onNull ? taken : 1 - taken));
    }

    void refAsNonNull() {
        ValueType type = build.decoder.operand(0);
        Node reference = build.pop();
        build.push(build.fix(new RefAsNonNull(ValueType.ref(false, type.heapType()), build.control(), reference)));
    }
}
