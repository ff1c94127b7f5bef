// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.generate;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import java.util.EnumSet;
import java.util.Set;

/** Where the bits of NaNs come from and where they can be seen. */
final class NaNs {
    /** Operations on lanes of floats whose bits the specification says. */
    private static final Set<Opcode> EXACT = EnumSet.of(
            Opcode.F32X4_ABS,
            Opcode.F32X4_NEG,
            Opcode.F32X4_PMIN,
            Opcode.F32X4_PMAX,
            Opcode.F64X2_ABS,
            Opcode.F64X2_NEG,
            Opcode.F64X2_PMIN,
            Opcode.F64X2_PMAX,
            Opcode.F32X4_EQ,
            Opcode.F32X4_NE,
            Opcode.F32X4_LT,
            Opcode.F32X4_GT,
            Opcode.F32X4_LE,
            Opcode.F32X4_GE,
            Opcode.F64X2_EQ,
            Opcode.F64X2_NE,
            Opcode.F64X2_LT,
            Opcode.F64X2_GT,
            Opcode.F64X2_LE,
            Opcode.F64X2_GE);

    private NaNs() {}

    /** Whether the instruction makes something of the bits of operand {@code index}, which is a float. */
    static boolean seesBits(Opcode op, int index) {
        return switch (op) {
            case I32_REINTERPRET_F32, I64_REINTERPRET_F64, F32X4_SPLAT, F64X2_SPLAT -> true;
            case F32X4_REPLACE_LANE, F64X2_REPLACE_LANE, F32_COPYSIGN, F64_COPYSIGN -> index == 1;
            case F32_STORE, F64_STORE -> index == 1;
            default -> false;
        };
    }

    /** Whether the instruction leaves a vector with NaNs of its own making. */
    static boolean makes(Opcode op) {
        boolean lanes = op.mnemonic().startsWith("f32x4.") || op.mnemonic().startsWith("f64x2.");
        boolean computes = switch (op.shape()) {
            case UNARY, BINARY, TERNARY -> true;
            default -> false;
        };
        return lanes && computes && op.result() == ValueType.V128 && !EXACT.contains(op) && !seesBits(op, 0);
    }

    static boolean isSingle(Opcode op) {
        return op.mnemonic().startsWith("f32x4.");
    }
}
