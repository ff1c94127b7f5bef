// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import dev.tandem.ir.code.Tier;
import dev.tandem.manager.CompilationStatistics;
import dev.tandem.manager.CompilationStatistics.TierStatistics;

/** What was done for one module. Thread-safe. */
final class Counters {
    private final Share baseline = new Share();
    private final Share optimized = new Share();
    private int published;
    private int refused;
    private int cached;
    private long missed;
    private int renewed;

    synchronized void compiled(Tier tier, int wasmBytes, int codeBytes, long nanoseconds) {
        (tier == Tier.OPTIMIZED ? optimized : baseline).add(wasmBytes, codeBytes, nanoseconds);
    }

    /** How many functions were compiled, by any tier. */
    synchronized int compiled() {
        return baseline.functions + optimized.functions;
    }

    synchronized void published() {
        published++;
    }

    synchronized void cached() {
        cached++;
    }

    synchronized void missed(long more) {
        missed += more;
    }

    synchronized void renewed() {
        renewed++;
    }

    synchronized void refused() {
        refused++;
    }

    synchronized CompilationStatistics snapshot(int hot, int waiting) {
        return new CompilationStatistics(
                baseline.snapshot(), optimized.snapshot(), hot, waiting, published, refused, cached, missed, renewed);
    }

    /** One tier's part. */
    private static final class Share {
        private int functions;
        private long wasmBytes;
        private long codeBytes;
        private long nanoseconds;

        void add(int wasm, int code, long time) {
            functions++;
            wasmBytes += wasm;
            codeBytes += code;
            nanoseconds += time;
        }

        TierStatistics snapshot() {
            return new TierStatistics(functions, wasmBytes, codeBytes, nanoseconds);
        }
    }
}
