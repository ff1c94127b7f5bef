// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.MemoryToken;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** A state of an alias class that nothing is known of. No two are equal. */
public final class UnknownMemory extends Node implements MemoryToken {
    private final AliasClass aliasClass;

    public UnknownMemory(AliasClass aliasClass) {
        super(Stamp.MEMORY);
        this.aliasClass = aliasClass;
    }

    @Override
    public AliasClass aliasClass() {
        return aliasClass;
    }

    @Override
    public boolean isUnique() {
        return false;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("aliasClass", aliasClass);
    }
}
