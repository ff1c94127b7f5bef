// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Stamp;

/** Where control begins. */
public final class Start extends ControlNode {
    public Start() {
        super(Stamp.CONTROL);
    }
}
