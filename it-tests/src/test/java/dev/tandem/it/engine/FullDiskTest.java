// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Module;
import dev.tandem.manager.cache.DirectoryStore;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cache on disks of every size, from none to enough: writing fails at each block in turn. */
@Timeout(600)
class FullDiskTest {
    private static final int BLOCK = 64;
    /** Room for both functions' code, twice. */
    private static final int ENOUGH = 16384;

    private static FileSystem disk(int bytes) {
        return Jimfs.newFileSystem(Configuration.unix().toBuilder()
                .setAttributeViews("basic", "owner", "posix", "unix")
                .setDefaultAttributeValue("owner:owner", System.getProperty("user.name"))
                .setBlockSize(BLOCK)
                .setMaxSize(bytes)
                .build());
    }

    /** Calls a function in a new engine; returns for how many functions there was code. */
    private static int run(Path directory, String function, int argument, int expected) {
        EngineConfig config = EngineConfig.standard().withTier("optimizing").withCodeDirectory(directory);
        try (Engine engine = Engine.create(config);
                Module module = engine.compile(ArrivingModules.DOUBLE_FIRST)) {
            assertEquals(expected, module.instantiate().function(function).call(argument)[0]);
            return module.statistics().cached();
        }
    }

    @Test
    void resultsAreRightAndWhatWasKeptStays() throws IOException {
        int kept = 0;
        for (int bytes = BLOCK; bytes <= ENOUGH; bytes += bytes < 4096 ? BLOCK : 1024) {
            try (FileSystem disk = disk(bytes)) {
                Path directory = disk.getPath("/cache/code");
                run(directory, "double", 21, 42);
                int before = run(directory, "double", 11, 22);
                run(directory, "quadruple", 5, 20);
                assertEquals(before, run(directory, "double", 10, 20), "a write that failed has damaged what was there");
                kept = run(directory, "quadruple", 6, 24);
                DirectoryStore store = new DirectoryStore(directory, ENOUGH);
                assertTrue(store.entries().stream().allMatch(DirectoryStore.Entry::whole));
                if (Files.exists(directory)) {
                    try (Stream<Path> files = Files.list(directory)) {
                        assertTrue(files.noneMatch(file -> file.toString().endsWith(".tmp")), "what could not be written is gone");
                    }
                }
            }
        }
        assertTrue(kept > 0, "in the end there was room");
    }
}
