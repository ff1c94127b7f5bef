// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import dev.tandem.decoder.body.Opcode;

/** The instructions on numbers that loads and stores of one lane are made of. */
public record LaneAccess(Opcode load, Opcode store, Opcode extract, Opcode replace) {
    private static final LaneAccess BYTE = new LaneAccess(
            Opcode.I32_LOAD8_U, Opcode.I32_STORE8, Opcode.I8X16_EXTRACT_LANE_U, Opcode.I8X16_REPLACE_LANE);
    private static final LaneAccess SHORT = new LaneAccess(
            Opcode.I32_LOAD16_U, Opcode.I32_STORE16, Opcode.I16X8_EXTRACT_LANE_U, Opcode.I16X8_REPLACE_LANE);
    private static final LaneAccess INT = new LaneAccess(
            Opcode.I32_LOAD, Opcode.I32_STORE, Opcode.I32X4_EXTRACT_LANE, Opcode.I32X4_REPLACE_LANE);
    private static final LaneAccess LONG = new LaneAccess(
            Opcode.I64_LOAD, Opcode.I64_STORE, Opcode.I64X2_EXTRACT_LANE, Opcode.I64X2_REPLACE_LANE);

    /** Of lanes of so many bytes. */
    public static LaneAccess ofWidth(int width) {
        return switch (width) {
            case 1 -> BYTE;
            case 2 -> SHORT;
            case 4 -> INT;
            default -> LONG;
        };
    }
}
