// SPDX-License-Identifier: Apache-2.0
package dev.tandem.benchmarks.micro;

import dev.tandem.api.Function;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import java.util.concurrent.TimeUnit;
import java.util.function.IntBinaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a module, and from bytes, to an instance, and its end. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InstantiateBenchmark {
    private final long[] values = new long[2];

    /** Made by JMH. */
    public InstantiateBenchmark() {}

    /** One more instance of a module that is loaded, with a memory, a table and an import. */
    @Benchmark
    public void instantiate(Guest guest) {
        guest.instantiate().close();
    }

    /** The module anew, an instance, the first call of a function. */
    @Benchmark
    public long bytesToFirstCall(Guest guest) {
        try (Module module = guest.compile();
                Instance instance = module.instantiate(Imports.builder()
                        .function("env", "add", IntBinaryOperator.class, Integer::sum)
                        .build())) {
            Function add = instance.function("add");
            values[1] = 1;
            add.callRaw(values);
            return values[0];
        }
    }
}
