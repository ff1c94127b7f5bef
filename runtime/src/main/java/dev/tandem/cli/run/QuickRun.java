// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.run;

import dev.tandem.cli.AttachedValue;
import dev.tandem.cli.Console;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Reads well-formed {@code run} lines, options in the form {@code --name=value}, without picocli, whose model of the command takes
 * longer to build than a small guest runs (60 ms even with an AOT cache). It knows no errors: whatever is unusual is left to picocli,
 * which sets the same fields; a test holds the two together.
 */
public final class QuickRun {
    private final RunCommand command;
    private final List<String> seen = new ArrayList<>();

    private QuickRun(RunCommand command) {
        this.command = command;
    }

    /** The command that the line asks for, if it is such a line. */
    public static Optional<RunCommand> read(Console console, String... line) {
        if (line.length < 2 || !line[0].equals("run")) {
            return Optional.empty();
        }
        RunCommand command = new RunCommand(console);
        QuickRun quick = new QuickRun(command);
        int at = 1;
        while (at < line.length && line[at].startsWith("--")) {
            if (!quick.option(line[at])) {
                return Optional.empty();
            }
            at++;
        }
        if (at == line.length || line[at].isEmpty() || (line[at].startsWith("-") && line[at].length() > 1)) {
            return Optional.empty();
        }
        command.file = line[at];
        command.arguments = List.of(line).subList(at + 1, line.length);
        return Optional.of(command);
    }

    private boolean option(String option) {
        int equals = option.indexOf('=');
        if (equals < 0) {
            return flag(option);
        }
        String name = option.substring(0, equals);
        String value = option.substring(equals + 1);
        return !value.isEmpty() && (repeatable(name, value) || (isFirst(name) && single(name, value)));
    }

    private boolean isFirst(String name) {
        boolean first = !seen.contains(name);
        seen.add(name);
        return first;
    }

    private boolean flag(String name) {
        switch (name) {
            case "--stats" -> command.stats = AttachedValue.TEXT;
            case "--trace-tiers" -> command.traceTiers = AttachedValue.TEXT;
            case "--verbose" -> command.showStackTraces();
            case "--eager" -> command.eager = true;
            case "--perf-map" -> command.perfMap = true;
            case "--bounds-checks" -> command.engineOptions.boundsChecks = true;
            case "--no-cache" -> command.engineOptions.noCache = true;
            default -> {
                return false;
            }
        }
        return isFirst(name);
    }

    private boolean repeatable(String name, String value) {
        switch (name) {
            case "--dir" -> command.directories.add(value);
            case "--env" -> command.environment.add(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean single(String name, String value) {
        switch (name) {
            case "--backend" -> command.engineOptions.backend = value;
            case "--tier" -> command.engineOptions.tier = value;
            case "--invoke" -> command.invoke = value;
            case "--argv0" -> command.programName = value;
            case "--timeout" -> command.timeout = value;
            case "--max-memory" -> command.maxMemory = value;
            case "--stats" -> command.stats = value;
            case "--symbols" -> command.symbols = value;
            case "--trace-tiers" -> command.traceTiers = value;
            case "--baseline" -> command.engineOptions.baseline = value;
            case "--optimizing" -> command.engineOptions.optimizing = value;
            case "--profiling" -> command.engineOptions.profiling = value;
            case "--phases-off" -> command.engineOptions.phasesOff = new LinkedHashSet<>(List.of(value.split(",", -1)));
            case "--cache-dir" -> command.engineOptions.cacheDirectory = value;
            default -> {
                return false;
            }
        }
        return true;
    }
}
