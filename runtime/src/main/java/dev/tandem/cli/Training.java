// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The training run of the AOT cache: the launcher starts this once after a build, and the JVM keeps the classes that it meets on the
 * way. All of them are loaded at every start, so only {@code run} is trained: its guests are waited for.
 */
public final class Training {
    private Training() {}

    /** Takes the folder of the examples. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("tandem-training");
        String cache = "--cache-dir=" + folder;
        String hello = args[0] + "/hello.wasm";
        String maze = args[0] + "/maze.wasm";
        String[][] lines = {
            {"run", "--backend=jvm", "--no-cache", hello},
            {"run", "--backend=jvm", "--no-cache", maze, "20", "10", "1"},
            {"run", cache, hello},
            {"run", cache, "--tier=optimizing", hello},
            {"run", cache, "--dir=.::/:ro", "--env=NO_COLOR=1", "--timeout=1m", maze, "20", "10", "1"},
            {"run", "--no-cache", "--tier=call-count", maze, "20", "10", "1"},
            {"run", cache, "--tier=optimizing", "--stats=json", "--invoke=_start", hello},
            {"run", cache, hello + ".no-such-file"},
        };
        for (String[] line : lines) {
            Main.execute(silent(), line);
        }
        // Where code is kept by default is said by the environment; what is kept there is left alone.
        CacheLocation.store(null);
        CacheLocation.store(folder.toString()).clear();
        // Its lock stays.
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static Console silent() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Console(InputStream.nullInputStream(), nowhere, nowhere, false);
    }
}
