// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.run;

import dev.tandem.api.Engine;
import dev.tandem.api.Extern;
import dev.tandem.api.Function;
import dev.tandem.api.Instance;
import dev.tandem.api.InstanceOptions;
import dev.tandem.api.Module;
import dev.tandem.api.StreamingOptions;
import dev.tandem.api.WasmException;
import dev.tandem.cli.BadInputException;
import dev.tandem.cli.Console;
import dev.tandem.cli.ExitCode;
import dev.tandem.cli.ModuleSource;
import dev.tandem.cli.Modules;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.wasi.Wasi;
import dev.tandem.wasi.WasiExit;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Loads one program and runs it, on the calling thread. */
final class GuestRun {
    private static final String COMMAND_ENTRY = "_start";

    private final Engine engine;
    private final ModuleSource source;
    private final InstanceOptions options;
    private final RunStatistics statistics;
    private final Tracing tracing;
    private final SymbolFiles symbols;
    private final boolean eager;
    private final Console console;
    private final boolean verbose;

    /**
     * @param eager whether functions are compiled before they are called
     * @param verbose whether to say which backend was picked
     */
    GuestRun(
            Engine engine,
            ModuleSource source,
            boolean eager,
            InstanceOptions options,
            RunStatistics statistics,
            Tracing tracing,
            SymbolFiles symbols,
            Console console,
            boolean verbose) {
        this.engine = engine;
        this.source = source;
        this.options = options;
        this.statistics = statistics;
        this.tracing = tracing;
        this.symbols = symbols;
        this.eager = eager;
        this.console = console;
        this.verbose = verbose;
    }

    /** Runs a command to its end; returns the exit code. */
    int command(InputStream bytes, Wasi wasi) {
        return inInstance(bytes, wasi, instance -> {
            Function start = function(instance, COMMAND_ENTRY);
            if (start.type().parameterCount() > 0) {
                throw new BadInputException(source.name() + ": the export _start takes arguments: use --invoke=_start");
            }
            call(start);
        });
    }

    /** Calls an export with arguments from the command line and prints the results, one a line; returns the exit code. */
    int invoke(InputStream bytes, Wasi wasi, String name, List<String> arguments, PrintStream out) {
        return inInstance(bytes, wasi, instance -> {
            Function function = function(instance, name);
            @Nullable Object[] values = values(function.type(), name, arguments);
            wasi.initialize(instance);
            for (Object result : call(function, values)) {
                out.println(ValueText.format(result));
            }
        });
    }

    @FunctionalInterface
    private interface Body {
        void run(Instance instance);
    }

    /** Files of the guest are closed whatever happens, so that nothing it wrote is lost. */
    private int inInstance(InputStream bytes, Wasi wasi, Body body) {
        Module module = source.isUrl() ? download() : load(bytes);
        statistics.loaded(module);
        tracing.loaded(module);
        symbols.loaded(module);
        if (verbose) {
            console.complain("backend " + module.backend());
        }
        try (wasi) {
            Instance instance = instantiate(module, wasi);
            statistics.instantiated(instance);
            body.run(instance);
            return ExitCode.SUCCESS;
        } catch (WasiExit exit) {
            return exit.code();
        }
    }

    private Instance instantiate(Module module, Wasi wasi) {
        try {
            return module.instantiate(wasi.imports(), options);
        } catch (WasmException e) {
            throw new BadInputException(source.name() + ": " + e.getMessage(), e);
        }
    }

    private Module load(InputStream bytes) {
        Module module = Modules.compile(engine, source, bytes);
        if (eager) {
            module.compileAll(processors());
        }
        return module;
    }

    private Module download() {
        statistics.downloads();
        StreamingOptions streaming = StreamingOptions.standard().withListener(progress -> tracing.arrived(progress.bytes()));
        Module module = Modules.compile(engine, source, eager ? streaming.withCompileThreads(processors()) : streaming, console);
        statistics.downloaded();
        return module;
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private @Nullable Object[] call(Function function, @Nullable Object... arguments) {
        statistics.calling();
        try {
            return function.call(arguments);
        } finally {
            statistics.returned();
        }
    }

    private Function function(Instance instance, String name) {
        if (instance.export(name).orElse(null) instanceof Function function) {
            return function;
        }
        StringJoiner names = new StringJoiner(", ");
        for (Map.Entry<String, Extern> export : instance.exports().entrySet()) {
            if (export.getValue() instanceof Function) {
                names.add(export.getKey());
            }
        }
        String choice = names.length() == 0 ? "it exports no function" : "choose one with --invoke: " + names;
        throw new BadInputException(source.name() + ": no exported function " + name + "; " + choice);
    }

    private static @Nullable Object[] values(FunctionType type, String name, List<String> arguments) {
        if (arguments.size() != type.parameterCount()) {
            throw new BadInputException(name + " takes " + type.parameterCount() + " arguments " + type.parameters() + ", not "
                    + arguments.size());
        }
        @Nullable Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = ValueText.parse(arguments.get(i), type.parameter(i), i);
        }
        return values;
    }
}
