// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Phi;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An open construct, used again for later ones at its depth: where it began, and the branches to its label so far. */
final class Frame {
    private static final Node[] NOTHING = {};

    /** Number in the survey. */
    int construct;
    /** State of the variables when it opened. */
    int entry;

    // An if
    @Nullable ControlNode otherwise;
    Node[] parameters = NOTHING;
    boolean hasElse;

    // A loop that is branched back to
    @Nullable Loop loop;
    int loopState;
    /** How likely a loop goes on after an iteration, 0 to 1. */
    double stays;
    /** How many iterations of a loop the profile has seen, about. */
    double iterations;
    Phi[] phis = {};

    // Branches to the label
    private ControlNode[] controls = new ControlNode[4];
    private int[] states = new int[4];
    private Node[][] values = new Node[4][];
    private int count;

    void open(int newConstruct, int newEntry) {
        construct = newConstruct;
        entry = newEntry;
        otherwise = null;
        parameters = NOTHING;
        hasElse = false;
        loop = null;
        count = 0;
    }

    void branch(ControlNode control, int state, Node[] carried) {
        if (count == controls.length) {
            controls = Arrays.copyOf(controls, 2 * count);
            states = Arrays.copyOf(states, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        controls[count] = control;
        states[count] = state;
        values[count++] = carried;
    }

    int count() {
        return count;
    }

    ControlNode control(int branch) {
        return controls[branch];
    }

    int state(int branch) {
        return states[branch];
    }

    /** What branch {@code branch} carries. */
    Node[] values(int branch) {
        return values[branch];
    }

    ControlNode[] controls() {
        return Arrays.copyOf(controls, count);
    }

    int[] states() {
        return Arrays.copyOf(states, count);
    }
}
