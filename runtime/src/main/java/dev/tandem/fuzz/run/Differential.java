// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.run;

import dev.tandem.fuzz.module.FuzzModule;
import dev.tandem.fuzz.module.ModuleBinary;
import java.util.List;
import java.util.Optional;

/** Runs a module everywhere and compares with the first cell. */
public final class Differential {
    private final List<? extends Oracle> oracles;

    /** @param oracles that take the modules; the first is what the others are compared with */
    public Differential(List<? extends Oracle> oracles) {
        this.oracles = List.copyOf(oracles);
    }

    /**
     * Two that differ.
     *
     * @param line the first line in which they do
     */
    public record Difference(Oracle first, Oracle second, String line) {}

    /** Empty if all agree. */
    public Optional<Difference> run(FuzzModule module, Plan plan) {
        byte[] bytes = ModuleBinary.encode(module);
        Oracle first = oracles.getFirst();
        Observation expected = first.run(module, bytes, plan);
        for (Oracle oracle : oracles.subList(1, oracles.size())) {
            Observation seen = oracle.run(module, bytes, plan);
            String line = oracle instanceof V8
                    ? expected.forV8().difference(seen.forV8())
                    : expected.difference(seen);
            if (!line.isEmpty()) {
                return Optional.of(new Difference(first, oracle, line));
            }
        }
        String failure = expected.lines().stream().filter(line -> line.startsWith("failed")).findFirst().orElse("");
        return failure.isEmpty() ? Optional.empty() : Optional.of(new Difference(first, first, failure));
    }
}
