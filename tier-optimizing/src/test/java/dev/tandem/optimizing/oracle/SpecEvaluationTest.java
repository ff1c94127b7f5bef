// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.ir.graph.GraphVerifier;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The graphs that are built mean what the conformance suite says, and are in order. */
@EnabledIf(value = "suiteIsPresent", disabledReason = "the conformance suite ../shared/spec-testsuite is not there")
class SpecEvaluationTest {
    static boolean suiteIsPresent() {
        return SpecScripts.arePresent();
    }

    @ParameterizedTest
    @CsvSource({
        "core, 17000",
        "bulk-memory, 6000",
        "simd, 24000",
        "function-references, 80",
        "tail-call, 80",
        "memory64, 7000",
        "multi-memory, 700",
        "relaxed-simd, 60"
    })
    void assertionsHold(String group, int least) {
        SpecScripts.Outcome outcome = SpecScripts.run(group, graph -> {
            GraphVerifier.verify(graph);
            return graph;
        });
        assertEquals(List.of(), outcome.failures());
        assertTrue(outcome.passed() >= least, () -> outcome.passed() + " passed, " + outcome.refused() + " refused");
    }
}
