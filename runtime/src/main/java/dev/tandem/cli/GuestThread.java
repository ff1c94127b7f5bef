// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Runs guest code on a thread with room for deep recursion. The stack is only reserved, not used, until the guest needs it.
 *
 * <p>Native engines give guests about 1 MiB; frames of code that HotSpot has not compiled yet are up to ten times as large as theirs.
 * More than this makes endless recursion dear: HotSpot unwinds about 60 MiB a second, and needs several times the stack's size for it.
 */
public final class GuestThread {
    private static final long STACK_SIZE = 64L << 20;

    private static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

    /** What the thread left behind: a value, or what was thrown. */
    private static final class Outcome<T> {
        private @Nullable T value;
        private @Nullable Throwable thrown;
    }

    private GuestThread() {}

    /** Runs the task and waits for it; returns what it returns and throws what it throws. */
    public static <T> T run(Callable<T> task) throws Exception {
        return run(task, FOR_EVER);
    }

    /**
     * As {@link #run(Callable)}, but gives up after a time. The thread is left to itself then.
     *
     * @throws GuestStuckException if the task was still running at the end of {@code patience}
     */
    public static <T> T run(Callable<T> task, Duration patience) throws Exception {
        Outcome<T> outcome = new Outcome<>();
        Thread thread = new Thread(null, () -> run(task, outcome), "guest", STACK_SIZE);
        thread.setDaemon(true);
        thread.start();
        if (!thread.join(patience)) {
            throw new GuestStuckException();
        }
        Throwable thrown = outcome.thrown;
        if (thrown instanceof Exception exception) {
            throw exception;
        } else if (thrown instanceof Error error) {
            throw error;
        }
        return Objects.requireNonNull(outcome.value);
    }

    private static <T> void run(Callable<T> task, Outcome<T> outcome) {
        try {
            outcome.value = task.call();
        } catch (Throwable e) {
            outcome.thrown = e;
        }
    }

    /** The guest did not end in time, though it was interrupted: it is inside a host function that waits. */
    public static final class GuestStuckException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
