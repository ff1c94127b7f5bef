// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.benchmarks;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Function;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * What calls between Java and the guest cost, of a function of two ints. Argument: seconds for each way of calling. Prints the best and the
 * median of rounds of a hundred thousand calls, in nanoseconds a call.
 */
final class CallBenchmark {
    private static final int CALLS = 100_000;
    private static final Engine ENGINE = Engine.create(
            EngineConfig.standard().withBackend(System.getProperty("backend", "auto")).withTier("baseline"));
    private static final FunctionType TYPE =
            new FunctionType(List.of(ValueType.I32, ValueType.I32), List.of(ValueType.I32));
    private static final Instance INSTANCE = instance(Imports.builder()
            .function("env", "add", IntBinaryOperator.class, Integer::sum)
            .build());
    private static final Instance RAW = instance(Imports.builder()
            .rawFunction("env", "add", TYPE, (_, values) -> values[0] = (int) values[0] + (int) values[1] & 0xffff_ffffL)
            .build());
    private static final MethodHandle ADD = INSTANCE.function("add").handle();

    private CallBenchmark() {}

    private static Instance instance(Imports imports) {
        try (InputStream in = CallBenchmark.class.getResourceAsStream("calls.wasm")) {
            return ENGINE.compile(in).instantiate(imports);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs the benchmark; the system property {@code backend} chooses the backend. */
    public static void main(String[] args) {
        double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 5;
        System.out.println("backend " + ENGINE.backend());
        report("Java to guest, exact handle in a constant", seconds, CallBenchmark::byHandle);
        report("Java to guest, Function.callRaw", seconds, CallBenchmark::raw);
        report("guest to Java, functional interface", seconds, n -> callHost(INSTANCE, n));
        report("guest to Java, raw host function", seconds, n -> callHost(RAW, n));
    }

    private static int byHandle(int calls) {
        int sum = 0;
        try {
            for (int i = 0; i < calls; i++) {
                sum = (int) ADD.invokeExact(sum, i);
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        return sum;
    }

    private static int raw(int calls) {
        Function add = INSTANCE.function("add");
        long[] values = new long[2];
        for (int i = 0; i < calls; i++) {
            values[1] = i;
            add.callRaw(values);
        }
        return (int) values[0];
    }

    private static int callHost(Instance instance, int calls) {
        long[] values = {calls};
        instance.function("callHost").callRaw(values);
        return (int) values[0];
    }

    private static void report(String what, double seconds, IntUnaryOperator work) {
        int expected = CALLS / 2 * (what.startsWith("Java") ? CALLS - 1 : CALLS + 1);
        long limit = System.nanoTime() + (long) (seconds * 1e9);
        double[] rounds = new double[10_000];
        int count = 0;
        while (count < 5 || (System.nanoTime() < limit && count < rounds.length)) {
            long start = System.nanoTime();
            int sum = work.applyAsInt(CALLS);
            rounds[count++] = (System.nanoTime() - start) / (double) CALLS;
            if (sum != expected) {
                throw new IllegalStateException(what + ": " + sum + ", not " + expected);
            }
        }
        double[] sorted = java.util.Arrays.copyOf(rounds, count);
        java.util.Arrays.sort(sorted);
        System.out.printf("%-45s best %6.1f ns, median %6.1f ns%n", what, sorted[0], sorted[count / 2]);
    }
}
