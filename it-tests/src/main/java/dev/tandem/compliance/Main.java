// SPDX-License-Identifier: Apache-2.0
package dev.tandem.compliance;

import com.google.inject.Module;
import dev.tandem.ir.code.Tier;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.opentest4j.TestAbortedException;

/**
 * The kit as a command: {@code java -cp ... dev.tandem.compliance.Main --baseline=NAME}. A line a check; the exit code is 1 if one fails, 2 after wrong
 * use.
 */
public final class Main {
    private static final String USAGE = """
            Tests a tier: dev.tandem.compliance.Main [OPTION=VALUE]...
              --baseline=NAME     the baseline tier (default: the backend's own)
              --optimizing=NAME   the optimizing tier (default: the backend's own)
              --backend=NAME      the backend (default: that of the tier)
              --wiring=CLASS      a Guice module that binds the tier; can be repeated
              --tier=TIER         which of the two is looked at: baseline (default) or optimized
              --modules=N         random modules each way (default: 200)
              --spec=FOLDER|no    the conformance suite's ZIP files (default: shared/spec-testsuite/json in a folder above)
              --known-gaps=FILE   what the tier is known not to do""";

    private final PrintStream out;
    private final List<Class<? extends Module>> wiring = new ArrayList<>();
    private String baseline = "auto";
    private String optimizing = "auto";
    private String backend = "auto";
    private Tier tier = Tier.BASELINE;
    private int modules = 200;
    private boolean spec = true;
    private KnownGaps gaps = KnownGaps.ofEngine();

    private Main(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out));
    }

    /** Returns the exit code. */
    static int run(List<String> arguments, PrintStream out) {
        Main kit = new Main(out);
        try {
            arguments.forEach(kit::option);
        } catch (RuntimeException e) {
            out.println(e.getMessage());
            out.println(USAGE);
            return 2;
        }
        return kit.run();
    }

    private void option(String argument) {
        int equals = argument.indexOf('=');
        String value = argument.substring(equals + 1);
        switch (equals < 0 ? "" : argument.substring(0, equals)) {
            case "--baseline" -> baseline = value;
            case "--optimizing" -> optimizing = value;
            case "--backend" -> backend = value;
            case "--wiring" -> wiring.add(wiring(value));
            case "--tier" -> tier = Tier.valueOf(value.toUpperCase(Locale.ROOT));
            case "--modules" -> modules = Integer.parseInt(value);
            case "--spec" -> spec(value);
            case "--known-gaps" -> gaps = KnownGaps.read(Path.of(value));
            default -> throw new IllegalArgumentException("not an option: " + argument);
        }
    }

    private static Class<? extends Module> wiring(String name) {
        try {
            return Class.forName(name).asSubclass(Module.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("no such class: " + name, e);
        }
    }

    private void spec(String value) {
        spec = !value.equals("no");
        if (spec) {
            System.setProperty("tandem.spec", value);
        }
    }

    private int run() {
        int passed = 0;
        int failed = 0;
        int skipped = 0;
        for (Check check : ComplianceExtension.checks(new KitSettings(baseline, optimizing, backend, wiring, tier, modules, spec), gaps)) {
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
        return failed == 0 ? 0 : 1;
    }
}
