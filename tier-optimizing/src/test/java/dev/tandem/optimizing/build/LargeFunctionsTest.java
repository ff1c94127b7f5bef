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
import dev.tandem.optimizing.pipeline.PhaseOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a body can be full of makes graphs grow no faster than the body, or it is refused. */
class LargeFunctionsTest {
    private static Graph build(LargeShape shape, int n) {
        WasmModule module = shape.module(n);
        Graph graph = new GraphBuilder().build(module, module.body(0), FunctionProfile.empty());
        GraphVerifier.verify(graph);
        return graph;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"NESTED_LOOPS_WITH_MANY_LOCALS", "EXITS_WITH_MANY_LOCALS"})
    void growsLinearly(LargeShape shape) {
        int half = build(shape, shape.size() / 2).capacity();
        int whole = build(shape, shape.size()).capacity();
        assertTrue(whole < 2.2 * half + 1000, () -> half + " nodes for half, " + whole + " for all");
    }

    @ParameterizedTest
    @EnumSource(names = {"NESTED_LOOPS_WITH_MANY_LOCALS", "EXITS_WITH_MANY_LOCALS"})
    void theBudgetIsBySize(LargeShape shape) {
        WasmModule module = shape.module(shape.size());
        int budget = PhaseOptions.DEFAULT.nodeBudget(module.body(0).size());
        GraphBuilder builder = new GraphBuilder();
        assertThrows(
                CompilationException.class,
                () -> builder.build(module, module.body(0), FunctionProfile.empty(), budget, true));
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
