// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.inline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.ControlFlowGraph;
import dev.tandem.ir.graph.node.CallIndirect;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.TableElement;
import dev.tandem.ir.graph.node.TargetTest;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.profile.ModuleProfile;
import dev.tandem.optimizing.build.GraphBuilder;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.pipeline.Target;
import dev.tandem.optimizing.spi.CompilationRequest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Function 0 calls through the table, of which the element section says what is in it. Functions 1 to 7 are {@code (i32) -> i32}, 8 is {@code () -> i32}. */
final class TableContentsTest {
    private static final String SMALL = "20000b";

    /** @param elements contents of the section but for the number of segments */
    private static WasmModule module(int segments, String elements) {
        return module(segments, elements, "07" + sized("01" + "0174" + "0100"));
    }

    /** Whose table nobody else can write to. */
    private static WasmModule closed(int segments, String elements) {
        return module(segments, elements, "");
    }

    private static WasmModule module(int segments, String elements, String exports) {
        StringBuilder code = new StringBuilder(sized("00" + "2000" + "2000" + "110000" + "0b"));
        for (int i = 1; i < 8; i++) {
            code.append(sized("00" + SMALL));
        }
        code.append(sized("00" + "4107" + "0b"));
        String module = "0061736d01000000"
                + "01" + sized("02" + "60017f017f" + "6000017f")
                + "03" + sized("09" + "00".repeat(8) + "01")
                + "04" + sized("02" + "70000a" + "70000a")
                + exports
                + "09" + sized("%02x".formatted(segments) + elements)
                + "0a" + sized("09" + code);
        return ModuleDecoder.decode(HexFormat.of().parseHex(module), DecoderOptions.all());
    }

    private static String sized(String hex) {
        return "%02x".formatted(hex.length() / 2) + hex;
    }

    private static Graph inlined(WasmModule module, FunctionProfile profile) {
        ModuleProfile profiles = index -> profile;
        CompilationRequest request = new CompilationRequest(module, module.body(0), profiles, () -> false);
        PhaseContext context = new PhaseContext(request, Target.x64(true), PhaseOptions.DEFAULT, PhaseObserver.NONE);
        Graph graph = new GraphBuilder().build(module, module.body(0), profile);
        new InlineCalls().apply(graph, context);
        GraphVerifier.verify(graph);
        return graph;
    }

    private static List<Integer> tested(WasmModule module) {
        return tested(inlined(module, FunctionProfile.empty()));
    }

    private static List<Integer> tested(Graph graph) {
        List<Integer> tested = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node instanceof TargetTest test) {
                tested.add(test.functionIndex());
            }
        }
        return tested;
    }

    @Test
    void functionsOfTheTypeAreTestedMostFrequentFirst() {
        assertEquals(List.of(2, 1), tested(module(2, "0041000b" + "03010208" + "0041030b" + "0102")));
    }

    @Test
    void generalCallIsCold() {
        Graph graph = inlined(module(1, "0041000b" + "020102"), FunctionProfile.empty());
        for (Node node : graph.nodes()) {
            if (node instanceof CallIndirect call) {
                assertTrue(ControlFlowGraph.of(graph).block(call).isCold());
                return;
            }
        }
        fail("functions that are put there later are called as ever");
    }

    @Test
    void indicesOfATableThatNeverChangesTell() {
        Graph graph = inlined(closed(1, "0041020b" + "03010202"), FunctionProfile.empty());
        assertEquals(List.of(), tested(graph));
        List<String> tests = new ArrayList<>();
        for (Node node : graph.nodes()) {
            assertFalse(node instanceof TableElement, "nothing is read");
            if (node instanceof If branch) {
                Operation test = (Operation) branch.condition();
                tests.add(test.op() + " " + ((ConstantInt) test.input(1)).value());
            }
        }
        assertEquals(List.of("i32.lt_u 2", "i32.eq 2"), tests);
    }

    @Test
    void functionsAtSeveralPlacesOfSuchATableAreToldByTheElement() {
        assertEquals(List.of(1), tested(closed(1, "0041020b" + "03010201")));
    }

    @Test
    void tooManyFunctions() {
        assertEquals(List.of(), tested(module(1, "0041000b" + "06010203040506")));
        assertEquals(5, tested(module(1, "0041000b" + "050102030405")).size());
    }

    @Test
    void otherTablesPassiveAndDeclaredSegmentsDoNotCount() {
        assertEquals(List.of(), tested(module(3, "020141000b00" + "0101" + "0100" + "0102" + "0300" + "0103")));
    }

    @Test
    void whereTheProfileSawNoCallThereIsNone() {
        FunctionProfile profile = new FunctionProfile.Builder().entries(1000).build();
        assertEquals(List.of(), tested(inlined(module(1, "0041000b" + "0101"), profile)));
    }
}
