// SPDX-License-Identifier: Apache-2.0
package dev.tandem.benchmarks.micro;

import dev.tandem.api.Function;
import dev.tandem.api.Instance;
import dev.tandem.ir.trap.WasmTrap;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** How long it takes to stop a guest that would never end. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StopBenchmark {
    private static final Duration SHORT = Duration.ofMillis(1);

    /** Made by JMH. */
    public StopBenchmark() {}

    /** A thread that runs an endless loop, and does so again when it was stopped. */
    @State(Scope.Thread)
    public static class Runner {
        private final AtomicLong stops = new AtomicLong();
        private final AtomicBoolean done = new AtomicBoolean();
        private Instance instance;
        private Thread thread;

        /** Made by JMH. */
        public Runner() {}

        /** Starts the thread. */
        @Setup
        public void start(Guest guest) {
            instance = guest.instantiate();
            Function spin = instance.function("spin");
            thread = Thread.ofPlatform().daemon().start(() -> {
                while (!done.get()) {
                    stop(spin);
                    stops.incrementAndGet();
                }
            });
        }

        /** Ends the thread. */
        @TearDown
        public void end() throws InterruptedException {
            done.set(true);
            instance.interrupt();
            thread.join();
        }
    }

    private static Object stop(Function spin) {
        try {
            return spin.call();
        } catch (WasmTrap stopped) {
            return stopped;
        }
    }

    /** From the interrupt until the thread that interrupts sees that the other is out. */
    @Benchmark
    public long interrupt(Runner runner) {
        long before = runner.stops.get();
        runner.instance.interrupt();
        while (runner.stops.get() == before) {
            Thread.onSpinWait();
        }
        return before;
    }

    /** A call that has a millisecond. */
    @Benchmark
    public Object deadline(Guest guest) {
        guest.instance().setDeadline(SHORT);
        return stop(guest.instance().function("spin"));
    }
}
