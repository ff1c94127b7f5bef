// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of Tandem's command line in a process of its own, and what came of it.
 *
 * <p>The system property {@code tandem.run.options} adds options to every {@code tandem run}, separated by blanks: the same programs
 * can so be run on any backend and tier. {@code tandem.run.jvm} adds options of the JVM.
 */
record TandemProcess(int exit, String out, String err) {

    private static final long DEADLINE_SECONDS = 1200;

    static TandemProcess run(List<String> options, Path module, List<String> guestArguments) {
        return run(options, module, guestArguments, "");
    }

    static TandemProcess run(List<String> options, Path module, List<String> guestArguments, String standardInput) {
        List<String> arguments = new ArrayList<>(List.of("run", "--no-cache"));
        arguments.addAll(words("tandem.run.options"));
        arguments.addAll(options);
        arguments.add(module.toString());
        arguments.addAll(guestArguments);
        return start(arguments, standardInput);
    }

    static TandemProcess start(List<String> arguments, String standardInput) {
        return start(List.of("--enable-native-access=ALL-UNNAMED"), arguments, standardInput);
    }

    static TandemProcess start(List<String> jvmOptions, List<String> arguments, String standardInput) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
        command.addAll(jvmOptions);
        command.addAll(words("tandem.run.jvm"));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command.addAll(List.of("-cp", classPath, "dev.tandem.cli.Main"));
        command.addAll(arguments);
        try {
            return execute(command, standardInput);
        } catch (IOException e) {
            throw new AssertionError("cannot start " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static TandemProcess execute(List<String> command, String standardInput) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tandem");
        Path in = folder.resolve("in");
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        try {
            Files.writeString(in, standardInput);
            Process process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("still running after " + DEADLINE_SECONDS + " s: " + Files.readString(err));
            }
            return new TandemProcess(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            for (Path file : List.of(in, out, err, folder)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static List<String> words(String property) {
        String value = System.getProperty(property, "").strip();
        return value.isEmpty() ? List.of() : List.of(value.split(" +"));
    }

    TandemProcess exits(int expected) {
        assertEquals(expected, exit, () -> "exit code; standard error was:\n" + err);
        return this;
    }

    TandemProcess prints(String expected) {
        assertEquals(expected, out, () -> "standard output; standard error was:\n" + err);
        return this;
    }

    TandemProcess printsLine(String line) {
        assertTrue(out.lines().anyMatch(line::equals), () -> "no line '" + line + "' in:\n" + out + "\n" + err);
        return this;
    }

    TandemProcess complains(String part) {
        assertTrue(err.contains(part), () -> "no '" + part + "' in standard error:\n" + err);
        return this;
    }
}
