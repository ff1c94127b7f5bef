// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.UUID;
import java.util.stream.Stream;

/** Tells builds of the compilers, and the JDKs under them, apart: by size and time of the files that the classes come from. */
final class BuildIdentity {
    private BuildIdentity() {}

    static String describe() {
        return Runtime.version() + " " + System.getProperty("os.arch") + " " + of(CodeArtifact.class) + " " + of(OptimizingCompiler.class);
    }

    private static String of(Class<?> type) {
        try {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            if (source == null || source.getLocation() == null) {
                return unknown();
            }
            URI location = source.getLocation().toURI();
            Path path = Path.of(location);
            return Files.isDirectory(path) ? ofFolder(path) : stamp(path);
        } catch (IOException | UncheckedIOException | URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return unknown();
        }
    }

    /** Equal to no other build's: nothing is found, and nothing wrong. */
    private static String unknown() {
        return UUID.randomUUID().toString();
    }

    private static String stamp(Path file) throws IOException {
        return Long.toHexString(Files.size(file)) + "-" + Long.toHexString(Files.getLastModifiedTime(file).toMillis());
    }

    private static String ofFolder(Path folder) throws IOException {
        long mixed = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                mixed = mixed * 31 + stamp(file).hashCode();
            }
        }
        return Long.toHexString(mixed);
    }
}
