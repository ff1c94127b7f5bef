// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.MemoryToken;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;
import org.jspecify.annotations.Nullable;

/** Tokens of several alias classes in one bundle, at most one a class: what a call sees. */
public final class MemoryState extends Node {
    public MemoryState(Node... tokens) {
        super(Stamp.MEMORY, tokens);
    }

    /** The token of {@code aliasClass}, or null if the class is not in use where the bundle was made. */
    public @Nullable Node token(AliasClass aliasClass) {
        for (int i = 0; i < inputCount(); i++) {
            if (((MemoryToken) input(i)).aliasClass() == aliasClass) {
                return input(i);
            }
        }
        return null;
    }

    @Override
    public EdgeKind inputKind(int index) {
        return EdgeKind.MEMORY;
    }

    @Override
    public boolean attributesEqual(Node that) {
        return true;
    }

    @Override
    public int attributesHash() {
        return 0;
    }
}
