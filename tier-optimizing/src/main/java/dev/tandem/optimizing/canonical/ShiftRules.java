// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import static dev.tandem.optimizing.canonical.Arithmetic.AND;
import static dev.tandem.optimizing.canonical.Arithmetic.ROTL;
import static dev.tandem.optimizing.canonical.Arithmetic.ROTR;
import static dev.tandem.optimizing.canonical.Arithmetic.SHL;
import static dev.tandem.optimizing.canonical.Arithmetic.SHR_S;
import static dev.tandem.optimizing.canonical.Arithmetic.SHR_U;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.Node;
import org.jspecify.annotations.Nullable;

/** Shifts and rotations; counts are modulo the width. */
final class ShiftRules {
    private ShiftRules() {}

    static @Nullable Node simplify(Arithmetic op, Node a, Node by, Rewriter rewriter) {
        int width = Constants.width(a);
        if (Constants.is(a, 0) || (Constants.is(a, -1) && (op == SHR_S || op == ROTL || op == ROTR))) {
            return a;
        }
        if (op == SHR_S && Constants.isNatural(a)) {
            return rewriter.integer(SHR_U, a, by);
        }
        if (!Constants.isInteger(by)) {
            // The machine takes the count modulo the width itself.
            Node needed = Demand.lowest(by, width == 32 ? 5 : 6, rewriter);
            return needed == null ? null : rewriter.integer(op, a, needed);
        }
        long given = Constants.value(by);
        int count = (int) given & (width - 1);
        if (count == 0) {
            return a;
        }
        if (count != given) {
            return rewriter.integer(op, a, count);
        }
        return switch (op) {
            case SHL -> left(a, count, rewriter);
            case SHR_U -> rightUnsigned(a, count, rewriter);
            case SHR_S -> rightSigned(a, count, rewriter);
            case ROTR -> rewriter.integer(ROTL, a, width - count);
            default -> ROTL.byConstant(a) ? rewriter.integer(ROTL, a.input(0), count + innerCount(a)) : null;
        };
    }

    private static int innerCount(Node shift) {
        return (int) Constants.value(shift.input(1)) & (Constants.width(shift) - 1);
    }

    private static @Nullable Node left(Node a, int count, Rewriter rewriter) {
        int width = Constants.width(a);
        if (SHL.byConstant(a)) {
            int sum = count + innerCount(a);
            return sum < width ? rewriter.integer(SHL, a.input(0), sum) : rewriter.constant(width, 0);
        }
        // The bits that a right shift by as much lost were to be cleared.
        if ((SHR_U.byConstant(a) || SHR_S.byConstant(a)) && innerCount(a) == count) {
            return rewriter.integer(AND, a.input(0), -1L << count);
        }
        Node needed = Demand.lowest(a, width - count, rewriter);
        return needed == null ? null : rewriter.integer(SHL, needed, count);
    }

    private static @Nullable Node rightUnsigned(Node a, int count, Rewriter rewriter) {
        int width = Constants.width(a);
        if (SHR_U.byConstant(a)) {
            int sum = count + innerCount(a);
            return sum < width ? rewriter.integer(SHR_U, a.input(0), sum) : rewriter.constant(width, 0);
        }
        if (SHL.byConstant(a) && innerCount(a) == count) {
            return rewriter.integer(AND, a.input(0), Constants.mask(width) >>> count);
        }
        return null;
    }

    private static @Nullable Node rightSigned(Node a, int count, Rewriter rewriter) {
        int width = Constants.width(a);
        if (SHR_S.byConstant(a)) {
            return rewriter.integer(SHR_S, a.input(0), Math.min(width - 1, count + innerCount(a)));
        }
        if (SHL.byConstant(a) && innerCount(a) == count) {
            Opcode extension = extension(width, width - count);
            return extension == null ? null : rewriter.operation(extension, a.input(0));
        }
        return null;
    }

    /** What extends the sign of the lowest {@code bits}; null if there is no such instruction. */
    private static @Nullable Opcode extension(int width, int bits) {
        return switch (bits) {
            case 8 -> width == 32 ? Opcode.I32_EXTEND8_S : Opcode.I64_EXTEND8_S;
            case 16 -> width == 32 ? Opcode.I32_EXTEND16_S : Opcode.I64_EXTEND16_S;
            case 32 -> Opcode.I64_EXTEND32_S;
            default -> null;
        };
    }
}
