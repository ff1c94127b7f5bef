// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.oracle;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The oracle itself: it lets right graphs pass and finds wrong ones. */
class GraphOracleTest {
    private static WasmModule bzip2() throws IOException {
        Path file = Path.of("../third-party/wasm/bzip2.wasm");
        assumeTrue(Files.exists(file), () -> file + " is absent");
        return ModuleDecoder.decode(Files.readAllBytes(file), DecoderOptions.all());
    }

    @Test
    void acceptsTheSameGraph() throws IOException {
        WasmModule module = bzip2();
        GraphOracle oracle = new GraphOracle(module);
        for (int f = module.importedFunctionCount(); f < module.functionCount(); f++) {
            oracle.check(f, graph -> graph, 7, 3);
        }
        assertTrue(oracle.compared() > 100, () -> oracle.compared() + " runs compared");
    }

    @Test
    void findsAWrongGraph() throws IOException {
        WasmModule module = bzip2();
        GraphOracle oracle = new GraphOracle(module);
        assertThrows(AssertionError.class, () -> {
            for (int f = module.importedFunctionCount(); f < module.functionCount(); f++) {
                oracle.check(f, GraphOracleTest::additionsBecomeSubtractions, 7, 10);
            }
        });
    }

    private static Graph additionsBecomeSubtractions(Graph graph) {
        for (Node node : graph.nodes()) {
            if (node instanceof Operation operation && operation.op() == Opcode.I32_ADD) {
                Node other = graph.unique(new Operation(Opcode.I32_SUB, operation.input(0), operation.input(1)));
                operation.replaceAllUses(other);
                operation.kill();
            }
        }
        return graph;
    }
}
