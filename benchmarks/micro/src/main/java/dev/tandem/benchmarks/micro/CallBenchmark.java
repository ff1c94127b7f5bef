// SPDX-License-Identifier: Apache-2.0
package dev.tandem.benchmarks.micro;

import dev.tandem.api.Function;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Calls of functions of two ints, between Java and the guest. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallBenchmark {
    private static final int CALLS = 1000;

    // A constant for HotSpot, as a static final handle in an embedder's program is, though the backend is a parameter.
    private static final MutableCallSite SITE = new MutableCallSite(MethodType.methodType(int.class, int.class, int.class));
    private static final MethodHandle ADD = SITE.dynamicInvoker();

    private final long[] values = new long[2];
    private int value;
    private Function add;
    private Function callHost;
    private Function callRawHost;

    /** Made by JMH. */
    public CallBenchmark() {}

    /** Looks the functions up. */
    @Setup
    public void look(Guest guest) {
        add = guest.instance().function("add");
        callHost = guest.instance().function("callHost");
        callRawHost = guest.instantiateRaw().function("callHost");
        SITE.setTarget(add.handle());
    }

    /** Java to guest, exact handle in a constant. */
    @Benchmark
    public int guestByHandle() throws Throwable {
        value = (int) ADD.invokeExact(value, 1);
        return value;
    }

    /** Java to guest, arguments and result in an array. */
    @Benchmark
    public long guestByRawCall() {
        values[1] = 1;
        add.callRaw(values);
        return values[0];
    }

    /** Guest to Java: a functional interface. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long host() {
        return loop(callHost);
    }

    /** Guest to Java: a raw host function. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long rawHost() {
        return loop(callRawHost);
    }

    private long loop(Function function) {
        values[0] = CALLS;
        function.callRaw(values);
        return values[0];
    }
}
