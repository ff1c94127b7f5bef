// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import dev.tandem.decoder.type.ValueType;

/** A stamp without facts. */
record PlainStamp(NodeKind kind, ValueType type) implements Stamp {
    @Override
    public Stamp union(Stamp other) {
        return this;
    }

    @Override
    public String toString() {
        return kind == NodeKind.VALUE ? type.toString() : kind.toString();
    }
}
