// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryStoreTest {
    private static final byte[] KIB = new byte[1024];

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-23T10:00:00Z");

    private DirectoryStore store(int mostBytes) {
        return new DirectoryStore(folder.resolve("code"), mostBytes, () -> now);
    }

    private void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("code"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatWasUsedLongestAgoGoes() throws IOException {
        DirectoryStore store = store(3 * KIB.length);
        for (String name : List.of("a", "b", "c")) {
            store.store(name, KIB);
            pass(1);
        }
        assertTrue(store.load("a").isPresent());
        pass(1);
        store.store("d", KIB);
        assertEquals(List.of("a.code", "c.code", "d.code"), files());
        assertEquals(List.of("d", "a", "c"), store.entries().stream().map(DirectoryStore.Entry::name).toList());
        assertFalse(store.store("e", new byte[4 * KIB.length]), "larger than all may be");
        assertEquals(3, files().size());
        store.store("f", new byte[3 * KIB.length]);
        assertEquals(List.of("f.code"), files());
    }

    /** What is used after the clock was set back does not look older than what was used before. */
    @Test
    void aClockThatGoesBackwardsDoesNoHarm() throws IOException {
        DirectoryStore store = store(3 * KIB.length);
        for (String name : List.of("a", "b", "c")) {
            store.store(name, KIB);
            pass(1);
        }
        pass(-86_400);
        store.store("d", KIB);
        assertTrue(files().contains("d.code"), "what is new stays");
        assertEquals(3, files().size());
        pass(1);
        store.store("e", KIB);
        pass(1);
        assertTrue(store.load("d").isPresent());
        pass(1);
        store.store("f", KIB);
        assertEquals(List.of("d.code", "e.code", "f.code"), files(), "and order is as ever again");
    }

    @Test
    void whatKilledWritersLeftBehindGoesInTheEnd() throws IOException {
        DirectoryStore store = store(10 * KIB.length);
        store.store("a", KIB);
        Path left = Files.write(folder.resolve("code/x1.tmp"), KIB);
        Files.setLastModifiedTime(left, FileTime.from(now));
        store.store("b", KIB);
        assertTrue(Files.exists(left), "it may be being written");
        Path later = Files.write(folder.resolve("code/x2.tmp"), KIB);
        Files.setLastModifiedTime(later, FileTime.from(now.plusSeconds(86_400)));
        pass(3601);
        store.store("c", KIB);
        assertFalse(Files.exists(left));
        pass(3602);
        store.store("d", KIB);
        assertFalse(Files.exists(later), "one from before the clock was set back, too");
        assertEquals(4, store.clear());
        assertEquals(List.of(), files());
    }

    @Test
    void filesAreReplacedAsAWhole() {
        DirectoryStore store = store(10 * KIB.length);
        store.store("a", KIB);
        store.store("a", new byte[] {1});
        assertEquals(ByteBuffer.wrap(new byte[] {1}), store.load("a").orElseThrow());
        store.remove("a");
        store.remove("a");
        assertEquals(Optional.empty(), store.load("a"));
    }

    /** As a module that is open while another process adds to its code, or while the cache is cleared. */
    @Test
    void whatIsLoadedStaysAsItWas() throws IOException {
        DirectoryStore store = store(1 << 24);
        for (int size : new int[] {KIB.length, 3 << 20}) {
            byte[] old = new byte[size];
            Arrays.fill(old, (byte) 1);
            store.store("a", old);
            ByteBuffer loaded = store.load("a").orElseThrow();
            store.store("a", new byte[size + 1]);
            assertEquals(size + 1, store.load("a").orElseThrow().remaining());
            store.clear();
            assertEquals(ByteBuffer.wrap(old), loaded);
        }
    }

    /** As two engines, or two processes, that add to the same module's code at the same moment. */
    @Test
    void updatesAtTheSameMomentAreAllKept() throws InterruptedException {
        int each = 50;
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            DirectoryStore store = store(10 * KIB.length);
            writers.add(Thread.ofPlatform().start(() -> {
                for (int k = 0; k < each; k++) {
                    store.update("a", present -> new byte[present.map(ByteBuffer::remaining).orElse(0) + 1]);
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertEquals(3 * each, store(10 * KIB.length).load("a").orElseThrow().remaining());
    }

    /** As processes that use a cache for the first time at the same moment. */
    @Test
    void whoComesSecondToMakeTheDirectoryUsesIt() throws Exception {
        for (int round = 0; round < 300; round++) {
            Path fresh = folder.resolve("round" + round);
            CyclicBarrier start = new CyclicBarrier(3);
            List<FutureTask<Boolean>> writers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                DirectoryStore store = new DirectoryStore(fresh, KIB.length);
                FutureTask<Boolean> writer = new FutureTask<>(() -> {
                    start.await();
                    return store.update("a", present -> new byte[present.map(ByteBuffer::remaining).orElse(0) + 1]);
                });
                Thread.ofPlatform().start(writer);
                writers.add(writer);
            }
            for (FutureTask<Boolean> writer : writers) {
                assertTrue(writer.get());
            }
            assertEquals(3, new DirectoryStore(fresh, KIB.length).load("a").orElseThrow().remaining(), "round " + round);
        }
    }

    /** Linux shows a process's own directory as one that belongs to its user, in which nobody can make files. */
    @Test
    void aReadOnlyDirectoryIsReadAndSaysWhyItIsNotWritten() {
        Path directory = Path.of("/proc", Long.toString(ProcessHandle.current().pid()));
        Assumptions.assumeTrue(Files.isDirectory(directory));
        DirectoryStore store = new DirectoryStore(directory, 10 * KIB.length);
        assertEquals(Optional.empty(), store.problem());
        assertEquals(Optional.empty(), store.load("a"));
        UncheckedIOException refused = assertThrows(UncheckedIOException.class, () -> store.store("a", KIB));
        assertTrue(refused.getMessage().contains(directory.toString()), refused.getMessage());
    }

    @Test
    void aPlaceBelowAFileSaysWhy() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        DirectoryStore below = new DirectoryStore(file.resolve("code"), 10 * KIB.length);
        assertThrows(UncheckedIOException.class, () -> below.store("a", KIB));
        DirectoryStore itself = new DirectoryStore(file, 10 * KIB.length);
        UncheckedIOException refused = assertThrows(UncheckedIOException.class, () -> itself.load("a"));
        assertTrue(refused.getMessage().endsWith("is not a directory"), refused.getMessage());
    }
}
