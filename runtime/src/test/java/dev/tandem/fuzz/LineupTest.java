// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.fuzz.generate.ModuleGenerator;
import dev.tandem.fuzz.generate.Topic;
import dev.tandem.fuzz.module.FuzzModule;
import dev.tandem.fuzz.run.Cell;
import dev.tandem.fuzz.run.Lineup;
import dev.tandem.fuzz.run.Plan;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Costly cells take every Nth module. */
class LineupTest {
    @Test
    void aModuleIsRunByThoseWhoseTurnItIs() {
        try (Lineup lineup = new Lineup()) {
            lineup.add(Cell.of("jvm:baseline"), 3);
            Cell cell = Cell.of("jvm:baseline");
            lineup.add(new MutatedCell(cell, Opcode.I32_SUB, Opcode.I32_SUB), 1);
            lineup.add(cell, 4);
            for (long seed = -4; seed < 4; seed++) {
                FuzzModule module = ModuleGenerator.generate(seed, EnumSet.of(Topic.LOOPS));
                assertFalse(lineup.run(seed, module, Plan.of(module, seed)).isPresent(), "seed " + seed);
            }
            assertEquals("jvm:baseline mutated jvm:baseline/4", lineup.toString());
            String report = lineup.report();
            assertTrue(report.matches("(?s) +jvm:baseline +8 modules +\\d+ functions\n +mutated +8 .* +jvm:baseline/4 +2 modules .*"), report);
        }
    }
}
