// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import dev.tandem.manager.CodeStore;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** A store whose faults mean that nothing is there and nothing is kept. The first is reported, in one line. */
final class TolerantStore {
    private final CodeStore store;
    private final Consumer<String> log;
    private final AtomicBoolean reported = new AtomicBoolean();

    TolerantStore(CodeStore store, Consumer<String> log) {
        this.store = store;
        this.log = log;
    }

    Optional<ByteBuffer> load(String name) {
        try {
            return store.load(name);
        } catch (RuntimeException | OutOfMemoryError e) {
            report("no optimized code of earlier runs is used: " + reason(e));
            return Optional.empty();
        }
    }

    /** Returns whether it is there now. */
    boolean store(String name, byte[] blob) {
        return isKept(() -> store.store(name, blob));
    }

    /** See {@link CodeStore#update}. Returns whether the new blob is there now. */
    boolean update(String name, Function<Optional<ByteBuffer>, byte[]> change) {
        return isKept(() -> store.update(name, change));
    }

    private boolean isKept(BooleanSupplier writing) {
        try {
            if (writing.getAsBoolean()) {
                return true;
            }
            report("optimized code is not kept: it is more than the store takes");
        } catch (ArithmeticException | OutOfMemoryError e) {
            report("optimized code is not kept: there is too much of it");
        } catch (RuntimeException e) {
            report("optimized code is not kept: " + reason(e));
        }
        return false;
    }

    /** Of what is kept under that key, something is of no use. */
    void damaged(String key) {
        report("optimized code of earlier runs was damaged, and is made again: " + key.substring(0, Math.max(0, key.indexOf('\n'))));
    }

    void remove(String name) {
        try {
            store.remove(name);
        } catch (RuntimeException e) {
            // It is replaced or evicted some other time.
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
