// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.memory;

import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.node.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is known of locations at a point of control; the oldest fact is forgotten when there are too many. */
final class Facts {
    private static final int MOST = 48;
    /** Where more ways than that join, only what is the same on all of them stays known. */
    private static final int MOST_WAYS = 16;
    /** And beyond that, nothing, because it would take long. */
    private static final int TOO_MANY_WAYS = 500;

    private final List<Available> facts;

    Facts() {
        this.facts = new ArrayList<>();
    }

    private Facts(List<Available> facts) {
        this.facts = facts;
    }

    Facts copy() {
        return new Facts(new ArrayList<>(facts));
    }

    /** The last fact about a location that covers the wanted one. */
    @Nullable Available covering(Location wanted) {
        for (int i = facts.size() - 1; i >= 0; i--) {
            if (facts.get(i).location().covers(wanted)) {
                return facts.get(i);
            }
        }
        return null;
    }

    private @Nullable Available exactly(Location wanted) {
        for (Available fact : facts) {
            if (fact.location().equals(wanted)) {
                return fact;
            }
        }
        return null;
    }

    void add(Available fact) {
        if (facts.size() == MOST) {
            facts.removeFirst();
        }
        facts.add(fact);
    }

    void forget(Location written) {
        forget(fact -> written.mayOverlap(fact.location()));
    }

    void forget(AliasClass written) {
        forget(fact -> fact.location().aliasClass() == written);
    }

    void forgetAll() {
        facts.clear();
    }

    private void forget(Predicate<Available> changed) {
        facts.removeIf(changed);
    }

    /** What is known where the ways join. */
    static Facts join(Region region, List<Facts> ways) {
        Facts first = ways.getFirst();
        if (ways.size() == 1) {
            return first.copy();
        }
        if (ways.size() > TOO_MANY_WAYS) {
            return new Facts();
        }
        List<Available> common = new ArrayList<>();
        for (Available fact : first.facts) {
            Available joined = join(region, ways, fact);
            if (joined != null) {
                common.add(joined);
            }
        }
        return new Facts(common);
    }

    private static @Nullable Available join(Region region, List<Facts> ways, Available fact) {
        Available[] known = new Available[ways.size()];
        boolean same = true;
        for (int i = 0; i < known.length; i++) {
            Available there = i == 0 ? fact : ways.get(i).exactly(fact.location());
            if (there == null || there.type() != fact.type() || there.depth() >= Available.MAX_DEPTH) {
                return null;
            }
            same &= there.isSame(fact);
            if (!same && known.length > MOST_WAYS) {
                return null;
            }
            known[i] = there;
        }
        return same ? fact : new Available(region, known);
    }
}
