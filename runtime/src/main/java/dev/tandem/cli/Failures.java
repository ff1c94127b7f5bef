// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import dev.tandem.api.WasmException;
import dev.tandem.decoder.WasmFormatException;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.trap.WasmFrame;
import dev.tandem.ir.trap.WasmTrap;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what ended a command, and with which exit code the process ends. */
final class Failures {
    /** Of a longer backtrace only both ends are shown. */
    private static final int MOST_FRAMES = 40;

    private Failures() {}

    /**
     * @param verbose whether to show the Java stack trace
     * @return the exit code
     */
    static int report(Throwable failure, Console console, boolean verbose) {
        console.out().flush();
        int exitCode =
                switch (failure) {
                    case WasmTrap trap -> trapped(trap, console);
                    case WasmFormatException e -> badInput("not a module that this engine accepts: " + e.getMessage(), console);
                    case BadInputException e -> badInput(e.getMessage(), console);
                    case CompilationException e -> badInput(e.getMessage(), console);
                    case WasmException e -> badInput(e.getMessage(), console);
                    case UncheckedIOException e -> badInput(e.getMessage(), console);
                    case OutOfMemoryError e -> outOfMemory(e, console);
                    default -> internalError(failure, console, verbose);
                };
        if (verbose) {
            failure.printStackTrace(console.err());
        }
        console.err().flush();
        return exitCode;
    }

    private static int trapped(WasmTrap trap, Console console) {
        console.complain("trap " + trap.code() + ": " + trap.getMessage());
        List<WasmFrame> backtrace = trap.backtrace();
        int omitted = backtrace.size() - MOST_FRAMES;
        for (int depth = 0; depth < backtrace.size(); depth++) {
            if (omitted > 0 && depth == MOST_FRAMES / 2) {
                console.err().println("  ... " + omitted + " more frames");
                depth += omitted;
            }
            console.err().println("  " + depth + ": " + backtrace.get(depth));
        }
        return ExitCode.TRAP;
    }

    private static int badInput(@Nullable String message, Console console) {
        console.complain(String.valueOf(message));
        return ExitCode.BAD_INPUT;
    }

    private static int outOfMemory(OutOfMemoryError error, Console console) {
        console.complain("the Java heap is too small (" + error.getMessage() + "): raise it with TANDEM_JAVA_OPTS=-Xmx4g, for example");
        return ExitCode.INTERNAL_ERROR;
    }

    private static int internalError(Throwable failure, Console console, boolean verbose) {
        console.complain("internal error: " + failure + (verbose ? "" : " (a stack trace: --verbose)"));
        return ExitCode.INTERNAL_ERROR;
    }
}
