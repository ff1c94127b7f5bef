// SPDX-License-Identifier: Apache-2.0
package dev.tandem.compliance;

import com.google.inject.Module;
import dev.tandem.ir.code.Tier;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.opentest4j.TestAbortedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The kit as a command: {@code java -cp ... dev.tandem.compliance.Main --baseline=NAME}. A line a check; the exit code is 1 if one fails, 2 after wrong
 * use.
 */
@Command(
        name = "dev.tandem.compliance.Main",
        description = "Tests a tier.",
        mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
    private final PrintStream out;

    @Spec
    private CommandSpec command;

    @Option(names = "--baseline", paramLabel = "NAME", description = "The baseline tier (default: the backend's own).")
    private String baseline = "auto";

    @Option(names = "--optimizing", paramLabel = "NAME", description = "The optimizing tier (default: the backend's own).")
    private String optimizing = "auto";

    @Option(names = "--backend", paramLabel = "NAME", description = "The backend (default: that of the tier).")
    private String backend = "auto";

    @Option(names = "--wiring", paramLabel = "CLASS", description = "A Guice module that binds the tier; can be repeated.")
    private List<Class<?>> wiring = List.of();

    @Option(names = "--tier", paramLabel = "TIER", description = "Which of the two is looked at: baseline (default) or optimized.")
    private Tier tier = Tier.BASELINE;

    @Option(names = "--modules", paramLabel = "N", description = "Random modules each way (default: 200).")
    private int modules = 200;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the first random module (default: by the clock).")
    private long seed = System.nanoTime();

    @Option(
            names = "--spec",
            paramLabel = "FOLDER|no",
            description = "The conformance suite's ZIP files (default: shared/spec-testsuite/json in a folder above).")
    private String spec = "";

    @Option(names = "--known-gaps", paramLabel = "FILE", description = "What the tier is known not to do.")
    private Optional<Path> knownGaps = Optional.empty();

    private Main(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out));
    }

    /** Returns the exit code. */
    static int run(List<String> arguments, PrintStream out) {
        PrintWriter writer = new PrintWriter(out, true, StandardCharsets.UTF_8);
        return new CommandLine(new Main(out))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(writer)
                .setErr(writer)
                .execute(arguments.toArray(String[]::new));
    }

    @Override
    public Integer call() {
        int passed = 0;
        int failed = 0;
        int skipped = 0;
        for (Check check : checks()) {
            try {
                check.run();
                passed++;
                out.println("passed   " + check.name());
            } catch (TestAbortedException e) {
                skipped++;
                out.println("skipped  " + check.name() + ": " + e.getMessage());
            } catch (AssertionError e) {
                failed++;
                out.println("FAILED   " + check.name() + ": " + e.getMessage());
            }
        }
        out.println(passed + " passed, " + failed + " failed, " + skipped + " skipped");
        return failed == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private List<Check> checks() {
        try {
            return ComplianceExtension.checks(settings(), knownGaps.map(KnownGaps::read).orElseGet(KnownGaps::ofEngine));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private KitSettings settings() {
        if (modules < 1) {
            throw new IllegalArgumentException("--modules: a number of 1 or more, not " + modules);
        }
        List<Class<? extends Module>> modulesOfTier = new ArrayList<>();
        for (Class<?> type : wiring) {
            if (!Module.class.isAssignableFrom(type)) {
                throw new IllegalArgumentException("--wiring: not a Guice module: " + type.getName());
            }
            modulesOfTier.add(type.asSubclass(Module.class));
        }
        Optional<Path> folder = spec.isEmpty() ? KitSettings.nearbySpec() : Optional.of(Path.of(spec));
        return new KitSettings(baseline, optimizing, backend, modulesOfTier, tier, modules, seed, !spec.equals("no"), folder);
    }
}
