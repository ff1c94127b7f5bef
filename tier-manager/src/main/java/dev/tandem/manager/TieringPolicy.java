// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.Tier;
import java.util.Comparator;

/**
 * Decides which tier makes a function's code, and when a better one takes over. Thread-safe; asked on the guest's thread, so it should be
 * quick.
 *
 * <p>A plug-in brings one as a {@link java.util.ServiceLoader} service, or binds it.
 */
public interface TieringPolicy {
    /** What becomes of a function that has spent its budget. */
    enum Verdict {
        /** It is compiled again in the background, as soon as its turn comes. */
        OPTIMIZE,
        /** It gets another budget, see {@link #patience}. */
        WAIT,
        /** It stays as it is. */
        STAY
    }

    /** What {@link #missed} goes by. */
    final class Misses {
        /** A function that is wrong again and again is not predictable. */
        private static final int MOST_RENEWALS = 3;
        /** A call costs so much more than a body in its place, in nanoseconds. */
        private static final double NANOS = 5;

        private static final double LEAST_SHARE = 0.002;

        private Misses() {}
    }

    /** The name by which configurations choose it. */
    String id();

    /** What is to be done on that backend, for policies that do not treat all alike. Asked once an engine. */
    default TieringPolicy on(String backend) {
        return this;
    }

    /**
     * Which tier compiles a function that has no code yet and is needed now: {@link Tier#BASELINE} or {@link Tier#OPTIMIZED}. Where the
     * optimizing tier is missing or refuses the function, the baseline tier takes its place.
     */
    Tier firstTier(WasmModule module, FunctionBody body);

    /** What a function may do in baseline code before {@link #hot} is asked. */
    default Budget budget(WasmModule module, FunctionBody body) {
        return Budget.NONE;
    }

    /** A function has spent its budget and is neither compiled again nor waiting for that. */
    default Verdict hot(HotFunction function) {
        return Verdict.OPTIMIZE;
    }

    /**
     * How much a function that is to wait may spend before {@link #hot} is asked again, in the unit of {@link HotFunction#heat}.
     *
     * @param doubled twice what it could spend last time, so that there are few questions; a policy that throws gets this
     * @return at least 1; less is taken for 1
     */
    default int patience(HotFunction function, int doubled) {
        return doubled;
    }

    /**
     * Optimized code expects other callees than its indirect calls have: {@link HotFunction#misses} were counted so far. Asked each time when twice as many
     * have gathered. Those that cost less than compiling again, or next to nothing of the time that has passed, are not worth it.
     */
    default Verdict missed(HotFunction function) {
        if (function.renewals() >= Misses.MOST_RENEWALS) {
            return Verdict.STAY;
        }
        double cost = function.misses() * Misses.NANOS;
        return cost >= function.compileNanos() && cost >= function.guessingNanos() * Misses.LEAST_SHARE
                ? Verdict.OPTIMIZE
                : Verdict.WAIT;
    }

    /** Which of the waiting functions is compiled first: the least. */
    default Comparator<HotFunction> order() {
        return QueueOrder.GAIN;
    }

    /**
     * How many threads compile in the background at most. The guest needs a processor, too.
     *
     * @param processors how many there are
     */
    default int threads(int processors) {
        return Math.clamp(processors - 1L, 1, 8);
    }
}
