// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.dump;

import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.Schedule;
import java.util.Locale;

/** A schedule in the language of Graphviz: a box a block with its nodes in order; cold blocks are blue, loop heads have a double frame. */
public final class ScheduleDot {
    private ScheduleDot() {}

    public static String of(Schedule schedule) {
        StringBuilder text = new StringBuilder("digraph schedule {\n  node [shape=box, fontname=monospace];\n");
        for (Block block : schedule.blocks()) {
            text.append("  ").append(block).append(" [label=\"").append(block);
            text.append(String.format(Locale.ROOT, " frequency %.3g\\l", block.frequency()));
            for (Node node : block.nodes()) {
                text.append(GraphDot.escape(node.toString())).append("\\l");
            }
            text.append('"').append(block.isLoopHead() ? ", peripheries=2" : "");
            text.append(block.isCold() ? ", style=filled, fillcolor=aliceblue" : "").append("];\n");
            for (Block successor : block.successors()) {
                text.append("  ").append(block).append(" -> ").append(successor).append(";\n");
            }
        }
        return text.append("}\n").toString();
    }
}
