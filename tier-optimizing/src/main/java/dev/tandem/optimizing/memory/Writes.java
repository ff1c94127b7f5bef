// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.memory;

import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.ControlFlowGraph;
import dev.tandem.ir.graph.cfg.NaturalLoop;
import dev.tandem.ir.graph.node.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What nodes write: everything, whole alias classes, single locations. Of single nodes, or summed up for loops. */
public final class Writes {
    /** A loop with more writes than that is taken to write their whole classes. */
    private static final int MOST_LOCATIONS = 24;

    private boolean everything;
    private final Set<AliasClass> classes = new LinkedHashSet<>();
    private final List<Location> locations = new ArrayList<>();

    /** Makes the facts forget what the node changes. */
    static void apply(ControlNode node, Facts facts) {
        if (node instanceof Call) {
            facts.forgetAll();
        } else if (node instanceof AccessNode access && access.hasEffect()) {
            Location location = Location.of(access);
            if (location != null) {
                facts.forget(location);
            } else {
                facts.forget(access.aliasClass());
            }
        }
    }

    /** Makes the facts forget all that is summed up here. */
    void apply(Facts facts) {
        if (everything) {
            facts.forgetAll();
        }
        classes.forEach(facts::forget);
        locations.forEach(facts::forget);
    }

    /** Whether what a node reads from the location is the same before and after. */
    public boolean spare(Location location) {
        return !everything
                && !classes.contains(location.aliasClass())
                && locations.stream().noneMatch(written -> written.mayOverlap(location));
    }

    private void add(Node node) {
        if (node instanceof Call) {
            everything = true;
        } else if (node instanceof AccessNode access && access.hasEffect()) {
            Location location = Location.of(access);
            if (location != null) {
                add(location);
            } else {
                classes.add(access.aliasClass());
            }
        }
    }

    private void add(Location location) {
        if (classes.contains(location.aliasClass()) || locations.contains(location)) {
            return;
        }
        if (locations.size() < MOST_LOCATIONS) {
            locations.add(location);
        } else {
            classes.add(location.aliasClass());
        }
    }

    private void add(Writes inner) {
        everything |= inner.everything;
        classes.addAll(inner.classes);
        inner.locations.forEach(this::add);
    }

    /** What a loop writes, inner loops not included. */
    public static Writes of(NaturalLoop loop) {
        Writes sum = new Writes();
        for (Block block : loop.blocks()) {
            block.nodes().forEach(sum::add);
        }
        return sum;
    }

    /** What each loop writes, inner loops included, by the index of its head. */
    public static @Nullable Writes[] ofLoops(ControlFlowGraph cfg) {
        @Nullable Writes[] writes = new Writes[cfg.blocks().size()];
        for (Block head : cfg.blocks().reversed()) {
            NaturalLoop loop = head.loop();
            if (loop == null || loop.head() != head) {
                continue;
            }
            Writes sum = of(loop);
            for (NaturalLoop child : loop.children()) {
                Writes inner = writes[child.head().index()];
                if (inner != null) {
                    sum.add(inner);
                }
            }
            writes[head.index()] = sum;
        }
        return writes;
    }
}
