// SPDX-License-Identifier: Apache-2.0
package dev.tandem.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.AbstractModule;
import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.profile.Instrumentation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kit as a command. */
class MainTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(List.of(arguments), new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTierThatComplies() {
        assertEquals(0, run("--backend=jvm", "--spec=no", "--modules=2"), this::out);
        assertTrue(out().contains("passed   handoff, a running frame finishes in its code\n"), this::out);
        assertTrue(out().contains(" passed, 0 failed"), this::out);
    }

    /** Binds a tier that refuses everything. */
    public static final class RefusingModule extends AbstractModule {
        @Override
        protected void configure() {
            bind(BaselineCompiler.class).toInstance(new BaselineCompiler() {
                @Override
                public String backend() {
                    return "jvm";
                }

                @Override
                public void check(WasmModule module) {}

                @Override
                public CodeArtifact compile(WasmModule module, FunctionBody body, Instrumentation instrumentation) {
                    throw new CompilationException("never", body.functionIndex());
                }
            });
        }
    }

    @Test
    void aTierThatDoesNot(@TempDir Path folder) throws IOException {
        Path gaps = Files.writeString(folder.resolve("gaps.txt"), "# known\ncheck handoff, loops spend the budget\n");
        assertEquals(
                1,
                run("--backend=jvm", "--wiring=" + RefusingModule.class.getName(), "--spec=no", "--modules=1", "--known-gaps=" + gaps),
                this::out);
        assertTrue(out().contains("FAILED   handoff, the next call takes the new code"), this::out);
        assertTrue(out().contains("passed   handoff, loops spend the budget"), "it is known to fail");
        assertTrue(out().contains("\nreduced: ") && !out().contains("WasmFormatException"), this::out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nonsense",
                "--nonsense=1",
                "--modules=many",
                "--modules=0",
                "--seed=x",
                "--tier=best",
                "--wiring=org.example.None",
                "--wiring=java.lang.String",
                "--known-gaps=/no/such/file",
                "extra"
            })
    void wrongUse(String argument) {
        assertEquals(2, run(argument));
        assertTrue(out().contains("--baseline=NAME"), this::out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spec core/i32", "spec core/i32 many", "topic nothing", "nonsense", "check a\ncheck a"})
    void malformedGaps(String lines, @TempDir Path folder) throws IOException {
        Path gaps = Files.writeString(folder.resolve("gaps.txt"), lines + "\n");
        assertEquals(2, run("--known-gaps=" + gaps));
    }

    @Test
    void help() {
        assertEquals(0, run("--help"));
        assertTrue(out().contains("--known-gaps=FILE"), this::out);
    }
}
