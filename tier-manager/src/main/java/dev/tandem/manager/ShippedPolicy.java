// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.profile.Instrumentation;
import java.util.Optional;

/** The policies that come with the engine. */
public enum ShippedPolicy implements TieringPolicy {
    /**
     * Runnable at once, better when it pays: entries and iterations cost the bytes that they likely run. A function that has run
     * about as long as compiling it will take is compiled: that is never worse than twice the time of a policy that knows the future (the ski
     * rental problem; A. R. Karlin et al., "Competitive snoopy caching", 1988). So a short program, whose compiler is still cold, is left alone.
     */
    DYNAMIC("dynamic", Tier.BASELINE) {
        @Override
        public Budget budget(WasmModule module, FunctionBody body) {
            return new Budget(
                    WORK + PER_BYTE * Math.min(body.size(), LARGEST_BODY), Instrumentation.LARGEST_COST, true);
        }

        @Override
        public Verdict hot(HotFunction function) {
            return hasPaid(function, NANOS_PER_BYTE);
        }

        @Override
        public int patience(HotFunction function, int doubled) {
            return untilPaid(function, NANOS_PER_BYTE, doubled);
        }

        @Override
        public TieringPolicy on(String backend) {
            return "jvm".equals(backend) ? DYNAMIC_BYTECODE : this;
        }
    },
    /**
     * As dynamic, with more patience: HotSpot makes good code of baseline bytecode, too, and has to begin anew with every function that is
     * replaced.
     */
    DYNAMIC_BYTECODE("dynamic-bytecode", Tier.BASELINE) {
        @Override
        public Budget budget(WasmModule module, FunctionBody body) {
            return new Budget(BYTECODE_WORK, Math.clamp(body.size(), 1, LARGEST_ENTRY), true);
        }

        @Override
        public Verdict hot(HotFunction function) {
            return hasPaid(function, BYTECODE_NANOS_PER_BYTE);
        }

        @Override
        public int patience(HotFunction function, int doubled) {
            return untilPaid(function, BYTECODE_NANOS_PER_BYTE, doubled);
        }
    },
    /** As dynamic, but by the number of calls alone. */
    CALL_COUNT("call-count", Tier.BASELINE) {
        @Override
        public Budget budget(WasmModule module, FunctionBody body) {
            return new Budget(CALLS, 1, false);
        }
    },
    /** Baseline code only. */
    BASELINE("baseline", Tier.BASELINE),
    /** Optimized before the first call, where the optimizing tier can. */
    OPTIMIZING("optimizing", Tier.OPTIMIZED);

    /** In bytes of wasm run. */
    private static final int WORK = 16_000_000;

    private static final int BYTECODE_WORK = 500_000_000;
    /** Compiling a large function takes longer, so it must pay more. */
    private static final int PER_BYTE = 1000;

    private static final int LARGEST_BODY = 1 << 20;
    /**
     * In baseline machine code: 0.02 to 0.05 in loops, 0.04 in SQLite, 0.1 and more in CPython and clang, which run a little of everything and gain least.
     */
    private static final double NANOS_PER_BYTE = 0.05;

    private static final double BYTECODE_NANOS_PER_BYTE = 0.4;
    /** A large function is not run as a whole at each entry. */
    private static final int LARGEST_ENTRY = 256;

    private static final int CALLS = 1000;

    private final String id;
    private final Tier first;

    ShippedPolicy(String id, Tier first) {
        this.id = id;
        this.first = first;
    }

    /** Whether a function has run as long as compiling it will take. */
    private static Verdict hasPaid(HotFunction function, double nanosPerByte) {
        return function.heat() * nanosPerByte >= function.compileNanos() ? Verdict.OPTIMIZE : Verdict.WAIT;
    }

    /** What is missing of that; little more than nothing would be asked too often. */
    private static int untilPaid(HotFunction function, double nanosPerByte, int doubled) {
        double missing = function.compileNanos() / nanosPerByte - function.heat();
        return (int) Math.min(doubled, Math.max(missing, WORK / 4));
    }

    /** The shipped policy of that name. */
    public static Optional<ShippedPolicy> named(String name) {
        for (ShippedPolicy policy : values()) {
            if (policy.id.equals(name)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Tier firstTier(WasmModule module, FunctionBody body) {
        return first;
    }
}
