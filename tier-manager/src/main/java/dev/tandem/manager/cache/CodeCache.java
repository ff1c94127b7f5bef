// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import dev.tandem.ir.code.ArtifactFormat;
import dev.tandem.manager.CodeStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The cache of one engine's optimized code, for one backend. Thread-safe. */
public final class CodeCache {
    private final CodeStore store;
    private final ArtifactFormat format;
    private final CacheWriter writer = new CacheWriter();
    private @Nullable String build;

    public CodeCache(CodeStore store, ArtifactFormat format) {
        this.store = store;
        this.format = format;
    }

    /** Looks for the JDK's digest on another thread: finding the first of a process takes as long as compiling a small module. */
    public static void prepare() {
        Thread thread = new Thread(CodeCache::newDigest, "tandem cache");
        thread.setDaemon(true);
        thread.start();
    }

    /** A digest for {@link #open}, to be given a module's bytes. */
    public static MessageDigest newDigest() {
        return CacheFile.sha256();
    }

    /**
     * The cache of a module.
     *
     * @param hash {@linkplain #newDigest digest} of all of its bytes
     */
    public ModuleCache open(byte[] hash) {
        String key = "module " + HexFormat.of().formatHex(hash) + "\ntarget " + format.target() + "\nbuild " + build();
        return new ModuleCache(store, format, writer, key);
    }

    private synchronized String build() {
        String known = build;
        if (known == null) {
            known = BuildIdentity.describe();
            build = known;
        }
        return known;
    }

    /** Writes what is not written yet. */
    public void close() {
        writer.flush();
    }
}
