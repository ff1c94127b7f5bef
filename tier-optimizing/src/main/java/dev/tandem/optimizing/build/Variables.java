// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.NodeKind;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.MemoryPhi;
import dev.tandem.ir.graph.node.MemoryProjection;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings locals and memory tokens into SSA form while the graph is built: looks values up when they are read, through the states that control
 * came by, and so makes phis only where something reads them (Braun et al. 2013, "Simple and Efficient Construction of Static Single
 * Assignment Form"). Beyond the paper, a look-up skips a whole construct in which the variable is not assigned, so neither nesting nor the number of
 * variables costs anything where a variable is just passed through.
 *
 * <p>A state stands for a stretch of code without branch: what it assigns is in a table, all else is in the states before it.
 */
final class Variables {
    /** Deeper than this, joins get their phi before their values are known, so that the Java stack suffices. */
    private static final int MAX_DEPTH = 50;

    /** What the variables are at the very beginning. */
    interface Initial {
        Node value(int variable);
    }

    /** A phi that has no inputs but its region yet. */
    private record Incomplete(int state, int variable, Phi phi) {}

    /** Where states join: at the end of a construct, or where a loop begins. */
    private static final class Join {
        final Region region;
        int[] predecessors;
        /** The construct, in offsets: what is not assigned in it is as in the state before it. */
        final int from;
        final int to;
        final List<Incomplete> incomplete = new ArrayList<>(0);

        Join(Region region, int[] predecessors, int from, int to) {
            this.region = region;
            this.predecessors = predecessors;
            this.from = from;
            this.to = to;
        }
    }

    private final Graph graph;
    private final Assignments assignments;
    private final Initial initial;
    private final Stamp[] stamps;
    private final AliasClass[] aliasClasses;
    private final DefinitionTable table = new DefinitionTable();
    private final ArrayDeque<Incomplete> incomplete = new ArrayDeque<>();
    /** For each state the one before it, or before its construct; -1 for the first. */
    private int[] before = new int[64];

    private @Nullable Join[] joins = new Join[64];
    private int count;

    /**
     * @param stamps of the locals, which are the first variables
     * @param aliasClasses of the other variables
     */
    Variables(Graph graph, Assignments assignments, Initial initial, Stamp[] stamps, AliasClass[] aliasClasses) {
        this.graph = graph;
        this.assignments = assignments;
        this.initial = initial;
        this.stamps = stamps;
        this.aliasClasses = aliasClasses;
        add(-1, null);
    }

    private int add(int previous, @Nullable Join join) {
        if (count == before.length) {
            before = Arrays.copyOf(before, 2 * count);
            joins = Arrays.copyOf(joins, 2 * count);
        }
        before[count] = previous;
        joins[count] = join;
        return count++;
    }

    /** A state that control only comes to from {@code previous}, which must not assign any more. */
    int follow(int previous) {
        return add(previous, null);
    }

    /**
     * The state at the end of a construct.
     *
     * @param predecessors the states that come together, by the region's inputs
     * @param entry the state when the construct began
     */
    int join(Region region, int[] predecessors, int entry, int from, int to) {
        return add(entry, new Join(region, predecessors, from, to));
    }

    /** The state at the head of a loop; must be {@linkplain #close closed}. */
    int loop(Loop loop, int entry, int from, int to) {
        return add(entry, new Join(loop, new int[0], from, to));
    }

    /**
     * Completes a loop.
     *
     * @param backEdge the state at its end, or -1 if nothing branches back
     */
    void close(int loopState, int backEdge) {
        Join join = joins[loopState];
        if (join != null) {
            join.predecessors = backEdge < 0 ? new int[] {before[loopState]} : new int[] {before[loopState], backEdge};
            incomplete.addAll(join.incomplete);
            complete();
        }
    }

    void set(int state, int variable, Node value) {
        table.put(state, variable, value);
    }

    /** The variable's value in that state, where the last assignment so far counts. */
    Node get(int state, int variable) {
        Node value = find(state, variable, 0);
        complete();
        return value;
    }

    private Node find(int state, int variable, int depth) {
        int at = state;
        Node found = table.get(at, variable);
        while (found == null) {
            Join join = joins[at];
            if (join != null && assignments.isAssigned(variable, join.from, join.to)) {
                found = found(at, join, variable, depth);
                table.put(at, variable, found);
            } else if (before[at] < 0) {
                found = token(initial.value(variable), variable);
                table.put(at, variable, found);
            } else {
                at = before[at];
                found = table.get(at, variable);
            }
        }
        Node token = token(found, variable);
        if (at != state || token != found) {
            table.put(state, variable, token);
        }
        return token;
    }

    /** Writers that are no tokens themselves are put in the table as they are, and only taken apart when the token is needed. */
    private Node token(Node value, int variable) {
        if (variable < stamps.length || value.kind() == NodeKind.MEMORY) {
            return value;
        }
        return graph.unique(new MemoryProjection((ControlNode) value, aliasClasses[variable - stamps.length]));
    }

    private Node found(int state, Join join, int variable, int depth) {
        int[] predecessors = join.predecessors;
        if (join.region instanceof Loop || depth == MAX_DEPTH) {
            Phi phi = graph.add(newPhi(variable, join.region));
            Incomplete later = new Incomplete(state, variable, phi);
            if (predecessors.length == 0) {
                join.incomplete.add(later);
            } else {
                incomplete.add(later);
            }
            return phi;
        }
        Node[] inputs = new Node[predecessors.length + 1];
        inputs[0] = join.region;
        boolean differ = false;
        for (int i = 0; i < predecessors.length; i++) {
            inputs[i + 1] = find(predecessors[i], variable, depth + 1);
            differ |= inputs[i + 1] != inputs[1];
        }
        return differ ? graph.add(newPhi(variable, inputs)) : inputs[1];
    }

    private Phi newPhi(int variable, Node... inputs) {
        return variable < stamps.length
                ? new Phi(stamps[variable], inputs)
                : new MemoryPhi(aliasClasses[variable - stamps.length], inputs);
    }

    private void complete() {
        for (Incomplete next = incomplete.poll(); next != null; next = incomplete.poll()) {
            Join join = joins[next.state];
            if (join != null) {
                for (int predecessor : join.predecessors) {
                    next.phi.addInput(find(predecessor, next.variable, 0));
                }
            }
        }
    }
}
