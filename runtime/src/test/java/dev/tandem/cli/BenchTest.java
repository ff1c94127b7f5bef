// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.ir.nativex64.NativeBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
    private static final String NUMBER = "-?[0-9]+(\\.[0-9]+)?";

    @TempDir
    Path folder;

    private String module(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("a.wasm"), bytes).toString();
    }

    @Test
    void benchPrintsOneLine() throws IOException {
        CommandLineRun run =
                CommandLineRun.of("bench", "--invoke=twice", "--arg=-21", "--seconds=0", module(TinyModule.twice()));
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(
                run.out().matches(("\\{'sum':-42,'load_ms':N,'first_ms':N,'calls':1,'steady_ms':N,'best_ms':N,'curve':\\{'100':N,"
                                + "'250':N,'500':N,'1000':N,'2000':N,'4000':N\\},'rss_mb':N\\}\n")
                        .replace("N", NUMBER)
                        .replace('\'', '"')),
                run.out());
    }

    @Test
    void benchWantsAFunctionOfTheRightType() throws IOException {
        String module = module(TinyModule.functions());
        for (String name : new String[] {"add", "none"}) {
            CommandLineRun run = CommandLineRun.of("bench", "--invoke=" + name, module);
            assertEquals(2, run.exitCode());
            assertEquals(1, run.err().lines().count(), run.err());
        }
    }

    @Test
    void compilePrintsALineARound() throws IOException {
        String module = module(TinyModule.functions());
        String line = "\\{'code_bytes':36,'functions':6,'ms':N,'mb_per_s':N,'output_bytes':M,'rss_mb':N\\}\n"
                .replace("N", NUMBER)
                .replace('\'', '"');
        CommandLineRun none = CommandLineRun.of("compile", "--tier=none", "--repeat=2", "--stats=json", module);
        assertTrue(none.out().matches("(" + line.replace("M", "0") + "){2}"), none.out() + none.err());
        CommandLineRun baseline = CommandLineRun.of("compile", "--threads=2", "--stats=json", module);
        assertTrue(baseline.out().matches(line.replace("M", "[1-9][0-9]*")), baseline.out() + baseline.err());
        CommandLineRun optimizing = CommandLineRun.of("compile", "--tier=optimizing", "--stats=json", module);
        assertTrue(optimizing.out().matches(line.replace("M", "[1-9][0-9]*")), optimizing.out() + optimizing.err());
        CommandLineRun text = CommandLineRun.of("compile", "--stats", module);
        assertEquals(0, text.exitCode(), text.err());
    }

    @Test
    void dumpsOfAllStagesOfTheOptimizingTier() throws IOException {
        assumeTrue(NativeBackend.unavailable().isEmpty());
        String module = module(TinyModule.twice());
        for (String stage : List.of(
                "graph", "graph.dot", "graph:build", "schedule", "schedule.dot:inlining", "lir", "lir:allocated", "lir:allocated:build", "code", "code:canonicalize")) {
            CommandLineRun run = CommandLineRun.of("compile", "--backend=x64", "--dump=0:" + stage, module);
            assertEquals(0, run.exitCode(), run.err());
            assertFalse(run.out().isBlank(), stage);
        }
    }

    @Test
    void phasesAreLeftOut() throws IOException {
        assumeTrue(NativeBackend.unavailable().isEmpty());
        String module = module(TinyModule.functions());
        CommandLineRun all = CommandLineRun.of("compile", "--dump=*:graph", module);
        CommandLineRun some = CommandLineRun.of("compile", "--phases-off=canonicalize,inlining", "--dump=*:graph", module);
        assertEquals(0, some.exitCode(), some.err());
        assertNotEquals(all.out(), some.out());
        CommandLineRun wrong = CommandLineRun.of("compile", "--phases-off=inlning", "--dump=*:graph", module);
        assertEquals(2, wrong.exitCode(), wrong.err());
        assertTrue(wrong.err().contains("'inlning'") && wrong.err().contains("inlining, invariant-motion"), wrong.err());
        assertEquals(1, wrong.err().lines().count(), wrong.err());
    }

    /** One line an instruction, in order; what can trap or call beside its place in the module. */
    @Test
    void dumpsOfBytecode() throws IOException {
        byte[] bytes = TinyModule.functions();
        for (String stage : List.of("graph", "graph.dot", "schedule", "code", "baseline")) {
            CommandLineRun run = CommandLineRun.of("compile", "--backend=jvm", "--dump=*:" + stage, module(bytes));
            assertEquals(0, run.exitCode(), run.err());
            assertFalse(run.out().isBlank(), stage);
            if (stage.equals("code") || stage.equals("baseline")) {
                assertTrue(run.out().contains(".run("), run.out());
                assertTrue(run.out().matches("(?s).* [0-9]+ {2}0x[0-9a-f]{7} {2}(invokestatic|idiv) .*"), run.out());
                assertTrue(run.out().matches("(?s).*[0-9]+ {2,}ireturn\\n.*"), run.out());
            }
        }
        CommandLineRun run = CommandLineRun.of("compile", "--backend=jvm", "--dump=0:lir", module(bytes));
        assertEquals(2, run.exitCode(), run.out());
        assertTrue(run.err().contains("has no text for the stage lir"), run.err());
    }

    /** All the bytes, in order, beside places in the module. */
    @Test
    void dumpsOfBaselineCodeShowOffsets() throws IOException {
        assumeTrue(NativeBackend.unavailable().isEmpty());
        byte[] bytes = TinyModule.twice();
        CommandLineRun run = CommandLineRun.of("compile", "--backend=x64", "--dump=twice:baseline", module(bytes));
        assertEquals(0, run.exitCode(), run.err());
        Matcher head = Pattern.compile("function 0.*BASELINE: [0-9]+ bytes to ([0-9]+)\\n").matcher(run.out());
        assertTrue(head.lookingAt(), run.out());
        Matcher line = Pattern.compile("  ([0-9a-f]{5})  (0x[0-9a-f]{7}| {9})  ((?:[0-9a-f]{2} ?)+)").matcher(run.out());
        int at = 0;
        int offsets = 0;
        while (line.find()) {
            assertEquals(at, Integer.parseInt(line.group(1), 16), run.out());
            at += line.group(3).split(" ").length;
            if (!line.group(2).isBlank()) {
                offsets++;
                assertTrue(Integer.decode(line.group(2)) < bytes.length, run.out());
            }
        }
        assertEquals(Integer.parseInt(head.group(1)), at, run.out());
        assertTrue(offsets > 0, run.out());
    }

    @Test
    void compileRefusesOtherTiers() throws IOException {
        for (String tier : new String[] {"magic", "dynamic"}) {
            CommandLineRun run = CommandLineRun.of("compile", "--tier=" + tier, module(TinyModule.functions()));
            assertEquals(2, run.exitCode(), tier);
            assertTrue(run.err().startsWith("tandem: --tier"), run.err());
        }
    }
}
