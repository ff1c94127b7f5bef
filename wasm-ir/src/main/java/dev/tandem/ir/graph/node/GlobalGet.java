// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** Reads a global that may change. Inputs: control, token. Others are {@link ImmutableGlobal}s. */
public final class GlobalGet extends AccessNode {
    private final int globalIndex;

    public GlobalGet(int globalIndex, ValueType type, AliasClass aliasClass, ControlNode control, Node token) {
        super(aliasClass, Stamp.of(type), control, token);
        this.globalIndex = globalIndex;
    }

    public int globalIndex() {
        return globalIndex;
    }

    @Override
    public void attributes(AttributeSink sink) {
        super.attributes(sink);
        sink.put("globalIndex", globalIndex);
        sink.put("type", type());
    }
}
