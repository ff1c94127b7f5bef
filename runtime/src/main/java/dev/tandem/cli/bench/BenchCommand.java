// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.bench;

import dev.tandem.api.Engine;
import dev.tandem.api.Function;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import dev.tandem.cli.BadInputException;
import dev.tandem.cli.Console;
import dev.tandem.cli.EngineOptions;
import dev.tandem.cli.GuestThread;
import dev.tandem.cli.JsonLine;
import dev.tandem.cli.ModuleSource;
import dev.tandem.cli.Modules;
import dev.tandem.cli.PeakMemory;
import dev.tandem.cli.TandemCommand;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem bench}. */
@Command(
        name = "bench",
        description = "Calls an export again and again, and prints the times as one JSON line.",
        mixinStandardHelpOptions = true)
public final class BenchCommand extends TandemCommand {
    private static final FunctionType KERNEL = new FunctionType(List.of(ValueType.I32), List.of(ValueType.I32));

    private static final long WARM_UP_NANOS = 2_000_000_000;
    /** Each time from the bytes, because loading is to be warm, too. */
    private static final int WARM_UP_CALLS = 3;

    @Mixin
    EngineOptions engineOptions = new EngineOptions();

    @Option(names = "--invoke", paramLabel = "NAME", description = "Export to call, of type (i32) -> i32 (default: run).")
    String invoke = "run";

    @Option(names = "--arg", paramLabel = "N", description = "Its argument (default: 1).")
    int argument = 1;

    @Option(names = "--seconds", paramLabel = "S", description = "How long to go on (default: 5).")
    double seconds = 5;

    @Option(
            names = "--warm-up",
            paramLabel = "FILE",
            description = "Before, call the same export of another module with 1 for two seconds, so that the process is warm.")
    @Nullable String warmUp;

    @Parameters(paramLabel = "FILE", description = "The module: a file, a URL or -.")
    String file = "";

    public BenchCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws Exception {
        if (!(seconds >= 0)) {
            throw new BadInputException("--seconds: a number of 0 or more, not " + seconds);
        }
        JsonLine line = GuestThread.run(this::measure);
        console().out().println(line);
        console().out().flush();
        return 0;
    }

    private JsonLine measure() throws IOException {
        ModuleSource source = new ModuleSource(file);
        try (Engine engine = Engine.create(engineOptions.config())) {
            if (warmUp != null) {
                warmUp(engine, new ModuleSource(warmUp));
            }
            return measure(engine, source);
        }
    }

    private void warmUp(Engine engine, ModuleSource source) throws IOException {
        long half = System.nanoTime() + WARM_UP_NANOS / 2;
        long end = half + WARM_UP_NANOS / 2;
        while (System.nanoTime() < end) {
            try (InputStream bytes = source.open(console());
                    Module module = Modules.compile(engine, source, bytes);
                    Instance instance = module.instantiate()) {
                MethodHandle kernel = kernel(instance);
                for (int i = 0; i < WARM_UP_CALLS || (System.nanoTime() < half && isWorse(module)); i++) {
                    call(kernel, 1);
                }
            }
        }
    }

    /** In the first half modules are called until they have better code, because the optimizing compiler is to be warm, too. */
    private static boolean isWorse(Module module) {
        return module.statistics().published() == 0;
    }

    private JsonLine measure(Engine engine, ModuleSource source) throws IOException {
        try (InputStream bytes = source.open(console())) {
            long began = System.nanoTime();
            try (Module module = Modules.compile(engine, source, bytes);
                    Instance instance = module.instantiate()) {
                long loaded = System.nanoTime();
                return measure(kernel(instance), began, loaded);
            }
        }
    }

    private MethodHandle kernel(Instance instance) {
        Function function = instance.function(invoke);
        if (!function.type().equals(KERNEL)) {
            throw new BadInputException("--invoke: " + invoke + " has the type " + function.type() + ", not " + KERNEL);
        }
        return function.handle();
    }

    private JsonLine measure(MethodHandle kernel, long began, long loaded) {
        long limit = (long) (seconds * 1e9);
        Timings timings = new Timings();
        int sum;
        long now = System.nanoTime();
        do {
            long start = now;
            sum = call(kernel, argument);
            now = System.nanoTime();
            timings.add(now - start, now - began);
        } while (now - loaded < limit);
        return new JsonLine()
                .put("sum", sum)
                .put("load_ms", Timings.millis(loaded - began))
                .put("first_ms", timings.firstMillis())
                .put("calls", timings.count())
                .put("steady_ms", timings.steadyMillis())
                .put("best_ms", timings.bestMillis())
                .put("curve", timings.curve())
                .put("rss_mb", PeakMemory.megabytes());
    }

    private static int call(MethodHandle kernel, int argument) {
        try {
            return (int) kernel.invokeExact(argument);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a guest threw a checked exception", e);
        }
    }
}
