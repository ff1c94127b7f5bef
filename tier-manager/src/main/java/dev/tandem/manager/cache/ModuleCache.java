// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import dev.tandem.ir.code.ArtifactFormat;
import dev.tandem.ir.code.CodeArtifact;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is kept of one module. Thread-safe; nothing but its making and {@link #write} reads or writes the store. */
public final class ModuleCache implements CacheWriter.Source {
    /** Hears of what is written. */
    @FunctionalInterface
    public interface Observer {
        /** Hears nothing. */
        Observer NONE = (functions, bytes, nanoseconds) -> {};

        /**
         * A file was written.
         *
         * @param functions how many have new code in it
         */
        void written(int functions, long bytes, long nanoseconds);
    }

    /** That functions have run is worth writing, where there is no new code, when baseline code of so many bytes of wasm was made for them. */
    private static final int ENOUGH_RUN = 1 << 16;

    private final TolerantStore store;
    private final ArtifactFormat format;
    private final CacheWriter writer;
    private final Observer observer;
    private final byte[] hash;
    private final String key;
    private final String name;
    /** What was there when the module was loaded. */
    private final Known known;
    private final long readNanos;
    /** Size of what was there. */
    private final long readBytes;

    private final Object writing = new Object();

    // Guarded by this: what is new since the last writing.
    private Map<Integer, ByteBuffer> freshCode = new HashMap<>();
    private Set<Integer> freshRan = new LinkedHashSet<>();
    private long freshBytes;
    private long freshRanBytes;
    /** Whether some of what was there is damaged. */
    private boolean damaged;

    /** @param target the artifacts' target and the build that makes them */
    ModuleCache(
            TolerantStore store, ArtifactFormat format, CacheWriter writer, byte[] hash, String target, Observer observer) {
        this.store = store;
        this.observer = observer;
        this.format = format;
        this.writer = writer;
        this.hash = hash.clone();
        key = "module " + HexFormat.of().formatHex(hash) + "\n" + target;
        name = Sealed.name(key);
        long start = System.nanoTime();
        Optional<ByteBuffer> blob = store.load(name);
        readBytes = blob.isPresent() ? blob.get().remaining() : 0;
        known = open(blob);
        readNanos = System.nanoTime() - start;
    }

    private Known open(Optional<ByteBuffer> blob) {
        if (blob.isEmpty()) {
            return Known.NOTHING;
        }
        Optional<Sealed> sealed = Sealed.open(blob.get());
        Optional<Known> opened = sealed.isPresent() && sealed.get().key().equals(key) ? Known.of(sealed.get()) : Optional.empty();
        if (opened.isEmpty()) {
            store.damaged(key);
            store.remove(name);
        }
        return opened.orElse(Known.NOTHING);
    }

    /** Whether it is the cache of the module whose bytes have that hash. */
    public boolean isOf(byte[] contentHash) {
        return Arrays.equals(hash, contentHash);
    }

    /** How many bytes were there when it was made. */
    public long readBytes() {
        return readBytes;
    }

    /** How long it took to find them. */
    public long readNanos() {
        return readNanos;
    }

    /** The functions that have cached code, in ascending order; not to be changed. */
    public int[] functions() {
        return known.functions();
    }

    /** Whether there is cached code of a function. */
    public boolean hasCode(int functionIndex) {
        return known.hasCode(functionIndex);
    }

    /** The functions that ran in earlier runs, in the order of their first calls. */
    public Set<Integer> ranBefore() {
        return known.ran();
    }

    /** The cached code of a function. */
    public Optional<CodeArtifact> find(int functionIndex) {
        if (!known.hasCode(functionIndex)) {
            return Optional.empty();
        }
        Optional<ByteBuffer> code = known.code(functionIndex);
        if (code.isEmpty()) {
            repair();
            return Optional.empty();
        }
        try {
            return Optional.of(format.decode(functionIndex, code.get()));
        } catch (RuntimeException e) {
            // Whole, but not what this build writes: as good as none.
            return Optional.empty();
        }
    }

    /** Has what is kept written again without what is damaged. */
    private void repair() {
        store.damaged(key);
        synchronized (this) {
            damaged = true;
        }
        writer.added(this, Long.MAX_VALUE);
    }

    /** Takes new optimized code, to be written some time. */
    public void add(CodeArtifact artifact) {
        byte[] bytes = format.encode(artifact);
        long gathered;
        synchronized (this) {
            freshCode.put(artifact.functionIndex(), ByteBuffer.wrap(bytes));
            freshBytes += bytes.length;
            gathered = freshBytes;
        }
        writer.added(this, gathered);
    }

    /** A function is called for the first time in this run; {@code bodySize} is in bytes. */
    public void ran(int functionIndex, int bodySize) {
        if (known.ran().contains(functionIndex)) {
            return;
        }
        boolean enough;
        long gathered;
        synchronized (this) {
            if (!freshRan.add(functionIndex)) {
                return;
            }
            freshRanBytes += bodySize;
            enough = freshRanBytes >= ENOUGH_RUN;
            gathered = freshBytes;
        }
        if (enough) {
            writer.added(this, gathered);
        }
    }

    /** Writes what is new, together with what others have written meanwhile. */
    @Override
    public void write() {
        synchronized (writing) {
            Optional<Kept> gathered = takeFresh();
            if (gathered.isEmpty()) {
                return;
            }
            Kept fresh = gathered.get();
            long start = System.nanoTime();
            int[] bytes = new int[1];
            boolean stored = store.update(name, present -> {
                byte[] blob = Sealed.seal(key, open(present).kept().with(fresh).encode());
                bytes[0] = blob.length;
                return blob;
            });
            if (stored) {
                observer.written(fresh.code().size(), bytes[0], System.nanoTime() - start);
            }
        }
    }

    /** Empty if there is nothing to write. */
    private synchronized Optional<Kept> takeFresh() {
        if (freshCode.isEmpty() && freshRan.isEmpty() && !damaged) {
            return Optional.empty();
        }
        Kept fresh = new Kept(freshRan, freshCode);
        freshCode = new HashMap<>();
        freshRan = new LinkedHashSet<>();
        freshBytes = 0;
        freshRanBytes = 0;
        damaged = false;
        return Optional.of(fresh);
    }
}
