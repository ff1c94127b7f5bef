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
 * Assignment Form"). Beyond the paper, a look-up knows where the variable is assigned, and skips all states between here and there: neither
 * the number of branches nor that of variables costs anything where a variable is just passed through.
 *
 * <p>A state stands for a stretch of code without branch: what it assigns is in a table, all else is in the states above it. Code between a
 * state and one below it stands between them in the body too, except for what a loop around does further down.
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
        /** For a loop: the loop around. */
        int outerLoop = -1;

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
    private final StateTree tree = new StateTree();
    private @Nullable Join[] joins = new Join[16];
    /** For each state the head of the innermost loop around, which may be itself; -1 if there is none. */
    private int[] loopOf = new int[16];

    private int openLoop = -1;

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
        add(0, -1, null);
    }

    private int add(int parent, int offset, @Nullable Join join) {
        int state = tree.add(parent, offset);
        if (state == joins.length) {
            joins = Arrays.copyOf(joins, 2 * state);
            loopOf = Arrays.copyOf(loopOf, 2 * state);
        }
        joins[state] = join;
        loopOf[state] = openLoop;
        return state;
    }

    /** A state that control only comes to from {@code previous}, which must not assign any more. */
    int follow(int previous, int offset) {
        return add(previous, offset, null);
    }

    /**
     * The state at the end of a construct.
     *
     * @param predecessors the states that come together, by the region's inputs
     * @param entry the state when the construct began
     */
    int join(Region region, int[] predecessors, int entry, int from, int to) {
        return add(entry, to, new Join(region, predecessors, from, to));
    }

    /** The state at the head of a loop; must be {@linkplain #close closed}. */
    int loop(Loop loop, int entry, int from, int to) {
        Join join = new Join(loop, new int[0], from, to);
        join.outerLoop = openLoop;
        int state = add(entry, from, join);
        openLoop = state;
        loopOf[state] = state;
        return state;
    }

    /**
     * Completes the innermost loop.
     *
     * @param backEdge the state at its end, or -1 if nothing branches back
     */
    void close(int loopState, int backEdge) {
        Join join = joins[loopState];
        if (join != null) {
            openLoop = join.outerLoop;
            int entry = tree.parent(loopState);
            join.predecessors = backEdge < 0 ? new int[] {entry} : new int[] {entry, backEdge};
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
            } else if (at == 0) {
                found = token(initial.value(variable), variable);
                table.put(at, variable, found);
            } else {
                at = above(at, variable);
                found = table.get(at, variable);
            }
        }
        Node token = token(found, variable);
        if (at != state || token != found) {
            table.put(state, variable, token);
        }
        return token;
    }

    /** The nearest state above where the variable may be another: where it was last assigned, or the head of a loop that assigns it further down. */
    private int above(int state, int variable) {
        int offset = tree.offset(state);
        int above = tree.highestAfter(state, assignments.lastBefore(variable, offset));
        int next = assignments.firstFrom(variable, offset);
        int loop = loopOf[state];
        while (loop >= 0 && tree.depth(loop) > tree.depth(above)) {
            Join join = joins[loop];
            if (join == null) {
                break;
            }
            if (loop != state && next < join.to) {
                return loop;
            }
            loop = join.outerLoop;
        }
        return above;
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
