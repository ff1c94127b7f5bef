// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import static dev.tandem.optimizing.build.BodyWriter.LOAD;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.profile.FunctionProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that a body can be full of makes graphs grow faster than the body. */
class LargeFunctionsTest {
    private static Graph build(LargeShape shape, int n) {
        WasmModule module = shape.module(n);
        Graph graph = new GraphBuilder().build(module, module.body(0), FunctionProfile.empty());
        GraphVerifier.verify(graph);
        return graph;
    }

    @ParameterizedTest
    @EnumSource
    void growsLinearly(LargeShape shape) {
        int half = build(shape, shape.size() / 2).capacity();
        int whole = build(shape, shape.size()).capacity();
        assertTrue(whole < 2.2 * half + 1000, () -> half + " nodes for half, " + whole + " for all");
    }

    @Test
    void theBudgetRefuses() {
        BodyWriter body = new BodyWriter();
        for (int i = 0; i < 1000; i++) {
            body.get(0).op(LOAD, 2, 0).set(0);
        }
        WasmModule module = BodyWriter.module(LargeShape.LOCALS, body.get(0));
        assertThrows(
                CompilationException.class,
                () -> new GraphBuilder().build(module, module.body(0), FunctionProfile.empty(), 500, true));
    }
}
