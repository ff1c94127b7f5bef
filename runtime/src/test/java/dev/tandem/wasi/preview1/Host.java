// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import dev.tandem.wasi.fs.Directory;
import dev.tandem.wasi.nio.PathDirectory;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of file systems that everything about files must work on alike. */
enum Host {
    REAL,
    JIMFS,
    JIMFS_WITHOUT_SECURE_STREAMS;

    Sandbox sandbox() throws IOException {
        if (this == REAL) {
            return new Sandbox(Files.createTempDirectory("tandem-wasi"), null);
        }
        Configuration configuration = Configuration.unix();
        if (this == JIMFS_WITHOUT_SECURE_STREAMS) {
            configuration = configuration.toBuilder()
                    .setSupportedFeatures(Feature.LINKS, Feature.SYMBOLIC_LINKS, Feature.FILE_CHANNEL)
                    .build();
        }
        FileSystem files = Jimfs.newFileSystem(configuration);
        return new Sandbox(Files.createDirectory(files.getPath("/base")), files);
    }

    /** A directory {@code root} for guests, beside a directory {@code outside} with a secret. */
    record Sandbox(Path base, FileSystem files) implements AutoCloseable {
        static final String SECRET = "secret";

        Sandbox {
            try {
                Files.createDirectory(base.resolve("root"));
                Files.writeString(Files.createDirectory(base.resolve("outside")).resolve("file"), SECRET);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        Path root() {
            return base.resolve("root");
        }

        Path outside() {
            return base.resolve("outside");
        }

        Directory open() {
            return PathDirectory.open(root());
        }

        /** Whether what is outside is as it was. */
        boolean isOutsideUntouched() throws IOException {
            try (Stream<Path> content = Files.list(outside());
                    Stream<Path> beside = Files.list(base)) {
                return content.map(path -> path.getFileName().toString()).toList().equals(List.of("file"))
                        && beside.count() == 2
                        && Files.getLastModifiedTime(outside().resolve("file")).toMillis() > 1
                        && Files.readString(outside().resolve("file")).equals(SECRET);
            }
        }

        @Override
        public void close() throws IOException {
            if (files != null) {
                files.close();
                return;
            }
            try (Stream<Path> all = Files.walk(base)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
