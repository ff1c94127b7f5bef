// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** The value of a global that nobody sets, immutable or not, which is the same all the time: floats. */
public final class ImmutableGlobal extends Node {
    private final int globalIndex;

    public ImmutableGlobal(int globalIndex, ValueType type) {
        super(Stamp.of(type));
        this.globalIndex = globalIndex;
    }

    public int globalIndex() {
        return globalIndex;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("globalIndex", globalIndex);
        sink.put("type", type());
    }
}
