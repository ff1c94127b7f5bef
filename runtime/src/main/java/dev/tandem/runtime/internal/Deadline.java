// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.ir.vm.Context;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The deadline of an instance. Thread-safe. */
final class Deadline {
    private final DeadlineTimer timer;
    private final Context context;
    private @Nullable Future<?> pending;
    /** Tells the present deadline from one that was replaced while it fired. */
    private int generation;

    Deadline(DeadlineTimer timer, Context context) {
        this.timer = timer;
        this.context = context;
    }

    synchronized void set(Duration timeout) {
        clear();
        int mine = generation;
        WeakReference<Deadline> self = new WeakReference<>(this);
        pending = timer.schedule(
                () -> {
                    Deadline deadline = self.get();
                    if (deadline != null) {
                        deadline.passed(mine);
                    }
                },
                timeout);
    }

    private synchronized void passed(int ofGeneration) {
        if (generation == ofGeneration) {
            pending = null;
            context.gate().expire();
        }
    }

    synchronized void clear() {
        cancel();
        context.gate().renew();
    }

    /** Stops waiting, without taking back a deadline that has passed. */
    synchronized void cancel() {
        generation++;
        if (pending != null) {
            pending.cancel(false);
            pending = null;
        }
    }
}
