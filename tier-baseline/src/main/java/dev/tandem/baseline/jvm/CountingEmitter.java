// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.CountingMethods;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import dev.tandem.ir.jvm.GuestLayout;
import dev.tandem.ir.profile.Feedback;
import dev.tandem.ir.profile.FeedbackLayout;
import dev.tandem.ir.profile.Instrumentation;
import org.objectweb.asm.Opcodes;

/**
 * What the code counts. The cost of iterations gathers in a variable, which HotSpot keeps in a register, and is taken from the budget where
 * the function is left: a store in every loop would keep HotSpot from what it does best. That is late for a function that is called once
 * and loops for long, but only its next call could have run better code.
 */
final class CountingEmitter {
    private static final String COUNTING = "dev/tandem/ir/jvm/support/Counting";
    private static final Member COUNT = Member.method(COUNTING, "count", "([JI)V");
    private static final Member TARGET = Member.method(
            COUNTING, "target", "([JI" + GuestLayout.REFERENCE_DESCRIPTOR + "Ldev/tandem/ir/jvm/JvmContext;)V");

    private final Emission emission;
    private final CodeBuffer code;
    private final FeedbackLayout feedback;
    private final String owner;
    /** Variable that holds the cost of iterations, once there is a loop. */
    private int iterations = -1;

    CountingEmitter(Emission emission, Instrumentation instrumentation, int functionIndex) {
        this.emission = emission;
        this.code = emission.code;
        this.feedback = instrumentation.isNone()
                ? FeedbackLayout.NONE
                : new FeedbackLayout(instrumentation);
        this.owner = GuestLayout.functionClass(functionIndex);
    }

    FeedbackLayout feedback() {
        return feedback;
    }

    private Instrumentation asked() {
        return feedback.instrumentation();
    }

    /** At the start of the function. */
    void enter() {
        emission.work.begin(emission.state(), asked().hasBudget());
        if (asked().records(Feedback.CALLS)) {
            count(feedback.entries());
        }
    }

    /** Before a branch: its first feedback word, for {@link #way}; -1 if it is not watched. */
    int branch() {
        return asked().records(Feedback.BRANCHES) ? feedback.branch(emission.state().instructionOffset()) : -1;
    }

    /** On one of the ways of a branch that is watched. */
    void way(int word, boolean taken) {
        count(taken ? word : word + 1);
    }

    private void words() {
        code.getStatic(Member.field(owner, CountingMethods.FEEDBACK, CountingMethods.FEEDBACK_DESCRIPTOR));
    }

    private void count(int word) {
        words();
        code.pushInt(word);
        code.invokeStatic(COUNT);
    }

    /** Before the function is left; results are on the JVM's stack. */
    void leave() {
        if (!asked().hasBudget()) {
            return;
        }
        code.pushInt(asked().entryCost());
        if (iterations >= 0) {
            code.get(iterations);
            code.op(Opcodes.IADD, -1);
        }
        code.context();
        code.invokeStatic(Member.method(owner, CountingMethods.SPEND, CountingMethods.SPEND_DESCRIPTOR));
    }

    /** At the head of a loop. */
    void loop(Block block) {
        block.cost = -1;
        if (asked().backEdges()) {
            if (iterations < 0) {
                iterations = code.newVariable(Kind.INT);
            }
            block.cost = code.increment(iterations);
        }
        if (asked().records(Feedback.LOOPS)) {
            count(feedback.loop(emission.state().instructionOffset()));
        }
    }

    /** Where a loop's body ends, of which that many bytes likely run in an iteration. */
    void endLoop(Block block, int work) {
        if (block.cost >= 0) {
            code.patchIncrement(block.cost, work);
        }
    }

    /** Before a direct call; arguments are on the JVM's stack. */
    void call() {
        if (asked().records(Feedback.CALLS)) {
            count(feedback.call(emission.state().instructionOffset()));
        }
    }

    /** Before a call through the reference that {@code callee} pushes. */
    void target(Runnable callee) {
        if (asked().records(Feedback.TARGETS)) {
            words();
            code.pushInt(feedback.targets(emission.state().instructionOffset()));
            callee.run();
            code.context();
            code.invokeStatic(TARGET);
        }
    }
}
