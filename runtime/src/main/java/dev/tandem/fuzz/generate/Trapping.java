// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.generate;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.fuzz.module.Code;
import java.util.List;

/** Keeps most divisions from trapping, so that bodies get far. */
final class Trapping {
    private Trapping() {}

    /** Makes the divisor of a division odd, unless the module is about trapping. */
    static void tame(Frame frame, Draw draw, Opcode op, List<Code> operands) {
        if (frame.has(Topic.WILD_NUMBERS) && draw.chance(60)) {
            return;
        }
        switch (op) {
            case I32_DIV_S, I32_DIV_U, I32_REM_S, I32_REM_U -> operands.set(1, divisor32(draw, operands.get(1)));
            case I64_DIV_S, I64_DIV_U, I64_REM_S, I64_REM_U -> operands.set(1, divisor64(draw, operands.get(1)));
            default -> {}
        }
    }

    private static Code divisor32(Draw draw, Code value) {
        if (draw.chance(40)) {
            int constant = draw.anyInt();
            return Constants.i32(constant == 0 || constant == -1 ? 3 : constant);
        }
        Code small = Code.value(Opcode.I32_AND, ValueType.I32, List.of(value, Constants.i32(0x7FFF)));
        return Code.value(Opcode.I32_OR, ValueType.I32, List.of(small, Constants.i32(1)));
    }

    private static Code divisor64(Draw draw, Code value) {
        if (draw.chance(40)) {
            long constant = draw.anyLong();
            return Constants.i64(constant == 0 || constant == -1 ? 10 : constant);
        }
        Code small = Code.value(Opcode.I64_AND, ValueType.I64, List.of(value, Constants.i64(Long.MAX_VALUE)));
        return Code.value(Opcode.I64_OR, ValueType.I64, List.of(small, Constants.i64(1)));
    }
}
