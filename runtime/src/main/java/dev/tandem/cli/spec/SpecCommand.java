// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import dev.tandem.api.Engine;
import dev.tandem.api.InstanceOptions;
import dev.tandem.cli.Console;
import dev.tandem.cli.EngineOptions;
import dev.tandem.cli.ExitCode;
import dev.tandem.cli.TandemCommand;
import dev.tandem.cli.Units;
import dev.tandem.cli.spec.ScriptFiles.ScriptFile;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem spec}. */
@Command(
        name = "spec",
        description = "Runs converted conformance scripts. Exit code 1 if any command of them fails.",
        mixinStandardHelpOptions = true)
public final class SpecCommand extends TandemCommand {
    @Mixin
    EngineOptions engineOptions = new EngineOptions();

    @Option(names = "--threads", paramLabel = "N", description = "Scripts to run at a time (default: 1).")
    int threads = 1;

    @Option(names = "--timeout", paramLabel = "DURATION", description = "Interrupt an instance after this time.")
    @Nullable String timeout;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Scripts (.json), archives of them (.zip), or folders.")
    List<String> paths = List.of();

    public SpecCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws InterruptedException {
        Units.threads("--threads", threads);
        InstanceOptions options = timeout == null
                ? InstanceOptions.standard()
                : InstanceOptions.standard().withTimeout(Units.duration("--timeout", timeout));
        try (ScriptFiles files = new ScriptFiles()) {
            for (String path : paths) {
                files.add(path);
            }
            try (Engine engine = Engine.create(engineOptions.config())) {
                return report(engine, options, files.found());
            }
        }
    }

    private int report(Engine engine, InstanceOptions options, List<ScriptFile> files) throws InterruptedException {
        Report total = new Report();
        new SuiteRunner(engine, options, threads).run(files, (script, report) -> {
            print(script.name(), report);
            total.add(report);
        });
        PrintStream out = console().out();
        int deviations = total.deviations().size();
        if (deviations > 0) {
            out.println(deviations + " of the passed were refused at another stage, or trapped with another code, than expected"
                    + (verbose() ? "" : " (which: --verbose)"));
        }
        out.println(total.summary());
        out.flush();
        return total.failures().isEmpty() ? ExitCode.SUCCESS : ExitCode.FAILURES;
    }

    private void print(String name, Report report) {
        PrintStream out = console().out();
        for (Report.Failure failure : report.failures()) {
            out.println(name + ":" + failure.line() + ": " + failure.reason());
        }
        if (verbose()) {
            for (Report.Failure deviation : report.deviations()) {
                out.println(name + ":" + deviation.line() + ": passed, but " + deviation.reason());
            }
        }
        out.println(name + ": " + report.summary());
        out.flush();
    }
}
