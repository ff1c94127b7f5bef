// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.cli.CommandLineRun;
import dev.tandem.cli.TinyModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecCommandTest {
    private static final String MODULE =
            "{\"type\":\"module\",\"line\":1,\"name\":\"M\",\"filename\":\"a.0.wasm\",\"module_type\":\"binary\"}";
    private static final String ADD_GIVES = "{\"type\":\"assert_return\",\"line\":2,\"action\":{\"type\":\"invoke\",\"field\":\"add\",\"args\":"
            + "[{\"type\":\"i32\",\"value\":\"4294967295\"},{\"type\":\"i32\",\"value\":\"2\"}]},"
            + "\"expected\":[{\"type\":\"i32\",\"value\":\"%s\"}]}";
    private static final String BOOM = "{\"type\":\"%s\",\"line\":3,\"action\":{\"type\":\"invoke\",\"module\":\"M\",\"field\":\"%s\","
            + "\"args\":[]},\"text\":\"%s\"}";
    private static final String REFUSED =
            "{\"type\":\"%s\",\"line\":4,\"filename\":\"%s\",\"module_type\":\"binary\",\"text\":\"\"}";
    private static final String TEXT =
            "{\"type\":\"assert_malformed\",\"line\":5,\"filename\":\"a.1.wat\",\"module_type\":\"text\",\"text\":\"\"}";

    @TempDir
    Path folder;

    private Path script(Path parent, String... commands) {
        try {
            Files.createDirectories(parent);
            Files.write(parent.resolve("a.0.wasm"), TinyModule.functions());
            Files.write(parent.resolve("invalid.wasm"), TinyModule.invalid());
            Files.write(parent.resolve("malformed.wasm"), new byte[] {0, 'a', 's', 'm', 2, 0, 0, 0});
            Files.write(parent.resolve("unlinkable.wasm"), TinyModule.importing("M", "add"));
            String json = "{\"source_filename\":\"a.wast\",\"commands\":[\n" + String.join(",\n", commands) + "\n]}";
            return Files.writeString(parent.resolve("a.json"), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsAsSpecifiedPasses() {
        Path script = script(
                folder,
                MODULE,
                ADD_GIVES.formatted("1"),
                BOOM.formatted("assert_trap", "boom", "unreachable"),
                BOOM.formatted("assert_exhaustion", "dive", "call stack exhausted"),
                "{\"type\":\"register\",\"line\":3,\"name\":\"M\",\"as\":\"M\"}",
                REFUSED.formatted("assert_invalid", "invalid.wasm"),
                REFUSED.formatted("assert_malformed", "malformed.wasm"),
                REFUSED.formatted("assert_unlinkable", "unlinkable.wasm"),
                TEXT);
        CommandLineRun run = CommandLineRun.of("spec", script.toString());
        assertEquals(
                new CommandLineRun(0, script + ": 8 passed, 0 failed, 1 skipped\n8 passed, 0 failed, 1 skipped\n", ""), run);
    }

    @Test
    void whatIsNotFailsWithItsLine() {
        Path script = script(
                folder,
                MODULE,
                ADD_GIVES.formatted("2"),
                BOOM.formatted("assert_trap", "dive", "unreachable"),
                REFUSED.formatted("assert_invalid", "a.0.wasm"),
                REFUSED.formatted("assert_unlinkable", "a.0.wasm"),
                REFUSED.formatted("assert_invalid", "gone.wasm"));
        CommandLineRun run = CommandLineRun.of("spec", script.toString());
        assertEquals(1, run.exitCode());
        String[] lines = run.out().split("\n", -1);
        assertEquals(script + ":2: add returned [i32 1], expected [i32 2]", lines[0]);
        assertTrue(lines[1].startsWith(script + ":3: expected TRAP, trapped: call stack exhausted"), run.out());
        assertEquals(script + ":4: the module was accepted, expected INVALID", lines[2]);
        assertEquals(script + ":4: the module was instantiated, expected UNLINKABLE", lines[3]);
        assertEquals(script + ":4: there is no gone.wasm beside the script", lines[4]);
        assertEquals(script + ": 1 passed, 5 failed, 0 skipped", lines[5]);
        assertEquals("1 passed, 5 failed, 0 skipped", lines[6]);
    }

    /** In one line, without what a parser says of itself. */
    @Test
    void aScriptThatCannotBeReadSaysWhyInOneLine() throws IOException {
        String command = "\"commands\":[{\"type\":\"module\",\"line\":%s}]}";
        for (String[] known : new String[][] {
            {"", "malformed JSON in line 1: Unexpected end-of-input"},
            {"\"commands\":[{", "malformed JSON in line 1: Unexpected end-of-input"},
            {"\"commands\":\n[{]}", "malformed JSON in line 2: Unexpected close marker ']'"},
            {"\"commands\":nul}", "malformed JSON in line 1: Unrecognized token 'nul'"},
            {command.formatted("1.5"), "unexpected JSON VALUE_NUMBER_FLOAT in line 1"},
            {command.formatted("99999999999"), "field \"line\" is missing or of another type"},
            {command.formatted("99999999999999999999"), "malformed JSON in line 1: Numeric value"},
            {"\"commands\":[" + ADD_GIVES.formatted("many") + "]}", "not a number: "},
        }) {
            Path script = Files.writeString(folder.resolve("bad.json"), "{\"source_filename\":\"a.wast\"," + known[0]);
            CommandLineRun run = CommandLineRun.of("spec", script.toString());
            assertEquals(1, run.exitCode(), run.out() + run.err());
            String[] lines = run.out().split("\n", -1);
            assertTrue(lines[0].startsWith(script + ":0: " + known[1]), run.out());
            assertFalse(lines[0].contains("Source"), lines[0]);
            assertEquals(script + ": 0 passed, 1 failed, 0 skipped", lines[1]);
            assertEquals("", run.err());
        }
    }

    @Test
    void refusedAtAnotherStageIsSaid() {
        Path script = script(folder, REFUSED.formatted("assert_malformed", "invalid.wasm"));
        CommandLineRun run = CommandLineRun.of("spec", script.toString());
        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("\n1 of the passed were refused at another stage"), run.out());
    }

    @Test
    void foldersArchivesAndThreads() throws IOException {
        script(folder.resolve("x/one"), MODULE, ADD_GIVES.formatted("1"));
        Files.writeString(folder.resolve("x/manifest.json"), "{\"no\":\"script\"}");
        Path archive = folder.resolve("x/two.zip");
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            script(zip.getPath("/b"), MODULE, TEXT);
            script(zip.getPath("/a"), MODULE);
        }
        CommandLineRun run = CommandLineRun.of("spec", "--threads=2", folder.resolve("x").toString());
        assertEquals(
                folder + "/x/one/a.json: 2 passed, 0 failed, 0 skipped\n"
                        + archive + ":/a/a.json: 1 passed, 0 failed, 0 skipped\n"
                        + archive + ":/b/a.json: 1 passed, 0 failed, 1 skipped\n"
                        + "4 passed, 0 failed, 1 skipped\n",
                run.out(),
                run.err());
        assertEquals(0, run.exitCode());
    }

    @Test
    void scriptThreadsHaveTheirOwnInstances() {
        String inner = "{\"type\":\"thread\",\"line\":3,\"name\":\"T\",\"commands\":[" + MODULE + "," + ADD_GIVES.formatted("1") + "]}";
        Path script = script(folder, inner, "{\"type\":\"wait\",\"line\":4,\"thread\":\"T\"}", ADD_GIVES.formatted("1"));
        CommandLineRun run = CommandLineRun.of("spec", script.toString());
        assertEquals(
                script + ":2: there is no current instance\n" + script + ": 4 passed, 1 failed, 0 skipped\n"
                        + "4 passed, 1 failed, 0 skipped\n",
                run.out());
    }
}
