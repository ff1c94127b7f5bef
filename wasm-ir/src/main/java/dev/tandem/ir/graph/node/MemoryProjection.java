// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.MemoryToken;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** The state of an alias class after a node that writes it and is no token itself: a call, a growing, or the start. */
public final class MemoryProjection extends Node implements MemoryToken {
    private final AliasClass aliasClass;

    public MemoryProjection(ControlNode writer, AliasClass aliasClass) {
        super(Stamp.MEMORY, writer);
        this.aliasClass = aliasClass;
    }

    public ControlNode writer() {
        return (ControlNode) input(0);
    }

    @Override
    public AliasClass aliasClass() {
        return aliasClass;
    }

    @Override
    public EdgeKind inputKind(int index) {
        return EdgeKind.OWNER;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("aliasClass", aliasClass);
    }

    @Override
    public boolean attributesEqual(Node that) {
        return that instanceof MemoryProjection other && aliasClass == other.aliasClass;
    }

    @Override
    public int attributesHash() {
        return aliasClass.index();
    }
}
