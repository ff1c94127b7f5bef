// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.dump;

import dev.tandem.ir.graph.AttributeList;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;

/** A graph in the language of Graphviz: control in red, tokens in blue, owners dotted. */
public final class GraphDot {
    private GraphDot() {}

    public static String of(Graph graph) {
        StringBuilder text = new StringBuilder("digraph function").append(graph.functionIndex()).append(" {\n");
        text.append("  node [shape=box, fontname=monospace];\n");
        for (Node node : graph.nodes()) {
            text.append("  n").append(node.id()).append(" [label=\"");
            text.append(escape("%" + node.id() + " " + node.name() + AttributeList.of(node))).append('"');
            text.append(node instanceof FixedNode ? ", style=filled, fillcolor=mistyrose" : "").append("];\n");
            for (int i = 0; i < node.inputCount(); i++) {
                text.append("  n").append(node.input(i).id()).append(" -> n").append(node.id());
                text.append(style(node.inputKind(i))).append(";\n");
            }
        }
        return text.append("}\n").toString();
    }

    private static String style(EdgeKind kind) {
        return switch (kind) {
            case CONTROL -> " [color=red, weight=4]";
            case MEMORY -> " [color=blue, style=dashed]";
            case OWNER -> " [style=dotted]";
            case VALUE -> "";
        };
    }

    static String escape(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
