// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** Ends control and gives the results. */
public final class Return extends FixedNode {
    /** @param inputs the control, then the results */
    public Return(Node... inputs) {
        super(Stamp.CONTROL, inputs);
    }

    public int resultCount() {
        return inputCount() - 1;
    }

    public Node result(int index) {
        return input(index + 1);
    }

    @Override
    public boolean hasEffect() {
        return true;
    }

    @Override
    public boolean endsControl() {
        return true;
    }
}
