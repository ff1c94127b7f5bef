// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.select;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.ConstantVector;
import dev.tandem.ir.graph.node.Operation;

/** Vectors each byte of which has only ones or only zeros, as comparisons give them. */
final class VectorMasks {
    /** Masks of masks are looked through as far. */
    private static final int DEPTH = 4;

    private static final long TOP_BITS = 0x8080_8080_8080_8080L;

    private VectorMasks() {}

    static boolean isMask(Node node) {
        return isMask(node, DEPTH);
    }

    private static boolean isMask(Node node, int depth) {
        if (node instanceof ConstantVector constant) {
            return isMask(constant.low()) && isMask(constant.high());
        }
        if (!(node instanceof Operation operation) || depth == 0) {
            return false;
        }
        Opcode op = operation.op();
        return switch (op) {
            case V128_AND, V128_OR, V128_XOR, V128_ANDNOT ->
                isMask(operation.input(0), depth - 1) && isMask(operation.input(1), depth - 1);
            case V128_NOT -> isMask(operation.input(0), depth - 1);
            default -> isComparison(op);
        };
    }

    private static boolean isMask(long bytes) {
        // Each byte's top bit times 255.
        return ((bytes & TOP_BITS) >>> 7) * 0xff == bytes;
    }

    private static boolean isComparison(Opcode op) {
        return (op.code() >= Opcode.I8X16_EQ.code() && op.code() <= Opcode.F64X2_GE.code())
                || (op.code() >= Opcode.I64X2_EQ.code() && op.code() <= Opcode.I64X2_GE_S.code());
    }
}
