// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.cli.Console;
import dev.tandem.cli.TestCommandLine;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickRunTest {
    private static final Console CONSOLE = Console.ofProcess();

    /** All that a command line sets, as text. */
    private static String settings(RunCommand run) {
        return List.of(
                        run.engineOptions.backend,
                        run.engineOptions.tier,
                        String.valueOf(run.invoke),
                        run.directories.toString(),
                        run.environment.toString(),
                        String.valueOf(run.programName),
                        String.valueOf(run.timeout),
                        String.valueOf(run.maxMemory),
                        String.valueOf(run.stats),
                        String.valueOf(run.traceTiers),
                        run.engineOptions.profiling,
                        run.engineOptions.phasesOff.toString(),
                        String.valueOf(run.verbose()),
                        run.file,
                        run.arguments.toString())
                .toString();
    }

    private static RunCommand picocli(String... line) {
        return TestCommandLine.parse(CONSOLE, RunCommand.class, line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run a.wasm",
                "run -",
                "run a.wasm -",
                "run a.wasm -- --help -x --dir=/ - b.wasm --stats",
                "run a.wasm @file ${HOME} 'quoted' a=b",
                "run --dir=a --dir=b::/c:ro --env=A=B --env=C= --env=D==,E a.wasm x",
                "run --backend=jvm --tier=baseline --invoke=f --argv0=me --timeout=5s --max-memory=64MiB --verbose a.wasm 1 -2",
                "run --stats a.wasm json",
                "run --stats=json a.wasm",
                "run --trace-tiers a.wasm b",
                "run --trace-tiers=r.html --profiling=none a.wasm b",
                "run --verbose --stats a.wasm",
                "run --phases-off=peeling,inlining a.wasm",
                "run http://example.org/a.wasm --version",
            })
    void readsWhatPicocliReads(String text) {
        String[] line = text.split(" ");
        RunCommand quick = QuickRun.read(CONSOLE, line).orElseThrow();
        assertEquals(settings(picocli(line)), settings(quick));
    }

    @Test
    void emptyArgumentsOfTheGuestStay() {
        String[] line = {"run", "a.wasm", "", "a b", ""};
        RunCommand quick = QuickRun.read(CONSOLE, line).orElseThrow();
        assertEquals(List.of("", "a b", ""), quick.arguments);
        assertEquals(quick.arguments, picocli(line).arguments);
    }

    @Test
    void picocliTakesValuesThatStandApart() {
        RunCommand run = picocli("run", "--invoke", "f", "--stats", "--dir", "x", "a.wasm", "--invoke", "g");
        assertEquals("f", run.invoke);
        assertEquals("text", run.stats);
        assertEquals(List.of("x"), run.directories);
        assertEquals("a.wasm", run.file);
        assertEquals(List.of("--invoke", "g"), run.arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "inspect a.wasm",
                "run --help",
                "run -h a.wasm",
                "run --stats",
                "run --invoke f a.wasm",
                "run --invoke= a.wasm",
                "run --invoke=f --invoke=g a.wasm",
                "run --stats --stats=json a.wasm",
                "run --no-such=1 a.wasm",
                "run --dir a.wasm",
                "run -- a.wasm",
                "--verbose run a.wasm",
            })
    void leavesTheUnusualToPicocli(String text) {
        assertEquals(Optional.empty(), QuickRun.read(CONSOLE, text.split(" ")));
    }

    @Test
    void everyOptionOfPicocliIsKnown() {
        for (String name : TestCommandLine.optionNames(CONSOLE, "run")) {
            boolean read = QuickRun.read(CONSOLE, "run", name + "=x", "a.wasm").isPresent()
                    || QuickRun.read(CONSOLE, "run", name, "a.wasm").isPresent();
            assertTrue(read || name.equals("--help") || name.equals("--version"), name);
        }
    }
}
