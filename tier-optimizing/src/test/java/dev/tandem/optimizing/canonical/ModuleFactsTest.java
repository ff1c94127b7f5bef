// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.CallDirect;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.optimizing.build.GraphBuilder;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.pipeline.Target;
import dev.tandem.optimizing.spi.CompilationRequest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * What code becomes of what never changes. Function 0, {@code () -> i32}, has the code; function 1 is of its type, 2 of another. There are a memory of
 * one page, a table with 1 and 2 at 3 and 4, and a mutable global of 42. Nobody changes any of them, unless they are exported.
 */
final class ModuleFactsTest {
    private static final String EXPORTED = "07" + sized("03" + "016d0200" + "01740100" + "01670300");

    private static String sized(String hex) {
        return "%02x".formatted(hex.length() / 2) + hex;
    }

    private static Graph simplified(String code, String exports) {
        String module = "0061736d01000000"
                + "01" + sized("02" + "6000017f" + "60017f017f")
                + "03" + sized("03" + "000001")
                + "04" + sized("01" + "700005")
                + "05" + sized("01" + "0001")
                + "06" + sized("01" + "7f01" + "412a0b")
                + exports
                + "09" + sized("01" + "0041030b" + "020102")
                + "0a" + sized("03" + sized("00" + code + "0b") + sized("00" + "4107" + "0b") + sized("00" + "2000" + "0b"));
        WasmModule decoded = ModuleDecoder.decode(HexFormat.of().parseHex(module), DecoderOptions.all());
        CompilationRequest request = new CompilationRequest(decoded, decoded.body(0));
        Graph graph = new GraphBuilder(memory -> true).build(decoded, decoded.body(0), request.profile());
        new Canonicalize()
                .apply(graph, new PhaseContext(request, Target.x64(false), PhaseOptions.DEFAULT, PhaseObserver.NONE));
        GraphVerifier.verify(graph);
        return graph;
    }

    /** What is returned: a constant, or else the name of a node. */
    private static String result(String code, String exports) {
        for (Node node : simplified(code, exports).nodes()) {
            if (node instanceof Return end) {
                return end.result(0) instanceof Constant constant ? Long.toString(constant.bits()) : end.result(0).name();
            }
        }
        return "nothing";
    }

    private static String result(String code) {
        return result(code, "");
    }

    private static long count(String name, String code, String exports) {
        long count = 0;
        for (Node node : simplified(code, exports).nodes()) {
            count += node.name().equals(name) ? 1 : 0;
        }
        return count;
    }

    @Test
    void globals() {
        assertEquals("42", result("2300"));
        assertEquals("GlobalGet", result("2300", EXPORTED));
        assertEquals("GlobalGet", result("2300" + "41012400"), "set behind");
    }

    @Test
    void sizes() {
        assertEquals("1", result("3f00"));
        assertEquals("MemorySize", result("3f00", EXPORTED));
        assertEquals("MemorySize", result("3f00" + "410140001a"));
        assertEquals("5", result("fc1000"));
        assertEquals("TableSize", result("fc1000", EXPORTED));
    }

    @Test
    void accessesWithinTheLeastSizeNeedNoCheck() {
        String below = "41fc" + "ff03" + "280000";
        String beyond = "41fd" + "ff03" + "280000";
        assertEquals(0, count("BoundsCheck", below, EXPORTED));
        assertEquals(1, count("BoundsCheck", beyond, EXPORTED));
    }

    @Test
    void calleesOfConstantIndices() {
        assertEquals(1, count("CallDirect", "4103" + "110000", ""));
        assertEquals(0, count("CallDirect", "4103" + "110000", EXPORTED));
        assertEquals(0, count("CallDirect", "4104" + "110000", ""), "another type");
        assertEquals(0, count("CallDirect", "4100" + "110000", ""), "null");
        assertEquals(0, count("CallDirect", "4105" + "110000", ""), "outside");
        assertEquals(1, count("CallDirect", "4101" + "4104" + "110100", ""));
    }

    @Test
    void tailCallsStayTailCalls() {
        for (Node node : simplified("4103" + "130000", "").nodes()) {
            if (node instanceof CallDirect call) {
                assertEquals(1, call.functionIndex());
                assertEquals(true, call.isTail());
            }
        }
        assertEquals(1, count("CallDirect", "4103" + "130000", ""));
    }

    @Test
    void functionReferences() {
        assertEquals(1, count("CallDirect", "d201" + "1400", ""));
    }
}
