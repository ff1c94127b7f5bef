// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.graph.dump.GraphParser;
import dev.tandem.ir.graph.dump.GraphText;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.Pipeline;
import dev.tandem.optimizing.spi.CompilationRequest;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each stage of each compiler, after any phase, has a text; text of graphs reads back, drawings are what their languages want. */
class DumpsTest {
    /** Possessive, which Java matches in a loop: labels are long, and it recurses otherwise. */
    private static final String STRING = "\"(?:[^\"\\\\]|\\\\.)*+\"";
    private static final String ATTRIBUTE = "\\w+=(?:\\w+|" + STRING + ")";
    private static final String ATTRIBUTES = "(?: \\[(" + ATTRIBUTE + "(?:, " + ATTRIBUTE + ")*)\\])?";
    private static final Pattern NODE = Pattern.compile("  (\\w+)" + ATTRIBUTES + ";");
    private static final Pattern EDGE = Pattern.compile("  (\\w+) -> (\\w+)" + ATTRIBUTES + ";");

    private static Set<String> phases() {
        Set<String> names = new LinkedHashSet<>(Set.of("build"));
        for (Phase phase : Pipeline.standard().phases()) {
            names.add(phase.name());
        }
        return names;
    }

    private static CompilationRequest request(WasmModule module, int function) {
        return new CompilationRequest(module, module.body(function));
    }

    private static String text(OptimizingCompiler compiler, CompilationRequest request, String stage) {
        return compiler.listing(request, stage).orElseThrow(() -> new AssertionError("nothing for " + stage));
    }

    @ParameterizedTest
    @CsvSource({"x64, json", "x64, simd_text", "x64-checks, indirect", "x64-checks, bulk", "jvm, json", "jvm, indirect", "jvm, simd_chacha"})
    void graphsReadBackAfterEveryPhase(String name, String kernel) {
        WasmModule module = Compilers.kernel(kernel);
        OptimizingCompiler compiler = Compilers.of(name, Set.of());
        for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
            CompilationRequest request = request(module, i);
            for (String phase : phases()) {
                String text = text(compiler, request, "graph:" + phase);
                Graph read = GraphParser.parse(module, text);
                assertEquals(text, GraphText.of(read), phase);
                GraphVerifier.verify(read);
            }
            String whole = text(compiler, request, "graph");
            assertEquals(whole, GraphText.of(GraphParser.parse(module, whole)));
        }
    }

    @ParameterizedTest
    @CsvSource({"x64, json", "jvm, strings"})
    void drawings(String name, String kernel) {
        WasmModule module = Compilers.kernel(kernel);
        OptimizingCompiler compiler = Compilers.of(name, Set.of());
        for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
            CompilationRequest request = request(module, i);
            int nodes = GraphParser.parse(module, text(compiler, request, "graph")).size();
            assertEquals(nodes, checkDot(text(compiler, request, "graph.dot")));
            checkDot(text(compiler, request, "graph.dot:inlining"));
            int blocks = (int) text(compiler, request, "schedule").lines().filter(line -> line.startsWith("B")).count();
            assertEquals(blocks, checkDot(text(compiler, request, "schedule.dot")));
            checkDot(text(compiler, request, "schedule.dot:build"));
        }
    }

    /** Graphviz's language, as far as it is used: each edge leads between boxes that there are. Returns how many these are. */
    private static int checkDot(String text) {
        Set<String> nodes = new HashSet<>();
        Set<String> ends = new HashSet<>();
        String[] lines = text.split("\n", -1);
        assertTrue(lines[0].matches("digraph \\w+ \\{"), lines[0]);
        assertEquals("}", lines[lines.length - 2]);
        for (int i = 1; i < lines.length - 2; i++) {
            Matcher node = NODE.matcher(lines[i]);
            Matcher edge = EDGE.matcher(lines[i]);
            if (node.matches()) {
                assertTrue(nodes.add(node.group(1)), lines[i]);
            } else {
                assertTrue(edge.matches(), lines[i]);
                ends.add(edge.group(1));
                ends.add(edge.group(2));
            }
        }
        nodes.remove("node");
        assertTrue(nodes.containsAll(ends));
        return nodes.size();
    }

    @ParameterizedTest
    @CsvSource({"x64, lir", "x64, lir:allocated", "x64, code", "x64-checks, code", "jvm, code", "jvm, schedule", "x64, schedule"})
    void everyStageAfterAnyPhase(String name, String stage) {
        WasmModule module = Compilers.kernel("quicksort");
        OptimizingCompiler compiler = Compilers.of(name, Set.of());
        CompilationRequest request = request(module, module.functionCount() - 1);
        String whole = text(compiler, request, stage);
        for (String phase : phases()) {
            assertFalse(text(compiler, request, stage + ":" + phase).isEmpty());
        }
        assertNotEquals(whole, text(compiler, request, stage + ":build"));
        String last = Pipeline.standard().phases().getLast().name();
        assertEquals(whole, text(compiler, request, stage + ":" + last));
        assertTrue(compiler.listing(request, stage + ":no-such-phase").isEmpty());
        assertTrue(compiler.listing(request, "graph.igv:no-such-phase").isEmpty());
    }
}
