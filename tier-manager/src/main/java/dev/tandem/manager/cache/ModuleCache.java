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
    private final Kept known;
    private final long readNanos;
    /** Size of what was there. */
    private final long readBytes;

    private final Object writing = new Object();

    // Guarded by this: what is new since the last writing.
    private Map<Integer, ByteBuffer> freshCode = new HashMap<>();
    private Set<Integer> freshRan = new LinkedHashSet<>();
    private long freshBytes;
    private long freshRanBytes;

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
        Optional<byte[]> blob = store.load(name);
        readBytes = blob.map(bytes -> bytes.length).orElse(0);
        known = open(blob);
        readNanos = System.nanoTime() - start;
    }

    private Kept open(Optional<byte[]> blob) {
        if (blob.isEmpty()) {
            return Kept.NOTHING;
        }
        Optional<Kept> kept = Sealed.open(key, blob.get()).flatMap(Kept::decode);
        if (kept.isEmpty()) {
            store.damaged(name, key);
        }
        return kept.orElse(Kept.NOTHING);
    }

    /** Whether it is the cache of the module whose bytes have that hash. */
    public boolean isOf(byte[] contentHash) {
        return Arrays.equals(hash, contentHash);
    }

    /** How many bytes were read for it when it was made. */
    public long readBytes() {
        return readBytes;
    }

    /** How long that took. */
    public long readNanos() {
        return readNanos;
    }

    /** The functions that have cached code. */
    public Set<Integer> functions() {
        return known.code().keySet();
    }

    /** The functions that ran in earlier runs, in the order of their first calls. */
    public Set<Integer> ranBefore() {
        return known.ran();
    }

    /** The cached code of a function. */
    public Optional<CodeArtifact> find(int functionIndex) {
        ByteBuffer bytes = known.code().get(functionIndex);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(format.decode(functionIndex, bytes.duplicate()));
        } catch (RuntimeException e) {
            // Whole, but not what this build writes: as good as none.
            return Optional.empty();
        }
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
            Kept fresh = takeFresh();
            if (fresh.code().isEmpty() && fresh.ran().isEmpty()) {
                return;
            }
            long start = System.nanoTime();
            int[] bytes = new int[1];
            boolean stored = store.update(name, present -> {
                byte[] blob = Sealed.seal(key, open(present).with(fresh).encode());
                bytes[0] = blob.length;
                return blob;
            });
            if (stored) {
                observer.written(fresh.code().size(), bytes[0], System.nanoTime() - start);
            }
        }
    }

    private synchronized Kept takeFresh() {
        Kept fresh = new Kept(freshRan, freshCode);
        freshCode = new HashMap<>();
        freshRan = new LinkedHashSet<>();
        freshBytes = 0;
        freshRanBytes = 0;
        return fresh;
    }
}
