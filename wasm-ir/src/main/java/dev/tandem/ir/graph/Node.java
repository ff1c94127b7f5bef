// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import dev.tandem.decoder.type.ValueType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A node of the graph: inputs in order, users as edges, a stamp, and the attributes of its class.
 *
 * <p>A node is made with its inputs and then {@linkplain Graph#add added} or {@linkplain Graph#unique made unique}; only then its inputs know
 * of it. Every edge knows its place in both arrays, so that edges come and go in constant time, whatever the number of users. The order
 * of users is deterministic, but means nothing.
 */
public abstract class Node implements Cloneable {
    private static final Node[] NO_NODES = {};
    private static final int[] NO_PLACES = {};
    private static final EdgeKind[] KINDS = EdgeKind.values();
    /** As many inputs keep their order when one before them is removed. */
    private static final int MOST_MOVED = 16;

    private static final int KIND_BITS = 2;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;

    private @Nullable Graph graph;
    private int id = -1;
    private Stamp stamp;
    private NodeKind kind;

    private Node[] inputs;
    private int inputCount;
    /** For each input, where this edge stands among the input's users. */
    private int[] places = NO_PLACES;

    private Node[] users = NO_NODES;
    private int userCount;
    /** For each user, which of its inputs the edge is, and what flows along it: asked often, and so without looking at the user. */
    private int[] slots = NO_PLACES;

    /** A node not yet in a graph. Keeps the array. */
    protected Node(Stamp stamp, Node... inputs) {
        this.stamp = stamp;
        this.kind = stamp.kind();
        this.inputs = inputs;
        this.inputCount = inputs.length;
    }

    /** Number in the graph, dense from 0, never used again; -1 before the node is added. */
    public final int id() {
        return id;
    }

    /** The graph it was added to. */
    public final Graph graph() {
        Graph in = graph;
        if (in == null) {
            throw new IllegalStateException("not in a graph: " + this);
        }
        return in;
    }

    /** Whether it is in a graph: added, and not killed since. */
    public final boolean isAlive() {
        return graph != null;
    }

    // What it gives

    /** What is known of the value; for nodes without one, a stamp of its kind. */
    public final Stamp stamp() {
        return stamp;
    }

    /** Phases set what they learned. Must describe every value that the node can have. */
    public final void setStamp(Stamp stamp) {
        this.stamp = stamp;
        this.kind = stamp.kind();
    }

    public final NodeKind kind() {
        return kind;
    }

    /** The type of the value; {@link ValueType#BOTTOM} if there is none. */
    public final ValueType type() {
        return stamp.type();
    }

    /** What flows along input {@code index}: the same in all nodes of the class. */
    public EdgeKind inputKind(int index) {
        return EdgeKind.VALUE;
    }

    /** Whether equal nodes may be merged: pure, without control input, and not a phi. */
    public boolean isUnique() {
        return true;
    }

    /** Whether it computes something of its inputs: equal ones are merged where value numbering is on. Constants and parts of other nodes are in any case. */
    protected boolean isComputation() {
        return false;
    }

    // Inputs

    public final int inputCount() {
        return inputCount;
    }

    public final Node input(int index) {
        return inputs[index];
    }

    public final void setInput(int index, Node input) {
        if (graph != null) {
            disconnect(index);
            inputs[index] = input;
            connect(index);
        } else {
            inputs[index] = input;
        }
    }

    /** Adds a last input: for regions, phis and others of open arity. */
    public final void addInput(Node input) {
        if (inputCount == inputs.length) {
            inputs = Arrays.copyOf(inputs, Math.max(4, 2 * inputCount));
        }
        inputs[inputCount++] = input;
        Graph in = graph;
        if (in != null) {
            in.addEdges(1);
            if (places.length < inputs.length) {
                places = Arrays.copyOf(places, inputs.length);
            }
            connect(inputCount - 1);
        }
    }

    /**
     * Removes input {@code index}; those behind it move up. If they are many, only the last one moves, into its place: so it is for a region and
     * its phis alike, and inputs that are removed from the last to the first cost constant time each.
     */
    public final void removeInput(int index) {
        int last = inputCount - 1;
        if (last - index > MOST_MOVED) {
            setInput(index, inputs[last]);
        } else {
            for (int i = index; i < last; i++) {
                setInput(i, inputs[i + 1]);
            }
        }
        if (graph != null) {
            disconnect(inputCount - 1);
        }
        inputCount--;
    }

    // Users

    /** Number of edges to users: a user that takes this node twice counts twice. */
    public final int userCount() {
        return userCount;
    }

    public final boolean hasUsers() {
        return userCount > 0;
    }

    /** The user at the end of edge {@code index}. */
    public final Node user(int index) {
        return users[index];
    }

    /** Which input of {@link #user user(index)} the edge is. */
    public final int userSlot(int index) {
        return slots[index] >>> KIND_BITS;
    }

    /** What flows along edge {@code index} to a user. */
    public final EdgeKind userKind(int index) {
        return KINDS[slots[index] & KIND_MASK];
    }

    /** The users at this moment, one entry an edge: a copy, for loops that change edges. */
    public final Node[] users() {
        return Arrays.copyOf(users, userCount);
    }

    /** Whether exactly one edge leads to a user of the value or token (control edges do not count). */
    public final boolean hasOneDataUser() {
        int found = 0;
        for (int i = 0; i < userCount && found < 2; i++) {
            if (userKind(i) != EdgeKind.CONTROL) {
                found++;
            }
        }
        return found == 1;
    }

    /** Every edge to a user, control edges too, comes from {@code by} instead. */
    public final void replaceAllUses(Node by) {
        while (userCount > 0) {
            users[userCount - 1].setInput(userSlot(userCount - 1), by);
        }
    }

    /** Every edge to a user but control edges comes from {@code by} instead. */
    public final void replaceDataUses(Node by) {
        for (int i = userCount - 1; i >= 0; i--) {
            if (userKind(i) != EdgeKind.CONTROL) {
                users[i].setInput(userSlot(i), by);
            }
        }
    }

    /** Takes the node, which must have no users left, out of the graph. */
    public final void kill() {
        Graph in = graph();
        if (userCount != 0) {
            throw new IllegalStateException("has users: " + this);
        }
        for (int i = 0; i < inputCount; i++) {
            disconnect(i);
        }
        in.forget(this);
        graph = null;
    }

    // Attributes

    /** Names every attribute. All take part in equality and hash; what is derived (stamp) or tells the origin (position) is none. */
    public void attributes(AttributeSink sink) {}

    /** Whether the attributes are those of {@code that}, a node of the same class. */
    public boolean attributesEqual(Node that) {
        return AttributeList.of(this).equals(AttributeList.of(that));
    }

    /** To be called when an attribute changes that says where control goes, or how likely. */
    protected final void controlChanged() {
        if (graph != null) {
            graph.controlChanged();
        }
    }

    /** A hash of the attributes, the same in every run. */
    public int attributesHash() {
        return AttributeList.of(this).hashCode();
    }

    /** A node of the same class with the same attributes and stamp but other inputs, not yet in a graph. Keeps the array. */
    public final Node copy(Node... newInputs) {
        try {
            Node copy = (Node) clone();
            copy.graph = null;
            copy.id = -1;
            copy.inputs = newInputs;
            copy.inputCount = newInputs.length;
            copy.places = NO_PLACES;
            copy.users = NO_NODES;
            copy.slots = NO_PLACES;
            copy.userCount = 0;
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** The name of its class, as dumps print it. */
    public final String name() {
        return getClass().getSimpleName();
    }

    @Override
    public final String toString() {
        StringBuilder text = new StringBuilder(
                ).append('%').append(id).append(" = ").append(name()).append(AttributeList.of(this)).append('(');
        for (int i = 0; i < inputCount; i++) {
            text.append(i == 0 ? "%" : ", %").append(inputs[i].id);
        }
        return text.append(')').toString();
    }

    // Edges

    final void addedTo(Graph newGraph, int newId) {
        graph = newGraph;
        id = newId;
        places = inputs.length == 0 ? NO_PLACES : new int[inputs.length];
        for (int i = 0; i < inputCount; i++) {
            connect(i);
        }
    }

    private void connect(int slot) {
        Node input = inputs[slot];
        int place = input.userCount++;
        if (place == input.users.length) {
            int capacity = place == 0 ? 2 : 2 * place;
            input.users = Arrays.copyOf(input.users, capacity);
            input.slots = Arrays.copyOf(input.slots, capacity);
        }
        input.users[place] = this;
        EdgeKind edge = inputKind(slot);
        input.slots[place] = slot << KIND_BITS | edge.ordinal();
        places[slot] = place;
        Graph in = graph;
        if (in != null) {
            in.markChanged(this);
            if (edge == EdgeKind.CONTROL) {
                in.controlChanged();
            }
        }
    }

    /** The input's last edge takes the free place. */
    private void disconnect(int slot) {
        Node input = inputs[slot];
        int place = places[slot];
        int last = --input.userCount;
        Graph in = graph;
        if (in != null) {
            in.markChanged(input);
            if (input.userKind(place) == EdgeKind.CONTROL) {
                in.controlChanged();
            }
        }
        if (place != last) {
            Node moved = input.users[last];
            int movedEdge = input.slots[last];
            input.users[place] = moved;
            input.slots[place] = movedEdge;
            moved.places[movedEdge >>> KIND_BITS] = place;
        }
    }
}
