// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.run;

import dev.tandem.fuzz.module.FuzzModule;
import dev.tandem.fuzz.module.ModuleBinary;
import java.util.List;
import java.util.Optional;

/** Runs a module everywhere and compares with the first cell. */
public final class Differential {
    /** How a line begins that says the engine failed. */
    static final String FAILED = "failed ";

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
    public record Difference(Oracle first, Oracle second, String line) {
        /** Traps that tell of how fast or frugal code is, not of what it means. */
        private static final List<String> RESOURCES = List.of("INTERRUPTED", "CALL_STACK_EXHAUSTED");

        /** What failed, or which resource ran out; empty if it is values that differ. Whoever reduces a module looks for one of the same kind. */
        public String kind() {
            int at = line.indexOf(FAILED);
            if (at < 0) {
                return RESOURCES.stream().filter(line::contains).findFirst().orElse("");
            }
            return line.substring(at).split("[:\n]", 2)[0];
        }
    }

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
        String failure = expected.lines().stream().filter(line -> line.startsWith(FAILED)).findFirst().orElse("");
        return failure.isEmpty() ? Optional.empty() : Optional.of(new Difference(first, first, failure));
    }
}
