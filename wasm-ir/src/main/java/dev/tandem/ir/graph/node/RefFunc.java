// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.ReferenceStamp;

/** A reference to a function of this instance. */
public final class RefFunc extends Node {
    private final int functionIndex;

    public RefFunc(int functionIndex, ValueType type) {
        super(new ReferenceStamp(type, true, false, functionIndex));
        this.functionIndex = functionIndex;
    }

    public int functionIndex() {
        return functionIndex;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("functionIndex", functionIndex);
        sink.put("type", type());
    }
}
