// SPDX-License-Identifier: Apache-2.0
package dev.tandem.compliance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.CallException;
import dev.tandem.fuzz.generate.ModuleGenerator;
import dev.tandem.fuzz.generate.Topic;
import dev.tandem.fuzz.module.FuzzModule;
import dev.tandem.fuzz.module.ModuleBinary;
import dev.tandem.fuzz.module.ModuleText;
import dev.tandem.fuzz.run.Cell;
import dev.tandem.fuzz.run.Differential;
import dev.tandem.fuzz.run.Oracle;
import dev.tandem.fuzz.run.Plan;
import dev.tandem.fuzz.run.Reducer;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.manager.TierListener;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Random modules on the tier, alone and switching, and on Tandem's own tiers: all must show the same. */
final class DifferentialChecks {
    private static final int REDUCING_TRIES = 500;
    private static final int REFUSAL_TRIES = 200;

    private final TierUnderTest tier;
    private final Set<Topic> refused;
    private final long firstSeed;
    private final int modules;

    DifferentialChecks(TierUnderTest tier, Set<Topic> refused, long firstSeed, int modules) {
        this.tier = tier;
        this.refused = refused;
        this.firstSeed = firstSeed;
        this.modules = modules;
    }

    void register(ComplianceExtension.Registry registry) {
        registry.add("differential, alone", () -> compare(Cell.around("tier", tier.alone())));
        registry.add("differential, switching", () -> compare(Cell.around("tier", tier.switching(TierListener.NONE))));
        for (Topic topic : refused) {
            registry.add("differential, refused: " + topic, () -> refuses(topic));
        }
    }

    private void compare(Oracle cell) {
        List<Oracle> cells = new ArrayList<>();
        cells.add(Cell.of("jvm:baseline"));
        for (String name : List.of("x64:baseline", "x64:optimizing")) {
            try {
                cells.add(Cell.of(name));
            } catch (CallException notHere) {
                break;
            }
        }
        cells.add(cell);
        Set<Topic> allowed = EnumSet.complementOf(EnumSet.copyOf(refused.isEmpty() ? EnumSet.noneOf(Topic.class) : refused));
        try {
            Differential differential = new Differential(cells);
            for (long seed = firstSeed; seed < firstSeed + modules; seed++) {
                FuzzModule module = ModuleGenerator.generate(seed, allowed);
                Plan plan = Plan.of(module, seed);
                Optional<Differential.Difference> difference = differential.run(module, plan);
                if (difference.isPresent()) {
                    throw new AssertionError("seed " + seed + ", " + reduced(difference.get(), module, plan));
                }
            }
        } finally {
            cells.forEach(Oracle::close);
        }
    }

    private static String reduced(Differential.Difference difference, FuzzModule module, Plan plan) {
        Reducer.Reduced small = Reducer.reduce(difference, module, plan, REDUCING_TRIES);
        return difference.first().name() + " against " + difference.second().name() + ": " + difference.line() + "\nreduced: " + small.line() + "\n"
                + small.plan() + "\n" + ModuleText.print(small.module());
    }

    /** A known gap is a gap. */
    private void refuses(Topic topic) {
        Set<Topic> allowed = EnumSet.of(topic, Topic.MEMORY, Topic.VECTORS);
        if (topic != Topic.VECTORS && topic != Topic.RELAXED_VECTORS) {
            allowed.remove(Topic.VECTORS);
        }
        boolean seen = false;
        try (Cell cell = Cell.around("tier", tier.alone())) {
            for (long seed = 0; seed < REFUSAL_TRIES && !seen; seed++) {
                FuzzModule module = ModuleGenerator.generate(seed, allowed);
                seen = cell.run(module, ModuleBinary.encode(module), Plan.of(module, seed)).lines().stream()
                        .anyMatch(line -> line.contains(CompilationException.class.getSimpleName()));
            }
        }
        assertTrue(seen, "the known gap is closed, remove it from the list: topic " + topic);
    }
}
