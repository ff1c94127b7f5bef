// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static dev.tandem.ir.asm.x64.Gpr.RAX;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.ir.code.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Code is replaced as fast as it can be written while threads run it, and what was replaced is freed and its place used again. Each code returns its
 * number: a call sees one that was published last before it began, or later. The system property {@code tandem.publications} says how often.
 */
@Timeout(1800)
final class RenewalHammerTest extends NativeTest {
    private static final int PUBLICATIONS = Integer.getInteger("tandem.publications", 10_000);
    private static final int FUNCTIONS = 4;
    private static final int CALLERS = 2;

    /** By function, the newest whose publication has begun, and has ended. */
    private final AtomicIntegerArray begun = new AtomicIntegerArray(FUNCTIONS);
    private final AtomicIntegerArray ended = new AtomicIntegerArray(FUNCTIONS);

    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicReference<String> failure = new AtomicReference<>();

    @Test
    void everyCallSeesTheNewestCode() throws InterruptedException {
        long seed = System.nanoTime();
        TestModule module = new TestModule();
        for (int i = 0; i < 2 * FUNCTIONS; i++) {
            module.function("_I");
        }
        Guest guest = new Guest(module);
        for (int i = 0; i < FUNCTIONS; i++) {
            int function = i;
            guest.define(i, w -> w.assembler.mov(RAX, 0));
            guest.define(FUNCTIONS + i, w -> w.callDefined(function, 1));
        }
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            NativeContext context = guest.instance();
            guest.code.bind(context);
            SplittableRandom random = new SplittableRandom(seed + i);
            callers.add(Thread.ofPlatform().start(() -> call(context, random)));
        }
        SplittableRandom random = new SplittableRandom(seed + CALLERS);
        for (int number = 1; number <= PUBLICATIONS && failure.get() == null; number++) {
            int function = random.nextInt(FUNCTIONS);
            int result = number;
            begun.set(function, number);
            assertTrue(guest.code.renew(guest.artifact(function, Tier.OPTIMIZED, w -> w.assembler.mov(RAX, result))));
            ended.set(function, number);
        }
        done.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        assertNull(failure.get(), () -> failure.get() + ", seed " + seed);
        int live = guest.code.symbols().size();
        assertTrue(live <= 3 * FUNCTIONS, () -> live + " codes are still there");
    }

    private void call(NativeContext context, SplittableRandom random) {
        try {
            while (!done.get() && failure.get() == null) {
                int function = random.nextInt(FUNCTIONS);
                int oldest = ended.get(function);
                long seen = Guest.call(context, function + (random.nextBoolean() ? FUNCTIONS : 0));
                if (seen < oldest || seen > begun.get(function)) {
                    failure.set("function " + function + " gave " + seen + ", published was " + oldest);
                }
            }
        } catch (RuntimeException | Error e) {
            failure.set(e.toString());
        }
    }
}
