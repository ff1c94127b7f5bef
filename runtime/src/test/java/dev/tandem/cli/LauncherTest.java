// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code tandem}, in a checkout that Maven has built, with a JDK that says how it was called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String COMPILE_LITTLE = "-XX:TieredStopAtLevel=1";

    @TempDir
    Path root;

    private Path jdk;

    @BeforeEach
    void checkout() throws IOException {
        Files.copy(Path.of("..", "tandem"), root.resolve("tandem"));
        Files.createDirectories(root.resolve("runtime/src/main"));
        Files.createFile(root.resolve("pom.xml"));
        Files.createDirectories(root.resolve("runtime/target/dist/lib"));
        Files.createFile(root.resolve("runtime/target/tandem.jar"));
        jdk = jdk("jdk", "25.0.3");
        script(jdk.resolve("bin/java"), "for word; do echo \"$word\"; done");
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectory(root.resolve(name));
        Files.createDirectory(home.resolve("bin"));
        script(home.resolve("bin/javac"), "exit 1");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\nIMPLEMENTOR_VERSION=\"Tests\"\n");
        return home;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private CommandLineRun tandem(Path home, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", root.resolve("tandem").toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("TANDEM_JAVA_HOME", home.toString());
        builder.environment().remove("TANDEM_JAVA_OPTS");
        Path err = root.resolve("err");
        Process process = builder.redirectError(err.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CommandLineRun(waitFor(process), out, Files.readString(err));
    }

    private static int waitFor(Process process) {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                process.destroy();
            }
        }
    }

    @Test
    void whatTheMachineIsIsFoundOutWhoeverBuilt() throws IOException {
        CommandLineRun first = tandem(jdk, "run", "a b.wasm", "*");
        assertEquals(0, first.exitCode(), first.err());
        assertTrue(first.out().endsWith("dev.tandem.cli.Main\nrun\na b.wasm\n*\n"), first.out());
        assertEquals(jdk + "\n", Files.readString(root.resolve("runtime/target/dist/jdk")));
        assertFalse(Files.readString(root.resolve("runtime/target/dist/machine")).isBlank());
        assertEquals(first.out(), tandem(jdk, "run", "a b.wasm", "*").out());
    }

    @Test
    void onlyMachineCodeOfGuestsGoesWithoutC2() throws IOException {
        Files.writeString(root.resolve("runtime/target/dist/machine"), "Linux x86_64\n");
        assertTrue(tandem(jdk, "run", "a.wasm").out().contains(COMPILE_LITTLE));
        assertFalse(tandem(jdk, "run", "--backend=jvm", "a.wasm").out().contains(COMPILE_LITTLE));
        assertFalse(tandem(jdk, "compile", "a.wasm").out().contains(COMPILE_LITTLE));
        Files.writeString(root.resolve("runtime/target/dist/machine"), "Darwin arm64\n");
        assertFalse(tandem(jdk, "run", "a.wasm").out().contains(COMPILE_LITTLE));
    }

    @Test
    void anOldJdkIsRefused() throws IOException {
        CommandLineRun run = tandem(jdk("old", "17.0.1"), "run", "a.wasm");
        assertEquals(2, run.exitCode());
        assertEquals("tandem: TANDEM_JAVA_HOME is not a JDK 25 or newer: " + root.resolve("old") + "\n", run.err());
    }
}
