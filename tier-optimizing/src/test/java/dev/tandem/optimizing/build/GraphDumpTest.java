// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.graph.dump.GraphDot;
import dev.tandem.ir.graph.dump.GraphIgv;
import dev.tandem.ir.graph.dump.GraphParser;
import dev.tandem.ir.graph.dump.GraphText;
import dev.tandem.ir.profile.FunctionProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Dumps of the functions of a real program, where it is present. */
class GraphDumpTest {
    private final GraphBuilder builder = new GraphBuilder();

    private static WasmModule bzip2() throws IOException {
        Path file = Path.of("../third-party/wasm/bzip2.wasm");
        assumeTrue(Files.exists(file), () -> file + " is absent");
        return ModuleDecoder.decode(Files.readAllBytes(file), DecoderOptions.all());
    }

    @Test
    void textReadsBack() throws IOException {
        WasmModule module = bzip2();
        for (int f = module.importedFunctionCount(); f < module.functionCount(); f++) {
            Graph graph = builder.build(module, module.body(f), FunctionProfile.empty());
            String text = GraphText.of(graph);
            Graph read = GraphParser.parse(module, text);
            assertEquals(text, GraphText.of(read));
            GraphVerifier.verify(read);
        }
    }

    @Test
    void drawingsNameEveryNodeAndEdge() throws IOException {
        WasmModule module = bzip2();
        Graph graph = builder.build(module, module.body(module.importedFunctionCount() + 5), FunctionProfile.empty());
        String dot = GraphDot.of(graph);
        assertEquals(graph.size(), dot.lines().filter(line -> line.contains("label=")).count());
        String xml = new GraphIgv("f<5>").add("build", graph).add("again", graph).toXml();
        assertEquals(2 * graph.size(), count(xml, "<node "));
        assertEquals(2 * graph.size(), count(xml, "</node>"));
        assertTrue(count(xml, "<edge ") > graph.size());
        assertTrue(xml.contains(">f&lt;5&gt;<"));
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }
}
