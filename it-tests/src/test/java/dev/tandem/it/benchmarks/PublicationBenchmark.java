// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.benchmarks;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * What the callers of a function notice of its tier-up: a loop of calls of about 10 microseconds each goes on while the function they call is
 * compiled again and its code replaced. Beside it the same loop in an engine that has the baseline tier only. Argument: how many modules, one
 * after the other. Prints two histograms.
 */
final class PublicationBenchmark {
    private static final double CALL_MICROS = 10;
    private static final int CALLS = 20_000;
    /** After the publication. */
    private static final int CALLS_AFTER = 2_000;

    private final String backend = System.getProperty("backend", "auto");
    private final Engine dynamic = engine("dynamic");
    private final Engine baseline = engine("baseline");
    private final byte[] bytes;

    /** Latencies of calls: two columns an octave, from a microsecond on. */
    private static final class Histogram {
        private static final int BUCKETS = 40;

        private final long[] counts = new long[BUCKETS];
        private final long[] worst = new long[5];
        private long calls;
        private long sum;

        void add(long nanos) {
            calls++;
            sum += nanos;
            double octaves = Math.log(Math.max(1, nanos / 1000.0)) / Math.log(2);
            counts[Math.min(BUCKETS - 1, (int) (2 * octaves))]++;
            if (nanos > worst[0]) {
                worst[0] = nanos;
                Arrays.sort(worst);
            }
        }

        static double micros(int bucket) {
            return Math.pow(2, bucket / 2.0);
        }

        String worst() {
            StringBuilder text = new StringBuilder();
            for (int i = worst.length - 1; i >= 0; i--) {
                text.append(String.format(" %.0f", worst[i] / 1000.0));
            }
            return text.toString();
        }
    }

    private PublicationBenchmark() throws IOException {
        try (InputStream in = PublicationBenchmark.class.getResourceAsStream("publication.wasm")) {
            bytes = in.readAllBytes();
        }
    }

    private Engine engine(String tier) {
        return Engine.create(
                EngineConfig.standard().withBackend(backend).withTier(tier));
    }

    /** Runs the benchmark; the system property {@code backend} chooses the backend. */
    public static void main(String[] args) throws IOException {
        new PublicationBenchmark().run(args.length > 0 ? Integer.parseInt(args[0]) : 20);
    }

    private void run(int modules) {
        int argument = calibrate();
        Histogram without = new Histogram();
        Histogram with = new Histogram();
        int published = 0;
        for (int i = 0; i < modules; i++) {
            calls(baseline, argument, without);
            published += calls(dynamic, argument, with);
        }
        System.out.printf(
                "backend %s, %d modules, %d publications, argument %d%n", dynamic.backend(), modules, published, argument);
        System.out.printf("%14s %14s %14s%n", "microseconds", "no tier-up", "tier-up");
        for (int i = 0; i < Histogram.BUCKETS; i++) {
            if (without.counts[i] + with.counts[i] > 0) {
                System.out.printf("%13.0f+ %14d %14d%n", Histogram.micros(i), without.counts[i], with.counts[i]);
            }
        }
        System.out.printf("%14s %14d %14d%n", "calls", without.calls, with.calls);
        System.out.printf("%14s %14.2f %14.2f%n", "mean", without.sum / 1e3 / without.calls, with.sum / 1e3 / with.calls);
        System.out.println("longest, no tier-up:" + without.worst());
        System.out.println("longest, tier-up:   " + with.worst());
    }

    /** The argument with which a call takes as long as wanted. */
    private int calibrate() {
        try (Module module = baseline.compile(bytes);
                Instance instance = module.instantiate()) {
            MethodHandle call = instance.function("call").handle();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            long best = Long.MAX_VALUE;
            while (System.nanoTime() < end) {
                best = Math.min(best, time(call, 10_000));
            }
            return (int) Math.max(1, CALL_MICROS * 1000 * 10_000 / best);
        }
    }

    /** Returns how many functions were replaced. */
    private int calls(Engine engine, int argument, Histogram histogram) {
        try (Module module = engine.compile(bytes);
                Instance instance = module.instantiate()) {
            MethodHandle call = instance.function("call").handle();
            time(call, argument); // compiles
            for (int i = 0; i < CALLS; i++) {
                histogram.add(time(call, argument));
                if (i < CALLS - CALLS_AFTER && i % 100 == 0 && module.statistics().published() > 0) {
                    i = CALLS - CALLS_AFTER;
                }
            }
            return module.statistics().published();
        }
    }

    private static long time(MethodHandle call, int argument) {
        try {
            long start = System.nanoTime();
            int sum = (int) call.invokeExact(argument);
            long time = System.nanoTime() - start;
            if (sum != (int) ((long) argument * (argument + 1) / 2)) {
                throw new IllegalStateException("wrong sum " + sum);
            }
            return time;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
