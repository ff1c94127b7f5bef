// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Module;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What the Ideal Graph Visualizer is given. */
class VisualizerTest {
    @ParameterizedTest
    @ValueSource(strings = {"auto", "jvm"})
    void documentsHoldAGraphForEachPhase(String backend) throws Exception {
        try (Engine engine = Engine.create(EngineConfig.standard().withBackend(backend));
                Module module = engine.compile(Path.of("../benchmarks/kernels/json.wasm"))) {
            for (int i = module.definition().importedFunctionCount(); i < module.definition().functionCount(); i++) {
                int all = checkIgv(module.listing(i, "graph.igv").orElseThrow());
                int some = checkIgv(module.listing(i, "graph.igv:inlining").orElseThrow());
                assertTrue(all > 10 && some == 3, () -> some + " of " + all);
            }
        }
    }

    /** The Visualizer's XML: edges between nodes of their graph. Returns how many graphs there are. */
    private static int checkIgv(String text) throws Exception {
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text)));
        assertEquals("graphDocument", document.getDocumentElement().getTagName());
        NodeList graphs = document.getElementsByTagName("graph");
        for (int g = 0; g < graphs.getLength(); g++) {
            Element graph = (Element) graphs.item(g);
            Set<String> ids = new HashSet<>();
            NodeList nodes = graph.getElementsByTagName("node");
            for (int i = 0; i < nodes.getLength(); i++) {
                assertTrue(ids.add(((Element) nodes.item(i)).getAttribute("id")));
            }
            NodeList edges = graph.getElementsByTagName("edge");
            for (int i = 0; i < edges.getLength(); i++) {
                Element edge = (Element) edges.item(i);
                assertTrue(ids.contains(edge.getAttribute("from")) && ids.contains(edge.getAttribute("to")));
            }
        }
        return graphs.getLength();
    }
}
