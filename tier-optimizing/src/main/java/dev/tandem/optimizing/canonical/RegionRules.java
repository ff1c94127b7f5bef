// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;

/** Regions where nothing joins, or that only lead to another. */
final class RegionRules {
    /** Ways of larger regions stay: moving them from block to enclosing block would take quadratic time. */
    private static final int MOST_MOVED = 8;

    private RegionRules() {}

    static boolean simplify(Region region, Rewriter rewriter) {
        if (region.predecessorCount() == 1) {
            dissolve(region, rewriter);
            return true;
        }
        return !(region instanceof Loop) && joinNext(region, rewriter);
    }

    /** Only one way leads here: the phis are the values from there. */
    private static void dissolve(Region region, Rewriter rewriter) {
        for (Phi phi : region.phis()) {
            rewriter.replace(phi, phi.value(0));
        }
        ControlNode before = region.predecessor(0);
        ControlNode next = region.next();
        region.replaceAllUses(before);
        region.kill();
        if (next != null) {
            rewriter.enqueue(next);
        }
        rewriter.enqueue(before);
    }

    /** All that happens here is that control goes on to another region: the ways lead there instead. */
    private static boolean joinNext(Region region, Rewriter rewriter) {
        if (region.userCount() != 1 || region.predecessorCount() > MOST_MOVED || !(region.next() instanceof Region next) || next instanceof Loop) {
            return false;
        }
        int slot = region.nextSlot();
        Phi[] phis = next.phis();
        // The first way takes the region's own place, the others come last.
        for (int i = 1; i < region.predecessorCount(); i++) {
            next.addInput(region.predecessor(i));
            for (Phi phi : phis) {
                phi.addInput(phi.value(slot));
            }
        }
        next.setInput(slot, region.predecessor(0));
        for (int i = region.inputCount() - 1; i >= 0; i--) {
            region.removeInput(i);
        }
        region.kill();
        rewriter.enqueue(next);
        return true;
    }
}
