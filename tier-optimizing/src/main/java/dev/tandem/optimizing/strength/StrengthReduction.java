// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.strength;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.PhaseContext;
import org.jspecify.annotations.Nullable;

/**
 * Replaces divisions and remainders by constants. Late, so that what canonicalization knows of divisions comes first; unsigned ones by
 * powers of two are done by that already.
 */
public final class StrengthReduction extends Phase {
    public StrengthReduction() {
        super("strength-reduction");
    }

    @Override
    protected void run(Graph graph, PhaseContext context) {
        DivisionByConstant division = new DivisionByConstant(graph);
        for (Node node : graph.nodes()) {
            if (node instanceof Operation operation && operation.inputCount() == 2) {
                Node by = reduced(operation, division, context.target().fastDivision());
                if (by != null) {
                    operation.replaceAllUses(by);
                    graph.killUnused(operation);
                }
            }
        }
    }

    private static @Nullable Node reduced(Operation operation, DivisionByConstant division, boolean onlyUnsigned) {
        Node dividend = operation.input(0);
        if (operation.input(1) instanceof ConstantInt constant) {
            return switch (operation.op()) {
                case I32_DIV_U -> unsigned(dividend, constant, false, division);
                case I32_REM_U -> unsigned(dividend, constant, true, division);
                case I32_DIV_S -> onlyUnsigned ? null : signed(dividend, constant, false, division);
                case I32_REM_S -> onlyUnsigned ? null : signed(dividend, constant, true, division);
                default -> null;
            };
        }
        boolean wide = operation.input(1) instanceof ConstantLong && !onlyUnsigned;
        return wide ? reducedLong(operation.op(), dividend, (ConstantLong) operation.input(1), division) : null;
    }

    private static @Nullable Node reducedLong(Opcode op, Node dividend, ConstantLong constant, DivisionByConstant division) {
        long divisor = constant.value();
        return switch (op) {
            case I64_DIV_U, I64_REM_U -> {
                if (divisor == 0 || isPower(divisor)) {
                    yield null;
                }
                Node quotient = division.unsignedLong(dividend, divisor);
                yield op == Opcode.I64_REM_U ? division.remainder(dividend, quotient, constant) : quotient;
            }
            case I64_DIV_S, I64_REM_S -> {
                boolean remainder = op == Opcode.I64_REM_S;
                if (divisor > 1 && isPower(divisor)) {
                    int power = Long.numberOfTrailingZeros(divisor);
                    yield remainder ? division.remainderByPower(dividend, power) : division.signedByPower(dividend, power);
                }
                if ((divisor >= -1 && divisor <= 1) || isPower(divisor) || isPower(-divisor)) {
                    yield null;
                }
                Node quotient = division.signedLong(dividend, divisor);
                yield remainder ? division.remainder(dividend, quotient, constant) : quotient;
            }
            default -> null;
        };
    }

    private static boolean isPower(long value) {
        return Long.bitCount(value) == 1;
    }

    private static @Nullable Node unsigned(Node dividend, ConstantInt constant, boolean remainder, DivisionByConstant division) {
        long divisor = Integer.toUnsignedLong(constant.value());
        if (divisor == 0 || isPower(divisor)) {
            return null;
        }
        Node quotient = division.unsigned(dividend, divisor);
        return remainder ? division.remainder(dividend, quotient, constant) : quotient;
    }

    private static @Nullable Node signed(Node dividend, ConstantInt constant, boolean remainder, DivisionByConstant division) {
        int divisor = constant.value();
        if (divisor >= -1 && divisor <= 1) {
            return null;
        }
        if (isPower(divisor) && divisor > 0) {
            int power = Integer.numberOfTrailingZeros(divisor);
            return remainder ? division.remainderByPower(dividend, power) : division.signedByPower(dividend, power);
        }
        if (Integer.bitCount(divisor) == 1 || isPower(-(long) divisor)) {
            return null; // the least number, and negatives of powers of two: seldom, and the remainder's sign is no matter
        }
        Node quotient = division.signed(dividend, divisor);
        return remainder ? division.remainder(dividend, quotient, constant) : quotient;
    }
}
