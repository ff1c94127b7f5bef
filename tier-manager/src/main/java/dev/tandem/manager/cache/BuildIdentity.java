// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Tells builds of the compilers, and the JDKs under them, apart: by size and time of the files that the classes come from, and for jars by the checksums
 * in them, because there are systems on which all files have the same time.
 */
final class BuildIdentity {
    /** The directory of a jar, with the checksum of each class, is the last thing in it, and not larger. */
    private static final int LARGEST_DIRECTORY = 1 << 18;

    private BuildIdentity() {}

    static String describe() {
        return Runtime.version() + " " + System.getProperty("os.arch") + " " + of(WasmModule.class) + " " + of(CodeArtifact.class) + " " + of(OptimizingCompiler.class);
    }

    private static String of(Class<?> type) {
        try {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            if (source == null || source.getLocation() == null) {
                return unknown();
            }
            URI location = source.getLocation().toURI();
            return of(Path.of(location));
        } catch (IOException | UncheckedIOException | URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return unknown();
        }
    }

    /** Of a jar or a folder of classes. */
    static String of(Path path) throws IOException {
        return Files.isDirectory(path) ? ofFolder(path) : stamp(path) + "-" + directory(path);
    }

    private static String directory(Path jar) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(jar)) {
            ByteBuffer end = ByteBuffer.allocate((int) Math.min(channel.size(), LARGEST_DIRECTORY));
            channel.position(channel.size() - end.capacity());
            while (end.hasRemaining() && channel.read(end) >= 0) {}
            CRC32 checksum = new CRC32();
            checksum.update(end.flip());
            return Long.toHexString(checksum.getValue());
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
