// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** A numeric instruction that traps for some operands: division, remainder, conversion to an integer. Inputs: control, operands. */
public final class TrappingOperation extends FixedNode {
    private final Opcode op;

    public TrappingOperation(Opcode op, Node... controlAndOperands) {
        super(Stamp.of(op.result()), controlAndOperands);
        this.op = op;
    }

    public Opcode op() {
        return op;
    }

    public int operandCount() {
        return inputCount() - 1;
    }

    public Node operand(int index) {
        return input(index + 1);
    }

    @Override
    public boolean canTrap() {
        return true;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("op", op);
    }
}
