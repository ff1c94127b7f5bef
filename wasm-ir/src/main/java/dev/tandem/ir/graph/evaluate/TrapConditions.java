// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.trap.TrapCode;
import java.util.Optional;

/** When the numeric instructions that may trap do. */
final class TrapConditions {
    private static final Optional<TrapCode> ZERO = Optional.of(TrapCode.INTEGER_DIVIDE_BY_ZERO);
    private static final Optional<TrapCode> OVERFLOW = Optional.of(TrapCode.INTEGER_OVERFLOW);
    private static final Optional<TrapCode> INVALID = Optional.of(TrapCode.INVALID_CONVERSION);

    private TrapConditions() {}

    static boolean canTrap(Opcode op) {
        return switch (op) {
            case I32_DIV_S, I32_DIV_U, I32_REM_S, I32_REM_U, I64_DIV_S, I64_DIV_U, I64_REM_S, I64_REM_U -> true;
            case I32_TRUNC_F32_S, I32_TRUNC_F32_U, I32_TRUNC_F64_S, I32_TRUNC_F64_U -> true;
            case I64_TRUNC_F32_S, I64_TRUNC_F32_U, I64_TRUNC_F64_S, I64_TRUNC_F64_U -> true;
            default -> false;
        };
    }

    static Optional<TrapCode> division(Opcode op, Bits a, Bits b) {
        return switch (op) {
            case I32_DIV_S, I32_DIV_U, I32_REM_S, I32_REM_U, I64_DIV_S, I64_DIV_U, I64_REM_S, I64_REM_U -> {
                if (b.low() == 0) {
                    yield ZERO;
                }
                boolean overflow = (op == Opcode.I32_DIV_S && a.asInt() == Integer.MIN_VALUE && b.asInt() == -1)
                        || (op == Opcode.I64_DIV_S && a.low() == Long.MIN_VALUE && b.low() == -1);
                yield overflow ? OVERFLOW : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /** The bounds are exact as doubles; only the one of a signed i32 lies between two integers that a float cannot tell apart. */
    static Optional<TrapCode> truncation(Opcode op, Bits operand) {
        return switch (op) {
            case I32_TRUNC_F32_S -> outside(operand.asFloat(), -0x1p31 - 1, 0x1p31);
            case I32_TRUNC_F64_S -> outside(operand.asDouble(), -0x1p31 - 1, 0x1p31);
            case I32_TRUNC_F32_U -> outside(operand.asFloat(), -1, 0x1p32);
            case I32_TRUNC_F64_U -> outside(operand.asDouble(), -1, 0x1p32);
            // -2^63 - 1 is no double: the next one below -2^63 is the excluded bound.
            case I64_TRUNC_F32_S -> outside(operand.asFloat(), Math.nextDown(-0x1p63), 0x1p63);
            case I64_TRUNC_F64_S -> outside(operand.asDouble(), Math.nextDown(-0x1p63), 0x1p63);
            case I64_TRUNC_F32_U -> outside(operand.asFloat(), -1, 0x1p64);
            case I64_TRUNC_F64_U -> outside(operand.asDouble(), -1, 0x1p64);
            default -> Optional.empty();
        };
    }

    /** Bounds are excluded. */
    private static Optional<TrapCode> outside(double value, double below, double above) {
        if (Double.isNaN(value)) {
            return INVALID;
        }
        return value > below && value < above ? Optional.empty() : OVERFLOW;
    }
}
