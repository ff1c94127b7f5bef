// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.tiers;

import static dev.tandem.compliance.StandIn.BASELINE;
import static dev.tandem.compliance.StandIn.OPTIMIZED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.Function;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import dev.tandem.ir.code.Tier;
import dev.tandem.manager.TierListener;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads call functions while their code is replaced and freed: each call runs one of the two codes as a whole, and never an older one again. */
final class PublicationHammerTest {
    private static final int FUNCTIONS = 64;
    private static final int THREADS = 3;

    @ParameterizedTest
    @CsvSource({"x64, 150", "jvm, 12"})
    void codeIsReplacedUnderCallers(String backend, int rounds) throws InterruptedException {
        AtomicInteger retired = new AtomicInteger();
        Engine engine = TierTests.engine(backend, new TierTests.Eager(), new TierListener() {
            @Override
            public void retired(String module, int functionIndex, Tier tier, int codeBytes) {
                assertEquals(Tier.BASELINE, tier);
                retired.incrementAndGet();
            }
        });
        long seed = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            Module module = TierTests.compile(engine, "many");
            AtomicReference<String> failure = new AtomicReference<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Instance instance = module.instantiate();
                SplittableRandom random = new SplittableRandom(seed + THREADS * round + i);
                threads.add(Thread.ofPlatform().start(() -> hammer(module, instance, random, backend.equals("x64"), failure)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertNull(failure.get(), () -> failure.get() + ", seed " + seed);
            module.close();
        }
        assertTrue(backend.equals("jvm") || retired.get() > 0, "code is freed");
    }

    /**
     * @param atOnce whether all ways to a function change at the same moment; HotSpot's call sites may follow one after the other
     */
    private static void hammer(
            Module module, Instance instance, SplittableRandom random, boolean atOnce, AtomicReference<String> failure) {
        Function[] ways = {instance.function("direct"), instance.function("indirect")};
        int[] seen = new int[FUNCTIONS];
        int calls = 0;
        try {
            while (failure.get() == null && (calls < 200 || module.statistics().published() < FUNCTIONS)) {
                for (int i = 0; i < 200; i++) {
                    int function = random.nextInt(FUNCTIONS);
                    Object[] results = ways[random.nextInt(2)].call(function);
                    int first = (Integer) results[0];
                    int second = (Integer) results[1];
                    if (first != second || first < (atOnce ? Math.max(BASELINE, seen[function]) : BASELINE) || first > OPTIMIZED) {
                        failure.set("function " + function + ": " + first + ", " + second + " after " + seen[function]);
                    }
                    seen[function] = first;
                }
                calls += 200;
            }
        } catch (RuntimeException | Error e) {
            failure.set(e.toString());
        }
    }
}
