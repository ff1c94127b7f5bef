// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import dev.tandem.ir.graph.Node;
import java.util.Locale;

/** A schedule as text, in the order of register allocation. */
public final class ScheduleText {
    private ScheduleText() {}

    public static String of(Schedule schedule) {
        StringBuilder text = new StringBuilder();
        for (Block block : schedule.blocks()) {
            text.append(block);
            if (block.isLoopHead()) {
                text.append(" loop");
            }
            text.append(" depth ").append(block.loopDepth());
            text.append(String.format(Locale.ROOT, " frequency %.3g", block.frequency()));
            text.append(block.isCold() ? " cold" : "");
            text.append(" from ").append(block.predecessors());
            text.append(" to ").append(block.successors()).append('\n');
            for (Node node : block.nodes()) {
                text.append("    ").append(node).append('\n');
            }
        }
        return text.append("layout ").append(schedule.layout()).append('\n').toString();
    }
}
