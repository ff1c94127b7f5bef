// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** The reference; traps if it is null. Inputs: control, reference. */
public final class RefAsNonNull extends FixedNode {
    public RefAsNonNull(ValueType type, ControlNode control, Node reference) {
        super(Stamp.of(type), control, reference);
    }

    public Node reference() {
        return input(1);
    }

    @Override
    public boolean canTrap() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("type", type());
    }
}
