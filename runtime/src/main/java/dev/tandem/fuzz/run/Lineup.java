// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.run;

import dev.tandem.fuzz.module.FuzzModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who runs which modules: costly oracles take every Nth. Counts what each has run. Not thread-safe. */
public final class Lineup implements AutoCloseable {
    private final List<Place> places = new ArrayList<>();

    /** Of nobody yet. */
    public Lineup() {}

    private static final class Place {
        final Oracle oracle;
        final int every;
        long modules;
        long functions;

        Place(Oracle oracle, int every) {
            this.oracle = oracle;
            this.every = every;
        }

        boolean hasTurn(long seed, FuzzModule module) {
            return Math.floorMod(seed, every) == 0 && oracle.takes(module);
        }

        @Override
        public String toString() {
            return oracle.name() + (every == 1 ? "" : "/" + every);
        }
    }

    /**
     * Adds an oracle. The first is what the others are compared with.
     *
     * @param every takes the modules whose seeds this divides; the first takes all
     */
    public void add(Oracle oracle, int every) {
        places.add(new Place(oracle, places.isEmpty() ? 1 : every));
    }

    /** Compares those whose turn it is; empty if they agree. */
    public Optional<Differential.Difference> run(long seed, FuzzModule module, Plan plan) {
        List<Oracle> inTurn = new ArrayList<>();
        long functions = plan.functions();
        for (Place place : places) {
            if (place.hasTurn(seed, module)) {
                inTurn.add(place.oracle);
                place.modules++;
                place.functions += functions;
            }
        }
        return new Differential(inTurn).run(module, plan);
    }

    /** How much each has run, a line each. */
    public String report() {
        StringBuilder lines = new StringBuilder();
        for (Place place : places) {
            lines.append(String.format("  %-24s %9d modules %9d functions\n", place, place.modules, place.functions));
        }
        return lines.toString();
    }

    /** Their names, and which modules they take. */
    @Override
    public String toString() {
        return String.join(" ", places.stream().map(Place::toString).toList());
    }

    @Override
    public void close() {
        for (Place place : places) {
            place.oracle.close();
        }
    }
}
