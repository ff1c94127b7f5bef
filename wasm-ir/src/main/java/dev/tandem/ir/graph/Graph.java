// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.graph.node.Parameter;
import dev.tandem.ir.graph.node.Start;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The graph of one function: see the package description. For one thread at a time.
 *
 * <p>Deterministic: ids are given in the order of adding, and iteration follows ids.
 */
public final class Graph {
    /** As many nodes a graph has by default before the compiler gives up. */
    public static final int DEFAULT_BUDGET = 2_000_000;

    /** Graphs of usual code have one or two edges a node; those of large joins may have any number, and edges take memory, too. */
    private static final int EDGES_PER_NODE = 4;

    private final WasmModule module;
    private final int functionIndex;
    private final FunctionType type;
    private final int budget;
    private final boolean valueNumbering;
    private final Positions positions = new Positions();
    private final AliasClasses aliasClasses;
    private final UniqueNodes unique = new UniqueNodes();
    private final Start start;
    private final Parameter[] parameters;

    private @Nullable Node[] nodes = new Node[64];
    private BitSet changed = new BitSet();
    private int capacity;
    private long edges;
    private int count;
    private int version;
    private int controlVersion;

    public Graph(WasmModule module, int functionIndex) {
        this(module, functionIndex, DEFAULT_BUDGET, true);
    }

    /**
     * A graph of a start and the parameters.
     *
     * @param budget as many nodes may ever be added, and four times as many edges
     * @param valueNumbering whether equal computations become one, see {@link #unique}; constants and parts of other nodes do in any case
     */
    public Graph(WasmModule module, int functionIndex, int budget, boolean valueNumbering) {
        this.valueNumbering = valueNumbering;
        this.module = module;
        this.functionIndex = functionIndex;
        this.type = module.functionType(functionIndex);
        this.budget = budget;
        this.aliasClasses = new AliasClasses(module);
        this.start = add(new Start());
        this.parameters = new Parameter[type.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = add(new Parameter(i, type.parameter(i)));
        }
    }

    public WasmModule module() {
        return module;
    }

    public int functionIndex() {
        return functionIndex;
    }

    public FunctionType type() {
        return type;
    }

    public Positions positions() {
        return positions;
    }

    public AliasClasses aliasClasses() {
        return aliasClasses;
    }

    public Start start() {
        return start;
    }

    public Parameter parameter(int index) {
        return parameters[index];
    }

    // Nodes

    /** Number of live nodes. */
    public int size() {
        return count;
    }

    /** How many nodes may still be added. */
    public int room() {
        return budget - capacity;
    }

    /** One more than the highest id given so far: the length of arrays indexed by id. */
    public int capacity() {
        return capacity;
    }

    /** The node with that id, or null if it was killed. */
    public @Nullable Node node(int id) {
        return nodes[id];
    }

    /**
     * Adds a node.
     *
     * @throws CompilationException if the budget of nodes is used up
     */
    public <T extends Node> T add(T node) {
        if (capacity == budget) {
            throw new CompilationException(
                    "the graph needs more than " + budget + " nodes; the function keeps its baseline code",
                    functionIndex);
        }
        addEdges(node.inputCount());
        if (capacity == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * capacity);
        }
        nodes[capacity] = node;
        node.addedTo(this, capacity++);
        changed.set(node.id());
        count++;
        return node;
    }

    /** Counts edges that are new, not moved. */
    void addEdges(int number) {
        edges += number;
        if (edges > (long) EDGES_PER_NODE * budget) {
            throw new CompilationException(
                    "the graph needs more than " + EDGES_PER_NODE + " * " + budget + " edges; the function keeps its baseline code",
                    functionIndex);
        }
    }

    /** The node in the graph that equals {@code node}, a pure one that is not yet added; if there is none, {@code node}, added. */
    @SuppressWarnings("unchecked") // equal nodes are of one class
    public <T extends Node> T unique(T node) {
        Node known = isNumbered(node) ? unique.findOrInsert(node) : null;
        return known != null ? (T) known : add(node);
    }

    /**
     * Another live node that equals {@code node}, which is in the graph and was changed since; if there is none, {@code node}, which from now on
     * is found in its new shape.
     */
    public Node reunique(Node node) {
        Node known = isNumbered(node) ? unique.findOrInsert(node) : null;
        return known == null ? node : known;
    }

    private boolean isNumbered(Node node) {
        return valueNumbering || !node.isComputation();
    }

    void markChanged(Node node) {
        changed.set(node.id());
        version++;
    }

    /** Whether anything changed since {@link #takeChanged}. */
    public boolean hasChanged() {
        return !changed.isEmpty();
    }

    /** A number that is another one after every change of an edge, or of how likely one is. */
    public int version() {
        return version;
    }

    /** The ids of the nodes that were added, got another input or lost a user since this was asked last; some may be gone by now. */
    public BitSet takeChanged() {
        BitSet taken = changed;
        changed = new BitSet(capacity);
        return taken;
    }

    /** A number that is another one after every change of control flow: of an edge of control, or of how likely one is. */
    public int controlVersion() {
        return controlVersion;
    }

    void controlChanged() {
        controlVersion++;
        version++;
    }

    void forget(Node node) {
        nodes[node.id()] = null;
        count--;
    }

    /** Kills the node if nobody uses it and it is neither fixed nor a parameter, then its inputs, if that leaves them so. */
    public void killUnused(Node node) {
        Node[] stack = {node};
        int height = 1;
        while (height > 0) {
            Node top = stack[--height];
            if (!top.isAlive() || top.hasUsers() || top instanceof ControlNode || top instanceof Parameter) {
                continue;
            }
            int inputs = top.inputCount();
            if (height + inputs > stack.length) {
                stack = Arrays.copyOf(stack, 2 * (height + inputs));
            }
            for (int i = 0; i < inputs; i++) {
                stack[height++] = top.input(i);
            }
            top.kill();
        }
    }

    /** The live nodes by id; nodes added meanwhile come too, killed ones do not. */
    public Iterable<Node> nodes() {
        return Cursor::new;
    }

    private final class Cursor implements Iterator<Node> {
        private int at;

        @Override
        public boolean hasNext() {
            while (at < capacity && nodes[at] == null) {
                at++;
            }
            return at < capacity;
        }

        @Override
        public Node next() {
            Node node = hasNext() ? nodes[at++] : null;
            if (node == null) {
                throw new NoSuchElementException();
            }
            return node;
        }
    }
}
