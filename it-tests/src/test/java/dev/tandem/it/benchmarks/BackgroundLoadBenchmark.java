// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.benchmarks;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import dev.tandem.baseline.wiring.ShippedBaseline;
import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.ir.type.TypeRegistry;
import dev.tandem.manager.Budget;
import dev.tandem.manager.ShippedProfiling;
import dev.tandem.manager.TierListener;
import dev.tandem.manager.TieringPolicy;
import dev.tandem.manager.tiering.ModuleTiers;
import dev.tandem.manager.tiering.TierManager;
import dev.tandem.optimizing.wiring.ShippedOptimizing;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much slower the guest's thread is while the optimizing tier compiles in the background, on the native backend. Arguments: rounds, a kernel that the
 * guest runs in code that is optimized already, its argument (a call should take about a millisecond), a module whose functions are compiled over and over meanwhile. In turns of half a second: nobody
 * compiles; compiling threads are the system's equals of the guest's; they give way, as they do in use. Prints medians over the rounds: time and
 * processor time of a call, against the quiet one, and how much of a processor the guest had.
 */
final class BackgroundLoadBenchmark {
    private static final long TURN_NANOS = 500_000_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final NativeBackend backend = new NativeBackend();
    private final WasmModule load;
    private final int argument;

    /** What was measured of calls in one turn. */
    private record Turn(double nanos, double processorNanos, int compiled) {}

    /** Everything is hot at once. */
    private static final class AtOnce implements TieringPolicy {
        @Override
        public String id() {
            return "at-once";
        }

        @Override
        public Tier firstTier(WasmModule module, FunctionBody body) {
            return Tier.BASELINE;
        }

        @Override
        public Budget budget(WasmModule module, FunctionBody body) {
            return new Budget(1, 1, false);
        }
    }

    private BackgroundLoadBenchmark(WasmModule load, int argument) {
        this.load = load;
        this.argument = argument;
    }

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        WasmModule load = ModuleDecoder.decode(Files.readAllBytes(Path.of(args[3])), DecoderOptions.all());
        new BackgroundLoadBenchmark(load, Integer.parseInt(args[2])).run(Integer.parseInt(args[0]), Path.of(args[1]));
    }

    private void run(int rounds, Path kernel) throws IOException {
        List<Turn> quiet = new ArrayList<>();
        List<Turn> equals = new ArrayList<>();
        List<Turn> givingWay = new ArrayList<>();
        try (Engine engine = Engine.create(EngineConfig.standard().withBackend("x64").withTier("optimizing"));
                Module module = engine.compile(Files.readAllBytes(kernel));
                Instance instance = module.instantiate()) {
            MethodHandle call = instance.function("run").handle();
            TierManager equal = manager();
            TierManager polite = manager();
            turn(call, polite, true); // the compiler, too, starts cold
            turn(call, equal, false);
            for (int i = 0; i < rounds; i++) {
                quiet.add(turn(call, null, false));
                equals.add(turn(call, equal, false));
                givingWay.add(turn(call, polite, true));
            }
        }
        System.out.printf("%d processors%n", Runtime.getRuntime().availableProcessors());
        report("quiet", quiet, quiet);
        report("compiling, as equals", equals, quiet);
        report("compiling, giving way", givingWay, quiet);
    }

    private TierManager manager() {
        return new TierManager(
                ShippedBaseline.forBackend(backend).orElseThrow(),
                ShippedOptimizing.forBackend(backend),
                new AtOnce(),
                ShippedProfiling.NONE,
                TierListener.NONE,
                Optional.empty());
    }

    private Turn turn(MethodHandle call, @Nullable TierManager manager, boolean givingWay) {
        ModuleTiers tiers = manager == null ? null : begin(manager, givingWay);
        int compiled = 0;
        long calls = 0;
        long start = System.nanoTime();
        long processor = threads.getCurrentThreadCpuTime();
        while (System.nanoTime() - start < TURN_NANOS) {
            call(call);
            calls++;
            if (tiers != null && tiers.statistics().waiting() == 0) {
                compiled += tiers.statistics().optimizing().functions();
                tiers = begin(manager, givingWay);
            }
        }
        Turn turn = new Turn(
                (double) (System.nanoTime() - start) / calls,
                (double) (threads.getCurrentThreadCpuTime() - processor) / calls,
                compiled + (tiers == null ? 0 : tiers.statistics().optimizing().functions()));
        if (tiers != null) {
            tiers.close();
        }
        return turn;
    }

    private ModuleTiers begin(TierManager manager, boolean givingWay) {
        ModuleTiers tiers = manager.manage(load);
        ModuleCode code = backend.newModuleCode(load, new TypeRegistry().register(load.types()), tiers);
        tiers.attach(givingWay ? code : standingFirm(code));
        for (int i = load.importedFunctionCount(); i < load.functionCount(); i++) {
            tiers.budgetSpent(i);
        }
        return tiers;
    }

    private static ModuleCode standingFirm(ModuleCode code) {
        return (ModuleCode) Proxy.newProxyInstance(
                ModuleCode.class.getClassLoader(),
                new Class<?>[] {ModuleCode.class},
                (proxy, method, arguments) -> method.getName().equals("giveWay") ? null : method.invoke(code, arguments));
    }

    private void call(MethodHandle call) {
        try {
            int _ = (int) call.invokeExact(argument);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        return sorted.get(sorted.size() / 2);
    }

    private static void report(String name, List<Turn> turns, List<Turn> quiet) {
        List<Double> time = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        List<Double> share = new ArrayList<>();
        int compiled = 0;
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            time.add(turn.nanos / quiet.get(i).nanos);
            processor.add(turn.processorNanos / quiet.get(i).processorNanos);
            share.add(turn.processorNanos / turn.nanos);
            compiled += turn.compiled;
        }
        System.out.printf(
                "%-22s time %.3f, processor time %.3f, guest has %.2f of a processor; %d functions compiled%n",
                name, median(time), median(processor), median(share), compiled);
    }
}
