// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.MemoryToken;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/**
 * Copies inside a table or between two. Inputs: control, token of the destination table, token of the source table,
 * destination, source, count.
 */
public final class TableCopy extends AccessNode implements MemoryToken {
    private final int destinationTable;
    private final int sourceTable;

    public TableCopy(
            int destinationTable, int sourceTable, AliasClass aliasClass, ControlNode control, Node token,
            Node sourceToken, Node destination, Node source, Node count) {
        super(aliasClass, Stamp.MEMORY, control, token, sourceToken, destination, source, count);
        this.destinationTable = destinationTable;
        this.sourceTable = sourceTable;
    }

    public int destinationTable() {
        return destinationTable;
    }

    public int sourceTable() {
        return sourceTable;
    }

    /** The state before it of the source table: that of the destination if they share a class. */
    public Node sourceToken() {
        return input(2);
    }

    public Node destination() {
        return input(3);
    }

    public Node source() {
        return input(4);
    }

    public Node count() {
        return input(5);
    }

    @Override
    public EdgeKind inputKind(int index) {
        return index == 0 ? EdgeKind.CONTROL : index <= 2 ? EdgeKind.MEMORY : EdgeKind.VALUE;
    }

    @Override
    public boolean canTrap() {
        return true;
    }

    @Override
    public boolean hasEffect() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        super.attributes(sink);
        sink.put("destinationTable", destinationTable);
        sink.put("sourceTable", sourceTable);
    }
}
