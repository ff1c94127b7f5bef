// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.run;

import dev.tandem.api.EngineConfig;
import dev.tandem.api.Module;
import dev.tandem.cli.AttachedValue;
import dev.tandem.cli.BadInputException;
import dev.tandem.cli.Console;
import dev.tandem.cli.FileFailure;
import dev.tandem.cli.ModuleSource;
import dev.tandem.cli.trace.TierReport;
import dev.tandem.cli.trace.TierTrace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The option {@code --trace-tiers} at work; does nothing, and loads nothing, without it. */
final class Tracing {
    private final Console console;
    private final @Nullable TierTrace trace;
    /** Where the page goes; empty if lines are printed. */
    private final String file;

    private Tracing(Console console, @Nullable TierTrace trace, String file) {
        this.console = console;
        this.trace = trace;
        this.file = file;
    }

    static Tracing of(@Nullable String option, Console console) {
        if (option == null) {
            return new Tracing(console, null, "");
        }
        if (option.equals(AttachedValue.TEXT)) {
            return new Tracing(console, TierTrace.printing(line -> console.err().println(line)), "");
        }
        if (!option.endsWith(".html")) {
            throw new BadInputException("--trace-tiers: a file that ends with .html, not " + option);
        }
        return new Tracing(console, TierTrace.keeping(), option);
    }

    EngineConfig listen(EngineConfig config) {
        return trace == null ? config : config.withListener(trace);
    }

    InputStream measured(InputStream bytes) {
        return trace == null || file.isEmpty() ? bytes : trace.measured(bytes);
    }

    /** So many bytes of the module are here. */
    void arrived(long bytes) {
        if (trace != null && !file.isEmpty()) {
            trace.arrived(bytes);
        }
    }

    void loaded(Module module) {
        if (trace != null) {
            trace.module(module);
        }
    }

    /** Writes the page, however the run ended. */
    void finish(ModuleSource source) {
        if (trace != null && !file.isEmpty()) {
            try {
                TierReport.write(trace, source.name(), Path.of(file));
            } catch (IOException e) {
                console.complain("--trace-tiers: cannot write " + file + ": " + FileFailure.reason(e));
            }
        }
    }
}
