// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.dump;

import dev.tandem.ir.graph.AttributeList;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;

/**
 * Graphs in the XML of the Ideal Graph Visualizer: one group a function, one graph a phase. Collects any number of graphs, then gives the
 * document.
 */
public final class GraphIgv {
    private final StringBuilder text = new StringBuilder();

    /** @param group a name for all graphs that follow, such as the function's */
    public GraphIgv(String group) {
        text.append("<graphDocument>\n <group>\n  <properties><p name=\"name\">").append(escape(group));
        text.append("</p></properties>\n");
    }

    /** Adds the graph as it is now, under the name of a phase. */
    public GraphIgv add(String name, Graph graph) {
        text.append("  <graph name=\"").append(escape(name)).append("\">\n   <nodes>\n");
        for (Node node : graph.nodes()) {
            node(node);
        }
        text.append("   </nodes>\n   <edges>\n");
        for (Node node : graph.nodes()) {
            for (int i = 0; i < node.inputCount(); i++) {
                text.append("    <edge from=\"").append(node.input(i).id()).append("\" to=\"").append(node.id());
                text.append("\" index=\"").append(i).append("\" type=\"").append(node.inputKind(i)).append("\"/>\n");
            }
        }
        text.append("   </edges>\n  </graph>\n");
        return this;
    }

    private void node(Node node) {
        AttributeList attributes = AttributeList.of(node);
        text.append("    <node id=\"").append(node.id()).append("\"><properties>");
        property("name", node.name() + attributes);
        property("category", node instanceof FixedNode ? "fixed" : "floating");
        property("type", node.stamp().toString());
        for (int i = 0; i < attributes.size(); i++) {
            property(attributes.name(i), attributes.value(i));
        }
        text.append("</properties></node>\n");
    }

    private void property(String name, String value) {
        text.append("<p name=\"").append(escape(name)).append("\">").append(escape(value)).append("</p>");
    }

    /** The document of what was added so far. */
    public String toXml() {
        return text + " </group>\n</graphDocument>\n";
    }

    private static String escape(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
