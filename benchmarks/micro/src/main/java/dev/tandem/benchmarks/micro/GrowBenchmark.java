// SPDX-License-Identifier: Apache-2.0
package dev.tandem.benchmarks.micro;

import dev.tandem.api.Function;
import dev.tandem.api.Instance;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** {@code memory.grow}, page by page from 1 to 101, of a new instance each time: long enough to be timed call by call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GrowBenchmark {
    private static final int PAGES = 100;

    private final long[] values = new long[1];
    private Instance instance;
    private Function grow;

    /** Made by JMH. */
    public GrowBenchmark() {}

    /** A memory of one page. */
    @Setup(Level.Invocation)
    public void open(Guest guest) {
        instance = guest.instantiate();
        grow = instance.function("grow");
    }

    /** Gives the memory back. */
    @TearDown(Level.Invocation)
    public void close() {
        instance.close();
    }

    /** The instruction, called from Java. */
    @Benchmark
    @OperationsPerInvocation(PAGES)
    public long growPage() {
        for (int i = 0; i < PAGES; i++) {
            values[0] = 1;
            grow.callRaw(values);
        }
        return values[0];
    }
}
