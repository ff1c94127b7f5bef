// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.trap.TrapCode;

/** Ends the activation with a trap. */
public final class Trap extends FixedNode {
    private final TrapCode code;

    public Trap(ControlNode control, TrapCode code) {
        super(Stamp.CONTROL, control);
        this.code = code;
    }

    public TrapCode code() {
        return code;
    }

    @Override
    public boolean canTrap() {
        return true;
    }

    @Override
    public boolean hasEffect() {
        return true;
    }

    @Override
    public boolean endsControl() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("code", code);
    }
}
