// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.profile;

import dev.tandem.decoder.body.BodyState;
import dev.tandem.decoder.body.Label;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes of a body likely run at an entry, and in an iteration of each loop: found in the same pass over the body as its code. Control flows
 * from label to label as if every branch were as likely as not, every case of a table as likely as the others, and as if loops went round often: a branch
 * out of one hardly takes from what stays in. (After Y. Wu and J. R. Larus, "Static branch frequency and program profile analysis", 1994.) Nested loops
 * count for themselves. Machine code looks for interrupts by what it has spent, so an iteration costs at least a small share of the loop's bytes, however
 * unlikely they seem. Told of the instructions of one body after the other; not thread-safe.
 */
public final class ExpectedWork {
    /** No loop is around. */
    private static final int NONE = -1;

    /** Of a loop's bytes: one of so many is the least that an iteration costs. */
    private static final int LEAST_SHARE = 1024;

    /** Null if nobody wants to know. */
    private @Nullable BodyState state;

    /** How often the instruction at hand runs for each entry of the function. */
    private double frequency;

    /** Bytes since the entry, as often as they run. */
    private double work;

    /** Offset up to which {@link #work} is known. */
    private int counted;

    private int depth;

    // By nesting depth.
    private double[] before = new double[8];
    private double[] arriving = new double[8];
    private double[] otherwise = new double[8];
    private double[] workBefore = new double[8];
    private int[] loop = new int[8];
    private int[] opened = new int[8];

    public ExpectedWork() {}

    /**
     * Starts anew.
     *
     * @param wanted whether anybody wants to know; if not, this costs next to nothing, and says that everything is free
     */
    public void begin(BodyState body, boolean wanted) {
        state = wanted ? body : null;
        frequency = 1;
        work = 0;
        counted = 0;
    }

    /** Counts the bytes up to the instruction at hand. */
    private void advance(BodyState body) {
        int offset = body.instructionOffset();
        work += frequency * (offset - counted);
        counted = offset;
    }

    /** A frame opens, the function's own to begin with. */
    public void open(Label label) {
        if (state == null) {
            return;
        }
        advance(state);
        depth = label.depth();
        if (depth == before.length) {
            grow();
        }
        before[depth] = frequency;
        arriving[depth] = 0;
        otherwise[depth] = 0;
        workBefore[depth] = work;
        opened[depth] = counted;
        loop[depth] = label.isLoop() ? depth : depth == 0 ? NONE : loop[depth - 1];
        if (label.kind() == Label.Kind.IF) {
            frequency /= 2;
            otherwise[depth] = frequency;
        }
    }

    private void grow() {
        int length = 2 * depth;
        before = Arrays.copyOf(before, length);
        arriving = Arrays.copyOf(arriving, length);
        otherwise = Arrays.copyOf(otherwise, length);
        workBefore = Arrays.copyOf(workBefore, length);
        loop = Arrays.copyOf(loop, length);
        opened = Arrays.copyOf(opened, length);
    }

    /** The other arm of an {@code if} begins. */
    public void otherwise(Label label) {
        if (state == null) {
            return;
        }
        advance(state);
        depth = label.depth();
        arriving[depth] += frequency;
        frequency = otherwise[depth];
        otherwise[depth] = 0;
    }

    /** The frame ends. Returns what an iteration of a loop costs, of any other frame what running it costs. */
    public int end(Label label) {
        if (state == null) {
            return 0;
        }
        advance(state);
        int at = label.depth();
        double once = before[at] > 0 ? (work - workBefore[at]) / before[at] : 0;
        if (label.isLoop()) {
            once = Math.max(once, (double) (counted - opened[at]) / LEAST_SHARE);
            work = workBefore[at];
            frequency = frequency > 0 ? before[at] : 0;
        } else {
            frequency = Math.min(frequency + arriving[at] + otherwise[at], before[at]);
        }
        depth = Math.max(0, at - 1);
        return Math.clamp((long) once, 1, Instrumentation.LARGEST_COST);
    }

    /** Control goes there. */
    public void branch(Label target) {
        if (state != null) {
            advance(state);
            arrive(target, frequency);
            frequency = 0;
        }
    }

    /** Control may go there. */
    public void branchIf(Label target) {
        if (state == null) {
            return;
        }
        advance(state);
        if (leavesLoop(target)) {
            arrive(target, 0);
        } else if (!target.isLoop()) {
            frequency /= 2;
            arrive(target, frequency);
        }
    }

    /** Control goes to one of the first {@code count} of {@code targets}. */
    public void branchTable(Label[] targets, int count) {
        if (state == null) {
            return;
        }
        advance(state);
        for (int i = 0; i < count; i++) {
            arrive(targets[i], frequency / count);
        }
        frequency = 0;
    }

    /** Control leaves the function, or ends. */
    public void leave() {
        if (state != null) {
            advance(state);
            frequency = 0;
        }
    }

    /** Who leaves a loop does so once for all of its iterations. */
    private void arrive(Label target, double share) {
        if (!target.isLoop()) {
            arriving[target.depth()] += leavesLoop(target) ? before[loop[depth]] : share;
        }
    }

    private boolean leavesLoop(Label target) {
        return target.depth() < loop[depth];
    }
}
