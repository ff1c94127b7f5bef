// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.dump;

import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Positions;
import dev.tandem.ir.graph.Stamp;

/**
 * A graph as text, a node a line by id: {@code %7 = Load[op=i32.load, ...](%0, %6, %2) : i32 @3}, where {@code @3} is the position. The
 * stamp is written out if it says more than the type. {@link GraphParser} reads it.
 */
public final class GraphText {
    private GraphText() {}

    public static String of(Graph graph) {
        StringBuilder text = new StringBuilder();
        text.append("graph of function ").append(graph.functionIndex()).append('\n');
        Positions positions = graph.positions();
        for (int i = 0; i < positions.count(); i++) {
            text.append('@').append(i).append(" = function ").append(positions.functionIndex(i));
            text.append(" offset ").append(positions.offset(i)).append(" caller ").append(positions.caller(i)).append('\n');
        }
        for (Node node : graph.nodes()) {
            line(node, text);
        }
        return text.toString();
    }

    private static void line(Node node, StringBuilder text) {
        text.append(node).append(" : ").append(stamp(node.stamp()));
        if (node instanceof FixedNode fixed && fixed.position() != Positions.NONE) {
            text.append(" @").append(fixed.position());
        }
        text.append('\n');
    }

    private static String stamp(Stamp stamp) {
        boolean plain = stamp.type().code() != 0 && stamp.equals(Stamp.of(stamp.type()));
        return plain ? stamp.type().toString() : stamp.toString();
    }
}
