// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.tiers;

import static dev.tandem.compliance.StandIn.BASELINE;
import static dev.tandem.compliance.StandIn.OPTIMIZED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.Function;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import dev.tandem.ir.code.Tier;
import dev.tandem.manager.TierListener;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Threads call functions in all ways while their code is replaced and freed. Each call runs one of the two codes from its start to its end; once a
 * call of any thread has seen the new code, no call that begins later sees the old. The system property {@code tandem.hammer} multiplies the
 * rounds, each of which publishes the code of 64 functions.
 */
final class PublicationHammerTest {
    private static final int FUNCTIONS = 64;
    /** So many of them are called by another instance, too. */
    private static final int IMPORTED = 8;

    /** All that get hot: these, what they call and what calls them. */
    private static final int PUBLISHED = FUNCTIONS + 5;

    private static final int THREADS = 3;
    private static final int FACTOR = Integer.getInteger("tandem.hammer", 1);

    /** Ways to call, by a function's index. */
    private interface Way {
        Object[] call(int function);
    }

    @ParameterizedTest
    @CsvSource({"x64, 150", "jvm, 12"})
    void codeIsReplacedUnderCallers(String backend, int rounds) throws InterruptedException {
        AtomicInteger retired = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        Engine engine = TierTests.engine(backend, new TierTests.Eager(), new TierListener() {
            @Override
            public void retired(String module, int functionIndex, Tier tier, int codeBytes) {
                (tier == Tier.BASELINE ? retired : wrong).incrementAndGet();
            }
        });
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        try (Module caller = TierTests.compile(engine, "caller")) {
            for (int round = 0; round < rounds * FACTOR; round++) {
                String failure = round(engine, caller, seed + (long) THREADS * round);
                assertNull(failure, () -> failure + ", -Dtandem.test.seed=" + seed);
            }
        }
        assertEquals(0, wrong.get(), "nobody replaces optimized code");
        assertTrue(backend.equals("jvm") || retired.get() > 0, "code is freed");
    }

    private static String round(Engine engine, Module caller, long seed) throws InterruptedException {
        try (Module module = TierTests.compile(engine, "many")) {
            AtomicReference<String> failure = new AtomicReference<>();
            AtomicIntegerArray newest = new AtomicIntegerArray(FUNCTIONS);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                List<Way> ways = ways(module.instantiate(), caller);
                SplittableRandom random = new SplittableRandom(seed + i);
                threads.add(Thread.ofPlatform().start(() -> hammer(module, ways, random, newest, failure)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            return failure.get();
        }
    }

    private static List<Way> ways(Instance instance, Module caller) {
        List<Way> ways = new ArrayList<>();
        for (String export : List.of("direct", "indirect", "value", "tail")) {
            Function function = instance.function(export);
            ways.add(function::call);
        }
        Function[] exports = new Function[FUNCTIONS];
        for (int i = 0; i < FUNCTIONS; i++) {
            exports[i] = instance.function("f" + i);
        }
        ways.add(function -> exports[function].call());
        Function imported = caller.instantiate(Imports.builder().instance("many", instance).build()).function("imported");
        ways.add(function -> imported.call(function % IMPORTED));
        return ways;
    }

    private static void hammer(
            Module module,
            List<Way> ways,
            SplittableRandom random,
            AtomicIntegerArray newest,
            AtomicReference<String> failure) {
        try {
            int calls = 0;
            while (failure.get() == null && (calls < 200 || module.statistics().published() < PUBLISHED)) {
                for (int i = 0; i < 200; i++) {
                    int way = random.nextInt(ways.size());
                    int function = random.nextInt(way == ways.size() - 1 ? IMPORTED : FUNCTIONS);
                    int oldest = Math.max(BASELINE, newest.get(function));
                    Object[] results = ways.get(way).call(function);
                    int first = (Integer) results[0];
                    int second = (Integer) results[1];
                    if (first != second || first < oldest || first > OPTIMIZED) {
                        failure.set("function " + function + ", way " + way + ": " + first + ", " + second + " after " + oldest);
                    }
                    newest.accumulateAndGet(function, first, Math::max);
                }
                calls += 200;
            }
        } catch (RuntimeException | Error e) {
            failure.set(e.toString());
        }
    }
}
