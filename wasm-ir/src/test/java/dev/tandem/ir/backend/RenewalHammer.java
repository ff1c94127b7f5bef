// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.backend;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Publishes code that gives its number, again and again, while threads call: a call sees what was published last before it began, or later. */
public final class RenewalHammer {
    private final int functions;
    /** By function, the newest whose publication has begun, and has ended. */
    private final AtomicIntegerArray begun;
    private final AtomicIntegerArray ended;

    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

    /** Replaces a function's code by some that gives the number. */
    @FunctionalInterface
    public interface Publisher {
        void publish(int function, int number);
    }

    /** Calls a function, one way or the other. */
    @FunctionalInterface
    public interface Caller {
        long call(int function, boolean directly);
    }

    public RenewalHammer(int functions) {
        this.functions = functions;
        this.begun = new AtomicIntegerArray(functions);
        this.ended = new AtomicIntegerArray(functions);
    }

    /** Each caller has a thread of its own. */
    public void run(List<Caller> callers, Publisher publisher, int publications) throws InterruptedException {
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        List<Thread> threads = new ArrayList<>();
        for (Caller caller : callers) {
            SplittableRandom own = random.split();
            threads.add(Thread.ofPlatform().start(() -> call(caller, own)));
        }
        for (int number = 1; number <= publications && failure.get() == null; number++) {
            int function = random.nextInt(functions);
            begun.set(function, number);
            publisher.publish(function, number);
            ended.set(function, number);
        }
        done.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertNull(failure.get(), () -> failure.get() + ", -Dtandem.test.seed=" + seed);
    }

    private void call(Caller caller, SplittableRandom random) {
        try {
            while (!done.get() && failure.get() == null) {
                int function = random.nextInt(functions);
                int oldest = ended.get(function);
                long seen = caller.call(function, random.nextBoolean());
                if (seen < oldest || seen > begun.get(function)) {
                    failure.set("function " + function + " gave " + seen + ", published was " + oldest);
                }
            }
        } catch (RuntimeException | Error e) {
            failure.set(e.toString());
        }
    }
}
