// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import dev.tandem.manager.cache.DirectoryStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the command line keeps optimized code. */
public final class CacheLocation {
    private static final long MOST_BYTES = 512L << 20;

    private CacheLocation() {}

    /**
     * The store in a directory; the user's cache directory, as the XDG base directory specification has it, if none is given.
     *
     * @param directory what the user said
     */
    public static DirectoryStore store(@Nullable String directory) {
        return new DirectoryStore(directory == null ? standard() : Path.of(directory), MOST_BYTES);
    }

    private static Path standard() {
        String cache = System.getenv("XDG_CACHE_HOME");
        // The specification says to ignore relative ones.
        Path base = cache != null && Path.of(cache).isAbsolute() ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("tandem").resolve("code");
    }
}
