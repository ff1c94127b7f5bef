// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.fuzz.generate.ModuleGenerator;
import dev.tandem.fuzz.generate.Topic;
import dev.tandem.fuzz.module.FuzzModule;
import dev.tandem.fuzz.run.Differential;
import dev.tandem.fuzz.run.Plan;
import dev.tandem.it.Cell;
import dev.tandem.it.Cell.Variant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random modules with garbage above every i32 and f32 and without instructions that came after SSE4.2, beside the same without either.
 * {@code -Dtandem.poisoned=N} tries N modules, {@code -Dtandem.test.seed} says which is the first. Code that relies on an upper half ends the process.
 */
final class PoisonedModulesTest {
    private static final int MODULES = Integer.getInteger("tandem.poisoned", 80);
    private static final long SEED = Long.getLong("tandem.test.seed", System.nanoTime());

    @Test
    void nothingReliesOnUpperHalves() {
        assumeTrue(Variant.X64_POISONED.isAvailable());
        Set<Topic> topics = EnumSet.allOf(Topic.class);
        try (var clean = dev.tandem.fuzz.run.Cell.of("x64:baseline");
                var baseline = poisoned("baseline");
                var optimizing = poisoned("optimizing");
                var mixed = poisoned("mixed:1")) {
            Differential differential = new Differential(List.of(clean, baseline, optimizing, mixed));
            for (long seed = SEED; seed < SEED + MODULES; seed++) {
                FuzzModule module = ModuleGenerator.generate(seed, topics);
                assertEquals(Optional.empty(), differential.run(module, Plan.of(module, seed)), "-Dtandem.test.seed=" + seed);
            }
        }
    }

    private static dev.tandem.fuzz.run.Cell poisoned(String tier) {
        return dev.tandem.fuzz.run.Cell.around("poisoned " + tier, new Cell(Variant.X64_POISONED, tier).engine());
    }
}
