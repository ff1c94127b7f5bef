// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.run;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.InstanceOptions;
import dev.tandem.api.Memory;
import dev.tandem.cli.AttachedValue;
import dev.tandem.cli.BadInputException;
import dev.tandem.cli.Console;
import dev.tandem.cli.EngineOptions;
import dev.tandem.cli.ExitCode;
import dev.tandem.cli.GuestThread;
import dev.tandem.cli.ModuleSource;
import dev.tandem.cli.TandemCommand;
import dev.tandem.cli.Units;
import dev.tandem.wasi.Wasi;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem run}. */
@Command(
        name = "run",
        description = "Runs a WebAssembly program: calls its export _start, or the one that --invoke names.",
        footer = {
            "",
            "All that follows FILE belongs to the guest. The exit code is the guest's; 134 after a trap, 2 after wrong use.",
        },
        mixinStandardHelpOptions = true)
public final class RunCommand extends TandemCommand {
    private static final String JSON = "json";
    /** How long after its deadline a guest may still be inside a host function. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    @Mixin
    EngineOptions engineOptions = new EngineOptions();

    @Option(
            names = "--invoke",
            paramLabel = "NAME",
            description = "Call this export with ARGS as its arguments, and print the results.")
    @Nullable String invoke;

    @Option(
            names = "--dir",
            paramLabel = "HOST[::GUEST][:ro]",
            description = "Let the guest use a directory, perhaps under another name, perhaps read-only. Can be repeated.")
    List<String> directories = new ArrayList<>();

    @Option(names = "--env", paramLabel = "NAME=VALUE", description = "Set an environment variable of the guest. Can be repeated.")
    List<String> environment = new ArrayList<>();

    @Option(names = "--argv0", paramLabel = "NAME", description = "What the guest is told its program's name is (default: FILE's).")
    @Nullable String programName;

    @Option(names = "--timeout", paramLabel = "DURATION", description = "Stop the guest after 500ms, 10s or 2m, for example.")
    @Nullable String timeout;

    @Option(names = "--max-memory", paramLabel = "SIZE", description = "The most that a memory may grow to: 64MiB, for example.")
    @Nullable String maxMemory;

    @Option(
            names = "--stats",
            paramLabel = "FORMAT",
            arity = "0..1",
            fallbackValue = AttachedValue.TEXT,
            preprocessor = AttachedValue.class,
            description = "At the end, print times, compiled code and memory to standard error: text (default) or json.")
    @Nullable String stats;

    @Option(
            names = "--trace-tiers",
            paramLabel = "FILE.html",
            arity = "0..1",
            fallbackValue = AttachedValue.TEXT,
            preprocessor = AttachedValue.class,
            description = "Print what the tiers do to standard error, or write it to a page with timelines.")
    @Nullable String traceTiers;

    @Option(names = "--eager", description = "Compile every function as soon as it has arrived, in parallel, instead of at its first call.")
    boolean eager;

    @Option(names = "--perf-map", description = "At the end, write /tmp/perf-PID.map, which tells perf the names of machine code.")
    boolean perfMap;

    @Option(
            names = "--symbols",
            paramLabel = "FILE",
            description = "At the end, write an ELF file with the symbols of machine code: for gdb's add-symbol-file.")
    @Nullable String symbols;

    @Parameters(index = "0", paramLabel = "FILE", description = "The module: a file, an http(s) URL, or - for standard input.")
    String file = "";

    @Parameters(index = "1..*", paramLabel = "ARGS", description = "Arguments of the guest.")
    List<String> arguments = List.of();

    public RunCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws Exception {
        if (stats != null && !stats.equals(JSON) && !stats.equals(AttachedValue.TEXT)) {
            throw new BadInputException("--stats: json or text, not " + stats);
        }
        ModuleSource source = new ModuleSource(file);
        InstanceOptions options = instanceOptions();
        RunStatistics statistics = new RunStatistics();
        Tracing tracing = Tracing.of(traceTiers, console());
        SymbolFiles symbolFiles = new SymbolFiles(console(), perfMap, symbols);
        try (InputStream bytes = source.isUrl() ? InputStream.nullInputStream() : source.open(console())) {
            if (timeout == null) {
                return GuestThread.run(() -> run(source, bytes, options, statistics, tracing, symbolFiles));
            }
            Duration patience = Units.duration("--timeout", timeout).plus(GRACE);
            return GuestThread.run(() -> run(source, bytes, options, statistics, tracing, symbolFiles), patience);
        } catch (GuestThread.GuestStuckException e) {
            console().complain("timeout: the guest was still waiting in a host function after " + timeout);
            return ExitCode.TRAP;
        } finally {
            tracing.finish(source);
            symbolFiles.write();
            if (stats != null) {
                console().out().flush();
                statistics.print(stats.equals(JSON), console().err());
                console().err().flush();
            }
        }
    }

    private int run(
            ModuleSource source,
            InputStream bytes,
            InstanceOptions options,
            RunStatistics statistics,
            Tracing tracing,
            SymbolFiles symbolFiles) {
        Wasi wasi = wasi(source);
        EngineConfig config = engineOptions.cachingConfig();
        // Who traces the tiers wants no figures of how little they disturb.
        config = stats != null && traceTiers == null ? statistics.listen(config) : tracing.listen(config);
        try (Engine engine = Engine.create(config)) {
            GuestRun guest = new GuestRun(
                    engine, source, eager, options, statistics, tracing, symbolFiles, console(), verbose());
            InputStream measured = tracing.measured(stats == null ? bytes : statistics.measured(bytes));
            return invoke == null
                    ? guest.command(measured, wasi)
                    : guest.invoke(measured, wasi, invoke, arguments, console().out());
        }
    }

    private Wasi wasi(ModuleSource source) {
        Wasi.Builder wasi = Wasi.builder();
        if (console().inherited()) {
            wasi.inheritStdio();
        } else {
            wasi.stdin(console().in()).stdout(console().out()).stderr(console().err());
        }
        try {
            wasi.args(List.of(programName == null ? source.baseName() : programName));
            if (invoke == null) {
                wasi.args(arguments);
            }
            for (String variable : environment) {
                int equals = variable.indexOf('=');
                if (equals < 1) {
                    throw new BadInputException("--env: wanted is NAME=VALUE, not " + variable);
                }
                wasi.env(variable.substring(0, equals), variable.substring(equals + 1));
            }
            for (String directory : directories) {
                Preopen preopen = Preopen.parse(directory);
                if (preopen.readOnly()) {
                    wasi.readOnlyDirectory(preopen.host(), preopen.guest());
                } else {
                    wasi.directory(preopen.host(), preopen.guest());
                }
            }
            return wasi.build();
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    private InstanceOptions instanceOptions() {
        InstanceOptions options = InstanceOptions.standard();
        if (timeout != null) {
            options = options.withTimeout(Units.duration("--timeout", timeout));
        }
        if (maxMemory != null) {
            options = options.withMemoryPages(Units.size("--max-memory", maxMemory) / Memory.PAGE_SIZE);
        }
        return options;
    }
}
