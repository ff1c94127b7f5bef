// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.run;

import dev.tandem.fuzz.module.FuzzModule;
import dev.tandem.fuzz.module.ModuleBinary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs a module everywhere and compares with the first cell. */
public final class Differential {
    /** How a line begins that says the engine failed. */
    static final String FAILED = "failed ";

    /** Traps that tell of how fast or frugal code is, not of what it means. */
    private static final List<String> RESOURCES = List.of("INTERRUPTED", "CALL_STACK_EXHAUSTED");

    private final List<? extends Oracle> oracles;

    /** @param oracles that take the modules; the first is what the others are compared with */
    public Differential(List<? extends Oracle> oracles) {
        this.oracles = List.copyOf(oracles);
    }

    /**
     * Two that differ.
     *
     * @param line the first line in which they do
     * @param kind what failed, or which resource one of them ran out of; empty if it is values that differ. Whoever reduces a module looks for one of
     *     the same kind
     */
    public record Difference(Oracle first, Oracle second, String line, String kind) {}

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
                return Optional.of(new Difference(first, oracle, line, kind(expected, seen, line)));
            }
        }
        String failure = expected.lines().stream().filter(line -> line.startsWith(FAILED)).findFirst().orElse("");
        return failure.isEmpty() ? Optional.empty() : Optional.of(new Difference(first, first, failure, failureOf(failure)));
    }

    private static String kind(Observation one, Observation other, String line) {
        int failed = line.indexOf(FAILED);
        if (failed >= 0) {
            return failureOf(line.substring(failed));
        }
        // Where a guest was when it was stopped is by chance: all that follows may differ.
        return RESOURCES.stream()
                .filter(trap -> Stream.concat(one.lines().stream(), other.lines().stream()).anyMatch(seen -> seen.contains(trap)))
                .findFirst()
                .orElse("");
    }

    /** Without what it says of the case. */
    private static String failureOf(String line) {
        return line.split("[:\n]", 2)[0];
    }
}
