// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ReferenceStamp;

/** The null of a reference type. */
public final class ConstantNull extends Constant {
    public ConstantNull(ValueType type) {
        super(new ReferenceStamp(type, false, true, ReferenceStamp.UNKNOWN));
    }

    @Override
    public long bits() {
        return 0;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("type", type());
    }
}
