// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import dev.tandem.ir.code.ArtifactFormat;
import dev.tandem.manager.CodeStore;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The cache of one engine's optimized code, for one backend. Thread-safe. */
public final class CodeCache {
    private static final int HASH_SIZE = 32;

    private final TolerantStore store;
    private final ArtifactFormat format;
    private final CacheWriter writer = new CacheWriter();
    private final String tiers;
    private final Set<String> phasesOff;
    private @Nullable String target;

    /**
     * A cache that logs the first thing that goes wrong.
     *
     * @param tiers names of the policies by which functions come to the compiler, and with which profile: code that was made without one, ahead of the first
     *     call, would be in the way of better code for good
     * @param phasesOff what the compiler leaves out
     */
    public CodeCache(CodeStore store, ArtifactFormat format, String tiers, Set<String> phasesOff) {
        this(store, format, tiers, phasesOff, problem -> System.getLogger("dev.tandem").log(System.Logger.Level.WARNING, problem));
    }

    CodeCache(CodeStore store, ArtifactFormat format, String tiers, Set<String> phasesOff, Consumer<String> log) {
        this.tiers = tiers;
        this.phasesOff = phasesOff;
        this.store = new TolerantStore(store, log);
        this.format = format;
    }

    /** Looks for the JDK's digest on another thread: finding the first of a process takes as long as compiling a small module. */
    public static void prepare() {
        Thread thread = new Thread(Sealed::sha256, "tandem cache");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The cache of a module.
     *
     * @param hash {@linkplain ContentHash hash} of its bytes
     */
    public ModuleCache open(byte[] hash, ModuleCache.Observer observer) {
        return new ModuleCache(store, format, writer, hash, target(), observer);
    }

    /** The hash of a module's bytes when that version of it was last here. Others may be sent under the same name: it is to be checked. */
    public Optional<byte[]> recall(WebVersion version) {
        return store.load(Sealed.name(version.identity()))
                .flatMap(Sealed::open)
                .filter(sealed -> sealed.key().equals(version.key()) && sealed.parts() == 1)
                .flatMap(sealed -> sealed.part(0))
                .map(ByteBuffer::array)
                .filter(hash -> hash.length == HASH_SIZE);
    }

    /** Keeps the hash of a module's bytes for {@link #recall}, in place of that of another version. Returns at once. */
    public void remember(WebVersion version, byte[] hash) {
        byte[] blob = Sealed.seal(version.key(), List.of(ByteBuffer.wrap(hash)));
        writer.added(() -> store.store(Sealed.name(version.identity()), blob), Long.MAX_VALUE);
    }

    private synchronized String target() {
        String known = target;
        if (known == null) {
            known = "target " + format.target() + "\nbuild " + BuildIdentity.describe() + "\ntiers " + tiers;
            if (!phasesOff.isEmpty()) {
                known += "\nwithout " + String.join(" ", new TreeSet<>(phasesOff));
            }
            target = known;
        }
        return known;
    }

    /** Writes what is not written yet. */
    public void close() {
        writer.flush();
    }
}
