// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A line on a terminal that says how far something is, if it takes long; nothing elsewhere. Gone when it is closed. */
public final class ProgressBar implements AutoCloseable {
    private static final Duration LONG = Duration.ofMillis(500);
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final int WIDTH = 30;
    private static final String ERASE = "\r\u001b[K";

    /**
     * How far it is.
     *
     * @param done of {@code total}, which is 0 or less if it is not known
     */
    public record State(long done, long total, String text) {
        String line() {
            if (total <= 0) {
                return text;
            }
            int filled = (int) (WIDTH * Math.clamp((double) done / total, 0, 1));
            return "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + text;
        }
    }

    private final PrintStream out;
    private final Supplier<State> state;
    private final Duration patience;
    private final Optional<Thread> thread;
    /** Guarded by this, as is what is printed. */
    private boolean closed;

    private @Nullable String shown;

    private ProgressBar(PrintStream out, Supplier<State> state, Duration patience, boolean visible) {
        this.out = out;
        this.state = state;
        this.patience = patience;
        this.thread = visible
                ? Optional.of(Thread.ofPlatform().daemon().name("tandem-progress").unstarted(this::draw))
                : Optional.empty();
    }

    /** Shows it on the console's terminal, if it has one. {@code state} is asked on another thread, now and then. */
    public static ProgressBar start(Console console, Supplier<State> state) {
        return start(console.err(), state, LONG, console.hasTerminal());
    }

    static ProgressBar start(PrintStream out, Supplier<State> state, Duration patience, boolean visible) {
        ProgressBar bar = new ProgressBar(out, state, patience, visible);
        bar.thread.ifPresent(Thread::start);
        return bar;
    }

    private void draw() {
        try {
            Thread.sleep(patience);
            while (drawOnce(state.get().line())) {
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private synchronized boolean drawOnce(String line) {
        if (!closed && !line.equals(shown)) {
            out.print(ERASE + line);
            out.flush();
            shown = line;
        }
        return !closed;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            thread.ifPresent(Thread::interrupt);
            if (shown != null) {
                out.print(ERASE);
                out.flush();
            }
        }
    }
}
