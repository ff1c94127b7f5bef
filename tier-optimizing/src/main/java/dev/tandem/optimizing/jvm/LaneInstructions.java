// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.asm.jvm.Kind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which instructions on four lanes of 32 bits are done a lane at a time, and by which instruction on numbers. Thread-safe. */
final class LaneInstructions {
    private final Map<Opcode, Opcode> scalars = new EnumMap<>(Opcode.class);

    LaneInstructions() {
        Map<String, Opcode> names = new HashMap<>();
        for (Opcode op : Opcode.values()) {
            names.put(op.name(), op);
        }
        for (Opcode op : Opcode.values()) {
            Opcode scalar = names.get(op.name().replace("X4_", "_"));
            if (scalar != null && scalar != op && !isUnsigned(op)) {
                scalars.put(op, scalar);
            }
        }
    }

    /** Unsigned comparisons are done on all lanes of a long at once: the JVM has none. */
    private static boolean isUnsigned(Opcode op) {
        return switch (op) {
            case I32X4_LT_U, I32X4_GT_U, I32X4_LE_U, I32X4_GE_U -> true;
            default -> false;
        };
    }

    /** What is to be done for each lane; null if the instruction works on halves. */
    @Nullable Opcode scalar(Opcode op) {
        return scalars.get(op);
    }

    /** In what form an instruction for each lane wants its vectors. */
    static Kind operands(Opcode scalar) {
        return form(scalar.operand(0));
    }

    /** In what form it leaves its result; a comparison leaves a mask. */
    static Kind result(Opcode scalar) {
        return form(scalar.result());
    }

    private static Kind form(ValueType lane) {
        return lane.equals(ValueType.F32) ? Kind.FLOATS : Kind.INTS;
    }
}
