// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;
import java.util.Arrays;

/**
 * Control goes on at one of several {@link Case}s, chosen by an i32 index. Index {@code k}, unsigned, goes to successor {@code targets[k]};
 * indices beyond go where the last entry says: the default. Successors are numbered from 0, each has exactly one {@code Case}.
 */
public final class Switch extends FixedNode {
    private final int[] targets;
    /** Never changed in place: copies of the node share it. */
    private double[] probabilities;

    /**
     * @param targets the successor of each index, that of all others last; kept
     * @param probabilities how likely each successor is, 0 to 1; kept
     */
    public Switch(ControlNode control, Node index, int[] targets, double[] probabilities) {
        super(Stamp.CONTROL, control, index);
        this.targets = targets;
        this.probabilities = probabilities;
    }

    public Node index() {
        return input(1);
    }

    /** How many indices have an entry of their own: those from this on take the default. */
    public int keyCount() {
        return targets.length - 1;
    }

    /** The successor of index {@code key}; of {@link #keyCount()}, the default's. */
    public int target(int key) {
        return targets[key];
    }

    public int successorCount() {
        return probabilities.length;
    }

    /** How likely successor {@code successor} is, 0 to 1. */
    public double probability(int successor) {
        return probabilities[successor];
    }

    public void setProbability(int successor, double probability) {
        double[] changed = probabilities.clone();
        changed[successor] = probability;
        probabilities = changed;
        controlChanged();
    }

    /** The case of every successor, by its number. */
    public Case[] cases() {
        Case[] cases = new Case[probabilities.length];
        for (int i = 0; i < userCount(); i++) {
            if (user(i) instanceof Case projection) {
                cases[projection.successor()] = projection;
            }
        }
        return cases;
    }

    @Override
    public boolean hasEffect() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("targets", targets);
        sink.put("probabilities", Arrays.toString(probabilities));
    }
}
