// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.dump;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what {@link GraphText} wrote: the graph that comes out has the same nodes with the same ids. For tests and debugging. */
public final class GraphParser {
    private final Graph graph;
    private final NodeFactory factory;
    private final TreeMap<Integer, NodeLine> lines = new TreeMap<>();
    private final Map<Integer, Node> nodes = new HashMap<>();

    private GraphParser(Graph graph) {
        this.graph = graph;
        this.factory = new NodeFactory(graph);
    }

    /**
     * Reads a graph.
     *
     * @param module that the graph's function belongs to
     * @throws IllegalArgumentException if the text is not what {@link GraphText} writes
     */
    public static Graph parse(WasmModule module, String text) {
        String[] lines = text.split("\n", -1);
        String heading = "graph of function ";
        if (!lines[0].startsWith(heading)) {
            throw new IllegalArgumentException("a graph begins with '" + heading + "': " + lines[0]);
        }
        Graph graph = new Graph(module, Integer.parseInt(lines[0].substring(heading.length())));
        GraphParser parser = new GraphParser(graph);
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].startsWith("@")) {
                parser.position(lines[i].split(" ", -1));
            } else if (!lines[i].isEmpty()) {
                NodeLine line = NodeLine.of(lines[i]);
                parser.lines.put(line.id(), line);
            }
        }
        parser.build();
        return graph;
    }

    private void position(String[] words) {
        int number = graph.positions()
                .add(Integer.parseInt(words[3]), Integer.parseInt(words[5]), Integer.parseInt(words[7]));
        if (!words[0].equals("@" + number)) {
            throw new IllegalArgumentException("position out of order: " + String.join(" ", words));
        }
    }

    private void build() {
        for (NodeLine line : lines.values()) {
            makeJoin(line);
        }
        for (NodeLine line : lines.values()) {
            make(line);
        }
        for (NodeLine line : lines.values()) {
            fillJoin(line);
        }
        for (NodeLine line : lines.values()) {
            Node node = node(line.id());
            if (node.id() < 0) {
                while (graph.capacity() < line.id()) {
                    graph.add(new Region()).kill();
                }
                graph.add(node);
            }
            node.setStamp(StampParser.parse(line.stamp()));
            if (node instanceof FixedNode fixed) {
                fixed.at(line.position());
            }
        }
        for (Node node : graph.nodes()) {
            if (node.isUnique()) {
                graph.reunique(node);
            }
        }
    }

    /** What may be part of a circle is made first, without inputs. */
    private void makeJoin(NodeLine line) {
        Node made =
                switch (line.name()) {
                    case "Start" -> graph.start();
                    case "Parameter" -> graph.parameter(line.attributes().integer("index"));
                    case "Region" -> new Region();
                    case "Loop" -> new Loop(graph.start());
                    case "Phi" -> factory.phi(line.attributes());
                    case "MemoryPhi" -> factory.memoryPhi(line.attributes());
                    default -> null;
                };
        if (made != null) {
            nodes.put(line.id(), made);
        }
    }

    private void fillJoin(NodeLine line) {
        Node node = node(line.id());
        if (!(node instanceof Region || node instanceof Phi)) {
            return;
        }
        int[] inputs = line.inputs();
        for (int i = 0; i < inputs.length; i++) {
            if (i < node.inputCount()) {
                node.setInput(i, node(inputs[i]));
            } else {
                node.addInput(node(inputs[i]));
            }
        }
    }

    private Node node(int id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("no node %" + id);
        }
        return node;
    }

    /** Makes the node after its inputs, without recursion. */
    private void make(NodeLine wanted) {
        ArrayDeque<NodeLine> work = new ArrayDeque<>();
        work.push(wanted);
        while (!work.isEmpty()) {
            NodeLine line = work.getFirst();
            NodeLine missing = nodes.containsKey(line.id()) ? null : missingInput(line);
            if (missing == null) {
                work.pop();
                nodes.computeIfAbsent(line.id(), id -> factory.make(line, inputs(line)));
            } else if (work.size() <= lines.size()) {
                work.push(missing);
            } else {
                throw new IllegalArgumentException("%" + line.id() + " depends on itself");
            }
        }
    }

    private @Nullable NodeLine missingInput(NodeLine line) {
        for (int input : line.inputs()) {
            if (!nodes.containsKey(input)) {
                NodeLine missing = lines.get(input);
                if (missing == null) {
                    throw new IllegalArgumentException("no node %" + input + ", which %" + line.id() + " takes");
                }
                return missing;
            }
        }
        return null;
    }

    private Node[] inputs(NodeLine line) {
        Node[] inputs = new Node[line.inputs().length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = node(line.inputs()[i]);
        }
        return inputs;
    }
}
