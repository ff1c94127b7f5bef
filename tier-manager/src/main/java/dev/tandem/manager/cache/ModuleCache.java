// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import dev.tandem.ir.code.ArtifactFormat;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.manager.CodeStore;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The cached code of one module. Thread-safe. */
public final class ModuleCache {
    private final CodeStore store;
    private final ArtifactFormat format;
    private final CacheWriter writer;
    private final String key;
    private final String name;
    /** What was there when the module was loaded. */
    private final Map<Integer, ByteBuffer> known;

    /** Guarded by this: what is new since the last writing. */
    private final Map<Integer, byte[]> fresh = new HashMap<>();

    private long freshBytes;

    ModuleCache(CodeStore store, ArtifactFormat format, CacheWriter writer, String key) {
        this.store = store;
        this.format = format;
        this.writer = writer;
        this.key = key;
        name = CacheFile.name(key);
        known = read();
    }

    private Map<Integer, ByteBuffer> read() {
        Optional<byte[]> file = store.load(name);
        if (file.isEmpty()) {
            return Map.of();
        }
        Optional<Map<Integer, ByteBuffer>> artifacts = CacheFile.decode(key, file.get());
        if (artifacts.isEmpty()) {
            store.remove(name);
        }
        return artifacts.orElse(Map.of());
    }

    /** How many functions have cached code. */
    public int size() {
        return known.size();
    }

    /** The cached code of a function. */
    public Optional<CodeArtifact> find(int functionIndex) {
        ByteBuffer bytes = known.get(functionIndex);
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
            fresh.put(artifact.functionIndex(), bytes);
            freshBytes += bytes.length;
            gathered = freshBytes;
        }
        writer.added(this, gathered);
    }

    /** Writes what is new, together with what others have written meanwhile. */
    void flush() {
        Map<Integer, byte[]> all;
        synchronized (this) {
            if (fresh.isEmpty()) {
                return;
            }
            all = new HashMap<>();
            read().forEach((function, bytes) -> all.put(function, copy(bytes)));
            all.putAll(fresh);
            fresh.clear();
            freshBytes = 0;
        }
        store.store(name, CacheFile.encode(key, all));
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }
}
