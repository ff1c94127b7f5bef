// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.ir.code.ArtifactFormat;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.Tier;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class ModuleCacheTest {
    private static final byte[] HASH = {1, 2, 3};
    private static final int LARGE = 1 << 16;

    private final MemoryStore store = new MemoryStore();

    private record Artifact(int functionIndex, Tier tier, int size) implements CodeArtifact {}

    /** Writes the size alone. */
    private static final class Format implements ArtifactFormat {
        @Override
        public String target() {
            return "test";
        }

        @Override
        public byte[] encode(CodeArtifact artifact) {
            return ByteBuffer.allocate(4).putInt(artifact.size()).array();
        }

        @Override
        public CodeArtifact decode(int functionIndex, ByteBuffer bytes) {
            return new Artifact(functionIndex, Tier.OPTIMIZED, bytes.getInt());
        }
    }

    private CodeCache engine() {
        return new CodeCache(store, new Format(), "dynamic", Set.of(), _ -> {});
    }

    private static Artifact artifact(int function, int size) {
        return new Artifact(function, Tier.OPTIMIZED, size);
    }

    private static Optional<Integer> size(ModuleCache cache, int function) {
        return cache.find(function).map(CodeArtifact::size);
    }

    @Test
    void codeAndWhatRanAreThereTheNextTime() {
        CodeCache first = engine();
        ModuleCache cache = first.open(HASH, ModuleCache.Observer.NONE);
        cache.ran(7, 10);
        cache.ran(3, 10);
        cache.ran(7, 10);
        cache.add(artifact(3, 30));
        first.close();
        ModuleCache next = engine().open(HASH, ModuleCache.Observer.NONE);
        assertEquals(List.of(7, 3), List.copyOf(next.ranBefore()), "in the order of the first calls");
        assertArrayEquals(new int[] {3}, next.functions());
        assertEquals(Optional.of(30), size(next, 3));
        assertEquals(Optional.empty(), size(next, 7));
        assertTrue(engine().open(new byte[] {9}, ModuleCache.Observer.NONE).ranBefore().isEmpty());
    }

    /** So nothing that differs in one of these is ever found. */
    @Test
    void theKeyNamesAllThatCodeDependsOn() {
        CodeCache engine = new CodeCache(store, new Format(), "dynamic", Set.of("peeling", "inlining"), _ -> {});
        engine.open(HASH, ModuleCache.Observer.NONE).add(artifact(1, 10));
        engine.close();
        String key = Sealed.open(ByteBuffer.wrap(store.blobs.values().iterator().next())).orElseThrow().key();
        assertEquals(
                "module " + HexFormat.of().formatHex(HASH) + "\ntarget test\nbuild " + BuildIdentity.describe() + "\ntiers dynamic\nwithout inlining peeling", key);
        assertEquals(0, engine().open(HASH, ModuleCache.Observer.NONE).functions().length, "other options");
        CodeCache other = new CodeCache(store, new Format(), "optimizing", Set.of("peeling", "inlining"), _ -> {});
        assertEquals(0, other.open(HASH, ModuleCache.Observer.NONE).functions().length, "another policy");
    }

    @Test
    void twoThatWriteAfterEachOtherKeepBoth() {
        CodeCache one = engine();
        CodeCache other = engine();
        ModuleCache first = one.open(HASH, ModuleCache.Observer.NONE);
        ModuleCache second = other.open(HASH, ModuleCache.Observer.NONE);
        first.ran(1, LARGE);
        first.add(artifact(1, 10));
        second.ran(2, LARGE);
        second.add(artifact(2, 20));
        one.close();
        other.close();
        ModuleCache next = engine().open(HASH, ModuleCache.Observer.NONE);
        assertArrayEquals(new int[] {1, 2}, next.functions());
        assertEquals(Set.of(1, 2), next.ranBefore());
    }

    @Test
    void thatFewFunctionsRanIsNotWorthWriting() {
        CodeCache engine = engine();
        engine.open(HASH, ModuleCache.Observer.NONE).ran(1, LARGE - 1);
        engine.close();
        assertTrue(store.blobs.isEmpty());
        ModuleCache cache = engine.open(HASH, ModuleCache.Observer.NONE);
        cache.ran(1, LARGE - 1);
        cache.ran(2, 1);
        engine.close();
        assertEquals(Set.of(1, 2), engine().open(HASH, ModuleCache.Observer.NONE).ranBefore());
        store.users.clear();
        CodeCache again = engine();
        again.open(HASH, ModuleCache.Observer.NONE).ran(1, LARGE);
        again.close();
        assertEquals(1, store.users.size(), "nothing is new, so it is read and not written");
    }

    /** The threads that run guests and compile add; another one writes. */
    @Test
    void addingNeverTouchesTheStore() {
        CodeCache engine = engine();
        ModuleCache cache = engine.open(HASH, ModuleCache.Observer.NONE);
        store.users.clear();
        for (int i = 0; i < 5000; i++) {
            cache.ran(i, LARGE);
            cache.add(artifact(i, i));
            cache.find(i);
        }
        assertFalse(store.users.contains(Thread.currentThread()));
    }

    @Test
    void anyDamageMeansThatNothingIsThere() {
        CodeCache first = engine();
        ModuleCache cache = first.open(HASH, ModuleCache.Observer.NONE);
        cache.ran(1, 10);
        cache.add(artifact(1, 10));
        first.close();
        String name = store.blobs.keySet().iterator().next();
        byte[] whole = store.blobs.get(name);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertNothing(first, name, cut, "cut to " + length);
        }
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertNothing(first, name, flipped, "bit " + bit);
        }
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            byte[] noise = new byte[random.nextInt(2 * whole.length)];
            random.nextBytes(noise);
            assertNothing(first, name, noise, "-Dtandem.test.seed=" + seed);
        }
    }

    private void assertNothing(CodeCache engine, String name, byte[] blob, String what) {
        store.blobs.put(name, blob);
        assertEquals(Optional.empty(), size(engine.open(HASH, ModuleCache.Observer.NONE), 1), what);
        engine.close();
        assertFalse(engine.open(HASH, ModuleCache.Observer.NONE).hasCode(1), () -> "what is of no use goes: " + what);
    }

    /** Not of the other functions, nor for more than one run. */
    @Test
    void damagedCodeOfOneFunctionIsMadeAgain() {
        CodeCache first = engine();
        ModuleCache cache = first.open(HASH, ModuleCache.Observer.NONE);
        cache.ran(2, 10);
        for (int function : new int[] {1, 2, 3}) {
            cache.add(artifact(function, 10 * function));
        }
        first.close();
        byte[] blob = store.blobs.values().iterator().next();
        blob[blob.length - 5] ^= 1;
        List<String> messages = new ArrayList<>();
        CodeCache next = new CodeCache(store, new Format(), "dynamic", Set.of(), messages::add);
        ModuleCache damaged = next.open(HASH, ModuleCache.Observer.NONE);
        assertEquals(List.of(), messages, "nobody has asked for it");
        assertEquals(Optional.of(10), size(damaged, 1));
        assertEquals(Optional.empty(), size(damaged, 2));
        assertEquals(Optional.empty(), size(damaged, 2));
        assertEquals(Optional.of(30), size(damaged, 3));
        next.close();
        assertEquals(List.of("optimized code of earlier runs was damaged, and is made again: module 010203"), messages);
        ModuleCache repaired = engine().open(HASH, ModuleCache.Observer.NONE);
        assertArrayEquals(new int[] {1, 3}, repaired.functions());
        assertEquals(Set.of(2), repaired.ranBefore());
        damaged.add(artifact(2, 21));
        next.close();
        assertEquals(Optional.of(21), size(engine().open(HASH, ModuleCache.Observer.NONE), 2));
    }

    /** With a right checksum, and sizes that lie. */
    @Test
    void sizesThatLieAreDamage() {
        CodeCache engine = engine();
        engine.open(HASH, ModuleCache.Observer.NONE).add(artifact(1, 10));
        engine.close();
        String name = store.blobs.keySet().iterator().next();
        String key = key(store.blobs.get(name));
        ByteBuffer code = ByteBuffer.wrap(new byte[4]);
        for (int[] words : new int[][] {{}, {-1}, {0}, {0, 1}, {1}, {2, 1}, {2, 1, 2}, {-1, 1}, {Integer.MAX_VALUE, 1}}) {
            ByteBuffer indices = ByteBuffer.allocate(4 * words.length);
            indices.asIntBuffer().put(words);
            store.blobs.put(name, Sealed.seal(key, List.of(indices, code)));
            assertEquals(0, engine().open(HASH, ModuleCache.Observer.NONE).functions().length, () -> Arrays.toString(words));
            assertFalse(store.blobs.containsKey(name), () -> Arrays.toString(words));
        }
        store.blobs.put(name, Sealed.seal(key, List.of()));
        assertEquals(0, engine().open(HASH, ModuleCache.Observer.NONE).functions().length);
    }

    private static String key(byte[] blob) {
        return Sealed.open(ByteBuffer.wrap(blob)).orElseThrow().key();
    }

    @Test
    void aBrokenStoreIsReportedOnceAndDoesNoHarm() {
        List<String> messages = new ArrayList<>();
        store.broken = true;
        CodeCache engine = new CodeCache(store, new Format(), "dynamic", Set.of(), messages::add);
        ModuleCache cache = engine.open(HASH, ModuleCache.Observer.NONE);
        cache.add(artifact(1, 10));
        assertEquals(Optional.empty(), size(cache, 1));
        engine.remember(new WebVersion(URI.create("http://example.org/"), "1"), new byte[32]);
        assertTrue(engine.recall(new WebVersion(URI.create("http://example.org/"), "1")).isEmpty());
        engine.close();
        assertEquals(List.of("no optimized code of earlier runs is used: the store is broken"), messages);
    }

    @Test
    void modulesFromTheWebAreRecalledByVersion() {
        CodeCache engine = engine();
        byte[] hash = new byte[32];
        hash[5] = 5;
        URI url = URI.create("https://user:secret@example.org:81/a.wasm?token=secret");
        engine.remember(new WebVersion(url, "\"1\""), hash);
        engine.close();
        assertArrayEquals(hash, engine().recall(new WebVersion(url, "\"1\"")).orElseThrow());
        assertTrue(engine().recall(new WebVersion(url, "\"2\"")).isEmpty());
        assertTrue(engine().recall(new WebVersion(URI.create("https://example.org:81/a.wasm?token=other"), "\"1\"")).isEmpty());
        assertEquals(
                "url https://example.org:81/a.wasm " + Sealed.name(url.toString()) + "\nversion \"1\"",
                key(store.blobs.values().iterator().next()));
        byte[] other = new byte[32];
        engine.remember(new WebVersion(url, "\"2\""), other);
        engine.close();
        assertEquals(1, store.blobs.size(), "in place of the old version");
        assertArrayEquals(other, engine().recall(new WebVersion(url, "\"2\"")).orElseThrow());
    }
}
