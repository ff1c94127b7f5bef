// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Phi;
import java.util.ArrayDeque;

/** Removes what building makes in advance and turns out not to be needed: phis of one value, and loops that nothing branches back to. */
final class TrivialPhis {
    private TrivialPhis() {}

    /** Looks at the nodes from id {@code first} on. */
    static void remove(Graph graph, int first) {
        ArrayDeque<Phi> work = new ArrayDeque<>();
        for (int id = first; id < graph.capacity(); id++) {
            if (graph.node(id) instanceof Phi phi) {
                work.add(phi);
            }
        }
        for (Phi phi = work.poll(); phi != null; phi = work.poll()) {
            if (phi.isAlive()) {
                remove(phi, work);
            }
        }
        for (int id = first; id < graph.capacity(); id++) {
            if (graph.node(id) instanceof Loop loop && loop.inputCount() == 1) {
                loop.replaceAllUses(loop.entry());
                loop.kill();
            }
        }
    }

    private static void remove(Phi phi, ArrayDeque<Phi> work) {
        Node only = phi.onlyValue();
        if (only == phi) {
            return;
        }
        for (int i = 0; i < phi.userCount(); i++) {
            if (phi.user(i) instanceof Phi user && user != phi) {
                work.add(user);
            }
        }
        phi.replaceAllUses(only);
        phi.kill();
    }
}
