// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

/**
 * A node with a place in the chain of control, because it can trap, has an effect, reads mutable state, or directs control. Input 0 is the
 * control before it; it is itself the control after it.
 */
public abstract class FixedNode extends ControlNode {
    private int position = Positions.NONE;

    protected FixedNode(Stamp stamp, Node... inputs) {
        super(stamp, inputs);
    }

    /** The control before it. */
    public final ControlNode control() {
        return (ControlNode) input(0);
    }

    /** Where it comes from: a number in {@link Graph#positions()}. */
    public final int position() {
        return position;
    }

    /** Sets where it comes from; gives itself. Not an attribute. */
    public final FixedNode at(int newPosition) {
        position = newPosition;
        return this;
    }

    /** Whether it can end the activation with a trap (or, for calls, whether what it calls can). */
    public boolean canTrap() {
        return false;
    }

    /** Whether it changes anything that outlives it or that other nodes can see: state, or where control goes. */
    public boolean hasEffect() {
        return false;
    }

    /** Whether control ends here: a return, trap or tail call. */
    public boolean endsControl() {
        return false;
    }

    /** Puts this node, which is in no chain (its input 0 is replaced), before {@code next}. */
    public final void insertBefore(FixedNode next) {
        setInput(0, next.control());
        next.setInput(0, this);
    }

    /** Puts this node, which is in no chain (its input 0 is replaced), after {@code previous}, which must not be a branch. */
    public final void insertAfter(ControlNode previous) {
        ControlNode next = previous.next();
        int slot = previous.nextSlot();
        setInput(0, previous);
        if (next != null) {
            next.setInput(slot, this);
        }
    }

    /** What came after it comes after what is before it. It stays in the graph, to be killed or put elsewhere, and so keeps its input 0. */
    public final void removeFromChain() {
        ControlNode next = next();
        if (next != null) {
            next.setInput(nextSlot(), control());
        }
    }

    /** Takes it out of the chain and the graph; {@code by} stands in for its value or token. */
    public final void replaceAndKill(Node by) {
        removeFromChain();
        replaceAllUses(by);
        kill();
    }
}
