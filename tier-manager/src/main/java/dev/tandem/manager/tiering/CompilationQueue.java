// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import dev.tandem.manager.HotFunction;
import dev.tandem.manager.QueueOrder;
import dev.tandem.manager.tiering.Candidate.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hot functions that wait for the compiler, and the threads that serve them: daemons, started when there is work and gone when there has been
 * none for a while. Thread-safe.
 *
 * <p>The order changes while functions wait, because they go on getting hotter; so the first is searched for when a thread is free. The queue
 * is bounded: a function that finds it full is told to come back.
 */
final class CompilationQueue {
    private static final int CAPACITY = 4096;
    private static final long IDLE_SECONDS = 5;
    /** Compilers are recursive here and there. */
    private static final long STACK_SIZE = 16L << 20;

    /** The policy's, until it fails. */
    private Comparator<HotFunction> order;
    private final int maximumThreads;
    private final Consumer<Candidate> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();

    // Guarded by the lock.
    private final List<Candidate> waiting = new ArrayList<>();
    private int threads;
    private int idle;
    private int started;

    CompilationQueue(Comparator<HotFunction> order, int maximumThreads, Consumer<Candidate> work) {
        this.order = order;
        this.maximumThreads = maximumThreads;
        this.work = work;
    }

    /** Adds the function, unless it is there or was served already. Returns whether it waits now. */
    boolean offer(Candidate candidate) {
        lock.lock();
        try {
            if (candidate.state != State.IDLE || waiting.size() >= CAPACITY) {
                return candidate.state == State.QUEUED;
            }
            candidate.state = State.QUEUED;
            waiting.add(candidate);
            if (idle > 0) {
                added.signal();
            } else if (threads < maximumThreads) {
                start();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a function that was served already, once more. Returns whether it waits now. */
    boolean offerAgain(Candidate candidate) {
        lock.lock();
        try {
            if (candidate.state == State.DONE) {
                candidate.state = State.IDLE;
            }
            return candidate.state == State.IDLE && offer(candidate);
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        threads++;
        Thread thread = new Thread(null, this::serve, "tandem-optimizer-" + ++started, STACK_SIZE);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // The system has no thread to spare now: the next function to come may get one.
            threads--;
        }
    }

    private void serve() {
        Candidate next = await();
        if (next != null) {
            next.tiers().giveWay();
        }
        while (next != null) {
            try {
                work.accept(next);
            } catch (RuntimeException | Error e) {
                // A fault of the work must not take the thread from the functions that wait.
                report(e);
            } finally {
                finish(next);
            }
            next = await();
        }
    }

    private static void report(Throwable fault) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
    }

    /** The next to compile; null if the thread is to end. */
    private @Nullable Candidate await() {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
            while (waiting.isEmpty() && left > 0) {
                idle++;
                try {
                    left = added.awaitNanos(left);
                } catch (InterruptedException e) {
                    left = 0;
                } finally {
                    idle--;
                }
            }
            if (waiting.isEmpty()) {
                threads--;
                return null;
            }
            return take();
        } finally {
            lock.unlock();
        }
    }

    private Candidate take() {
        Candidate candidate = waiting.remove(first());
        candidate.state = State.COMPILING;
        return candidate;
    }

    private int first() {
        int best = 0;
        try {
            for (int i = 1; i < waiting.size(); i++) {
                if (order.compare(waiting.get(i), waiting.get(best)) < 0) {
                    best = i;
                }
            }
        } catch (RuntimeException e) {
            // A policy's fault must not stop the queue.
            order = QueueOrder.ARRIVAL;
            report(e);
        }
        return best;
    }

    private void finish(Candidate candidate) {
        lock.lock();
        try {
            candidate.state = State.DONE;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is to become of it. */
    void settle(Candidate candidate) {
        finish(candidate);
    }

    State state(Candidate candidate) {
        lock.lock();
        try {
            return candidate.state;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Removes what waits for that module; returns it. */
    List<Candidate> cancel(ModuleTiers tiers) {
        List<Candidate> cancelled = new ArrayList<>();
        lock.lock();
        try {
            for (Iterator<Candidate> each = waiting.iterator(); each.hasNext(); ) {
                Candidate candidate = each.next();
                if (candidate.tiers() == tiers) {
                    each.remove();
                    candidate.state = State.DONE;
                    cancelled.add(candidate);
                }
            }
        } finally {
            lock.unlock();
        }
        return cancelled;
    }
}
