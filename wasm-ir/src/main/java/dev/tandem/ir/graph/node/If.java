// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** Control goes on at {@link IfTrue} if the condition, an i32, is not zero, else at {@link IfFalse}; both must be there. */
public final class If extends FixedNode {
    private double probability;

    /** @param probability of the true way, 0 to 1 */
    public If(ControlNode control, Node condition, double probability) {
        super(Stamp.CONTROL, control, condition);
        this.probability = probability;
    }

    public Node condition() {
        return input(1);
    }

    /** How likely the condition is not zero, 0 to 1. */
    public double probability() {
        return probability;
    }

    public void setProbability(double newProbability) {
        probability = newProbability;
        controlChanged();
    }

    public IfTrue trueSuccessor() {
        return (IfTrue) successor(IfTrue.class);
    }

    public IfFalse falseSuccessor() {
        return (IfFalse) successor(IfFalse.class);
    }

    private Node successor(Class<?> way) {
        for (int i = 0; i < userCount(); i++) {
            if (user(i).getClass() == way) {
                return user(i);
            }
        }
        throw new IllegalStateException("no " + way.getSimpleName() + " of " + this);
    }

    @Override
    public boolean hasEffect() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("probability", probability);
    }
}
