// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import static dev.tandem.optimizing.canonical.Arithmetic.AND;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Operation;
import org.jspecify.annotations.Nullable;

/** Wrapping and extension of integers: arithmetic is done in the narrow type where the wide one adds nothing. */
final class WidthRules {
    private WidthRules() {}

    static @Nullable Node simplify(Opcode op, Node a, Rewriter rewriter) {
        return switch (op) {
            case I32_WRAP_I64 -> wrap(a, rewriter);
            case I64_EXTEND_I32_U -> extendUnsigned(a);
            case I64_EXTEND_I32_S -> extendSigned(a, rewriter);
            case I32_EXTEND8_S, I64_EXTEND8_S -> extendPart(op, a, 8, rewriter);
            case I32_EXTEND16_S, I64_EXTEND16_S -> extendPart(op, a, 16, rewriter);
            default -> extendPart(op, a, 32, rewriter);
        };
    }

    static boolean isExtension(Node node) {
        return node instanceof Operation operation
                && (operation.op() == Opcode.I64_EXTEND_I32_S || operation.op() == Opcode.I64_EXTEND_I32_U);
    }

    static boolean isWrap(Node node) {
        return node instanceof Operation operation && operation.op() == Opcode.I32_WRAP_I64;
    }

    private static @Nullable Node wrap(Node a, Rewriter rewriter) {
        if (isExtension(a)) {
            return a.input(0);
        }
        Node needed = Demand.lowest(a, 32, rewriter);
        if (needed != null) {
            return rewriter.operation(Opcode.I32_WRAP_I64, needed);
        }
        if (!(a instanceof Operation operation) || !a.hasOneDataUser()) {
            return null;
        }
        Arithmetic arithmetic = Arithmetic.of(operation.op());
        if (arithmetic == null) {
            return null;
        }
        return switch (arithmetic) {
            case ADD, SUB, MUL, AND, OR, XOR ->
                isNarrow(a.input(0)) && isNarrow(a.input(1))
                        ? rewriter.operation(arithmetic.opcode(32), narrow(a.input(0), rewriter), narrow(a.input(1), rewriter))
                        : null;
            case SHL -> {
                boolean fits = Constants.isInteger(a.input(1)) && (Constants.value(a.input(1)) & 63) < 32;
                yield fits && isNarrow(a.input(0))
                        ? rewriter.operation(Opcode.I32_SHL, narrow(a.input(0), rewriter), narrow(a.input(1), rewriter))
                        : null;
            }
            default -> null;
        };
    }

    /** Whether an i64 is made from an i32 that costs nothing to have. */
    private static boolean isNarrow(Node wide) {
        return isExtension(wide) || Constants.isInteger(wide);
    }

    private static Node narrow(Node wide, Rewriter rewriter) {
        return isExtension(wide) ? wide.input(0) : rewriter.constant(32, Constants.value(wide));
    }

    private static @Nullable Node extendUnsigned(Node a) {
        return isWrap(a) && Constants.stamp(a.input(0)).unsignedMax() >>> 32 == 0 ? a.input(0) : null;
    }

    private static @Nullable Node extendSigned(Node a, Rewriter rewriter) {
        if (Constants.isNatural(a)) {
            return rewriter.operation(Opcode.I64_EXTEND_I32_U, a);
        }
        return isWrap(a) ? rewriter.operation(Opcode.I64_EXTEND32_S, a.input(0)) : null;
    }

    /** Of the lowest {@code bits} of a number to its own width. */
    private static @Nullable Node extendPart(Opcode op, Node a, int bits, Rewriter rewriter) {
        IntegerStamp stamp = Constants.stamp(a);
        long least = -1L << (bits - 1);
        if (stamp.min() >= least && stamp.max() <= ~least) {
            return a;
        }
        Node needed = Demand.lowest(a, bits, rewriter);
        if (needed != null) {
            return rewriter.operation(op, needed);
        }
        long sign = 1L << (bits - 1);
        if ((stamp.zeros() & sign) != 0) {
            return rewriter.integer(AND, a, sign - 1); // the sign is known to be clear
        }
        return op == Opcode.I64_EXTEND32_S && isExtension(a) ? rewriter.operation(Opcode.I64_EXTEND_I32_S, a.input(0)) : null;
    }
}
