// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** 1 if the reference is null, else 0. */
public final class RefIsNull extends Node {
    public RefIsNull(Node reference) {
        super(Stamp.BOOLEAN, reference);
    }

    public Node reference() {
        return input(0);
    }
}
