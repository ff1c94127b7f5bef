// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.bench;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Module;
import dev.tandem.cli.AttachedValue;
import dev.tandem.cli.BadInputException;
import dev.tandem.cli.Console;
import dev.tandem.cli.JsonLine;
import dev.tandem.cli.ModuleSource;
import dev.tandem.cli.Modules;
import dev.tandem.cli.PeakMemory;
import dev.tandem.cli.ProgressBar;
import dev.tandem.cli.TandemCommand;
import dev.tandem.cli.Units;
import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.WasmFormatException;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CompilationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem compile}. */
@Command(
        name = "compile",
        description = "Compiles every function of a module ahead of its first call, and says how long that took.",
        mixinStandardHelpOptions = true)
public final class CompileCommand extends TandemCommand {
    private static final String OPTIMIZING = "optimizing";
    private static final Set<String> STAGES = Set.of("baseline", "graph", "schedule", "lir", "code");

    @Option(names = "--backend", paramLabel = "NAME", description = "Code generator: auto (default), jvm or x64.")
    String backend = "auto";

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            description = "baseline (default), optimizing, or none: decode and validate only, on one thread.")
    String tier = "baseline";

    @Option(names = "--threads", paramLabel = "N", description = "Threads that compile (default: 1).")
    int threads = 1;

    @Option(names = "--repeat", paramLabel = "N", description = "Do it N times, each time from the bytes (default: 1).")
    int repeat = 1;

    @Option(
            names = "--stats",
            paramLabel = "FORMAT",
            arity = "0..1",
            fallbackValue = AttachedValue.TEXT,
            preprocessor = AttachedValue.class,
            description = "text (default) or json: a JSON line each time.")
    @Nullable String stats;

    @Option(
            names = "--dump",
            paramLabel = "FUNC:STAGE",
            description = "Instead, print what a compiler makes of a function: its index, its name, or * for all. Stages: baseline; "
                    + "of the optimizing tier graph, schedule, code, for x64 lir and lir:allocated. Graphs as .dot or .igv, schedules as .dot; "
                    + "with :PHASE behind, as if that phase were the last.")
    List<String> dumps = new ArrayList<>();

    @Option(
            names = "--phases-off",
            paramLabel = "NAME",
            split = ",",
            description = "Phases that the optimizing tier leaves out, with commas between them.")
    Set<String> phasesOff = Set.of();

    @Parameters(paramLabel = "FILE", description = "The module: a file, a URL or -.")
    String file = "";

    /** What one round did. */
    private record Round(WasmModule module, long outputBytes, long nanos) {}

    public CompileCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        Units.threads("--threads", threads);
        if (repeat < 1) {
            throw new BadInputException("--repeat: a number of 1 or more, not " + repeat);
        }
        if (stats != null && !stats.equals("json") && !stats.equals(AttachedValue.TEXT)) {
            throw new BadInputException("--stats: json or text, not " + stats);
        }
        if (!tier.equals("none") && !tier.equals("baseline") && !tier.equals(OPTIMIZING)) {
            throw new BadInputException("--tier: none, baseline or optimizing, not " + tier);
        }
        ModuleSource source = new ModuleSource(file);
        byte[] bytes = source.readAll(console());
        try {
            if (tier.equals("none")) {
                for (int i = 0; i < repeat; i++) {
                    print(decode(bytes));
                }
            } else {
                String compilers = dumps.isEmpty() ? tier : OPTIMIZING;
                try (Engine engine = Engine.create(
                        EngineConfig.standard().withBackend(backend).withTier(compilers).withPhasesOff(phasesOff))) {
                    if (!dumps.isEmpty()) {
                        dump(engine, bytes);
                        return 0;
                    }
                    for (int i = 0; i < repeat; i++) {
                        print(compile(engine, bytes));
                    }
                }
            }
        } catch (WasmFormatException | CompilationException e) {
            throw Modules.refused(source, e);
        }
        return 0;
    }

    private void dump(Engine engine, byte[] bytes) {
        try (Module module = engine.compile(bytes)) {
            for (String dump : dumps) {
                int colon = stageColon(dump);
                if (colon < 1) {
                    throw new BadInputException("--dump: wanted is FUNC:STAGE, not " + dump);
                }
                String stage = dump.substring(colon + 1);
                for (int function : Functions.named(module.definition(), dump.substring(0, colon))) {
                    console().out().println(module.listing(function, stage)
                            .orElseThrow(() -> new BadInputException(
                                    "--dump: the backend '" + module.backend().name() + "' has no text for the stage " + stage)));
                }
            }
        }
        console().out().flush();
    }

    /** The colon before the stage, which may have some itself, as names of functions may: the last that a stage follows. */
    private static int stageColon(String dump) {
        for (int colon = dump.lastIndexOf(':'); colon > 0; colon = dump.lastIndexOf(':', colon - 1)) {
            if (STAGES.contains(dump.substring(colon + 1).split("[.:]", 2)[0])) {
                return colon;
            }
        }
        return dump.lastIndexOf(':');
    }

    private static Round decode(byte[] bytes) {
        long began = System.nanoTime();
        WasmModule module = ModuleDecoder.decode(bytes, DecoderOptions.all());
        return new Round(module, 0, System.nanoTime() - began);
    }

    private Round compile(Engine engine, byte[] bytes) {
        long began = System.nanoTime();
        try (Module module = engine.compile(bytes)) {
            int functions = module.definition().functionCount() - module.definition().importedFunctionCount();
            try (ProgressBar _ = ProgressBar.start(console(), () -> state(module, functions))) {
                module.compileAll(threads);
            }
            long nanos = System.nanoTime() - began;
            var statistics = module.statistics();
            if (tier.equals(OPTIMIZING) && statistics.optimizing().functions() == 0 && statistics.baseline().functions() > 0) {
                throw new BadInputException("--tier=optimizing: this backend has no optimizing compiler");
            }
            long output = statistics.baseline().codeBytes() + statistics.optimizing().codeBytes();
            return new Round(module.definition(), output, nanos);
        }
    }

    private static ProgressBar.State state(Module module, int functions) {
        var statistics = module.statistics();
        int done = statistics.baseline().functions() + statistics.optimizing().functions();
        return new ProgressBar.State(done, functions, done + " of " + functions + " functions compiled");
    }

    private void print(Round round) {
        int codeBytes = round.module().codeSize();
        int functions = round.module().functionCount() - round.module().importedFunctionCount();
        double millis = Timings.millis(round.nanos());
        double megabytesPerSecond = codeBytes / 1e6 / (round.nanos() / 1e9);
        if ("json".equals(stats)) {
            console().out()
                    .println(new JsonLine()
                            .put("code_bytes", codeBytes)
                            .put("functions", functions)
                            .put("ms", millis)
                            .put("mb_per_s", megabytesPerSecond)
                            .put("output_bytes", round.outputBytes())
                            .put("rss_mb", PeakMemory.megabytes()));
        } else {
            console().out()
                    .println(functions + " functions, " + codeBytes + " bytes of code, " + JsonLine.decimal(millis) + " ms, "
                            + JsonLine.decimal(megabytesPerSecond) + " MB/s, " + round.outputBytes() + " bytes generated");
        }
        console().out().flush();
    }
}
