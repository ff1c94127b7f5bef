// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.MemoryToken;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** The state of an alias class where control joins. */
public final class MemoryPhi extends Phi implements MemoryToken {
    private final AliasClass aliasClass;

    /** @param inputs the region, then tokens; they may be added later */
    public MemoryPhi(AliasClass aliasClass, Node... inputs) {
        super(Stamp.MEMORY, inputs);
        this.aliasClass = aliasClass;
    }

    @Override
    public AliasClass aliasClass() {
        return aliasClass;
    }

    @Override
    public EdgeKind inputKind(int index) {
        return index == 0 ? EdgeKind.OWNER : EdgeKind.MEMORY;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("aliasClass", aliasClass);
    }
}
