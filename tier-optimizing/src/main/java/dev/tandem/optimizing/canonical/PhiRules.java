// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import org.jspecify.annotations.Nullable;

/** Phis that are one value, or equal to another one. */
final class PhiRules {
    /** So many edges of the region are searched for an equal phi. */
    private static final int MOST_SEARCHED = 64;

    private PhiRules() {}

    static @Nullable Node simplify(Phi phi) {
        Node only = phi.onlyValue();
        return only != phi ? only : twin(phi);
    }

    /** A phi of the same region with the same values, and a lower id. */
    private static @Nullable Node twin(Phi phi) {
        Region region = phi.region();
        for (int i = 0; i < Math.min(region.userCount(), MOST_SEARCHED); i++) {
            if (region.user(i) instanceof Phi other
                    && other.id() < phi.id()
                    && other.getClass() == phi.getClass()
                    && other.type() == phi.type()
                    && haveSameValues(phi, other)) {
                return other;
            }
        }
        return null;
    }

    private static boolean haveSameValues(Phi phi, Phi other) {
        for (int i = 0; i < phi.valueCount(); i++) {
            Node value = phi.value(i) == phi ? other : phi.value(i);
            if (value != other.value(i)) {
                return false;
            }
        }
        return true;
    }
}
