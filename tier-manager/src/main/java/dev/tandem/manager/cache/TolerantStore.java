// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import dev.tandem.manager.CodeStore;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A store whose faults mean that nothing is there and nothing is kept. The first is reported, in one line. */
final class TolerantStore {
    private final CodeStore store;
    private final Consumer<String> log;
    private final AtomicBoolean reported = new AtomicBoolean();

    TolerantStore(CodeStore store, Consumer<String> log) {
        this.store = store;
        this.log = log;
    }

    Optional<byte[]> load(String name) {
        try {
            return store.load(name);
        } catch (RuntimeException | OutOfMemoryError e) {
            report("no optimized code of earlier runs is used: " + reason(e));
            return Optional.empty();
        }
    }

    /** Returns whether it is there now. */
    boolean store(String name, byte[] blob) {
        try {
            if (store.store(name, blob)) {
                return true;
            }
            report("optimized code is not kept: " + blob.length + " bytes are more than the store takes");
        } catch (RuntimeException | OutOfMemoryError e) {
            report("optimized code is not kept: " + reason(e));
        }
        return false;
    }

    /** The blob is of no use, and goes. */
    void damaged(String name, String key) {
        report("optimized code of earlier runs was damaged, and is made again: " + key.substring(0, Math.max(0, key.indexOf('\n'))));
        try {
            store.remove(name);
        } catch (RuntimeException e) {
            // Reported already.
        }
    }

    void report(String problem) {
        if (reported.compareAndSet(false, true)) {
            log.accept(problem);
        }
    }

    static String reason(Throwable e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
