// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Operation;
import org.jspecify.annotations.Nullable;

/** Looks through instructions that only concern bits which nobody asks for. */
final class Demand {
    private Demand() {}

    /** A simpler value of the same type whose lowest {@code bits} bits are those of {@code value}; null if there is none at hand. */
    static @Nullable Node lowest(Node value, int bits, Rewriter rewriter) {
        if (!(value instanceof Operation operation)) {
            return null;
        }
        Node input = operation.input(0);
        return switch (operation.op()) {
            case I32_EXTEND8_S, I64_EXTEND8_S -> bits <= 8 ? input : null;
            case I32_EXTEND16_S, I64_EXTEND16_S -> bits <= 16 ? input : null;
            case I64_EXTEND32_S -> bits <= 32 ? input : null;
            case I32_AND, I64_AND -> {
                // A mask that keeps all these bits.
                boolean keeps = Constants.isInteger(operation.input(1))
                        && Long.numberOfTrailingZeros(~Constants.value(operation.input(1))) >= bits;
                yield keeps ? input : null;
            }
            case I64_EXTEND_I32_S -> bits <= 32 ? rewriter.operation(Opcode.I64_EXTEND_I32_U, input) : null;
            default -> null;
        };
    }
}
