// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is a Java module compiles against the public API without a warning, and runs on the module path. */
class ModularProgramIT {

    private static final String DESCRIPTOR = """
            module program {
                requires dev.tandem.runtime;
            }
            """;

    private static final String PROGRAM = """
            package program;

            import dev.tandem.api.Engine;

            final class Program {
                private Program() {}

                public static void main(String[] args) {
                    byte[] module = {
                        0, 'a', 's', 'm', 1, 0, 0, 0, // (module
                        1, 5, 1, 0x60, 0, 1, 0x7f, //      (type (func (result i32)))
                        3, 2, 1, 0, //                     (func (type 0)
                        7, 5, 1, 1, 'f', 0, 0, //            (export "f")
                        10, 6, 1, 4, 0, 0x41, 42, 0x0b //      (i32.const 42)))
                    };
                    try (Engine engine = Engine.create()) {
                        System.out.println(engine.compile(module).instantiate().function("f").call()[0]);
                    }
                }
            }
            """;

    @Test
    void compilesAndRuns(@TempDir Path folder) throws IOException, InterruptedException {
        Path source = Files.createDirectories(folder.resolve("source/program"));
        Files.writeString(source.resolveSibling("module-info.java"), DESCRIPTOR);
        Files.writeString(source.resolve("Program.java"), PROGRAM);
        String modules = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Files.exists(Path.of(entry)))
                .collect(Collectors.joining(File.pathSeparator));
        Path classes = folder.resolve("classes");

        int compiled = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                        "-Xlint:all",
                        "-Werror",
                        "--class-path", // otherwise that of this JVM
                        folder.toString(),
                        "--module-path",
                        modules,
                        "-d",
                        classes.toString(),
                        source.resolveSibling("module-info.java").toString(),
                        source.resolve("Program.java").toString());
        assertEquals(0, compiled);

        Process program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=dev.tandem.ir",
                        "--module-path",
                        classes + File.pathSeparator + modules,
                        "--module",
                        "program/program.Program")
                .redirectErrorStream(true)
                .start();
        String printed = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("42", printed.strip());
        assertEquals(0, program.waitFor());
    }
}
