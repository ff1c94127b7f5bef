// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Operation;
import org.jspecify.annotations.Nullable;

/** The integer instructions that exist for both widths, so that one rule serves both. In the order of opcodes. */
@SuppressWarnings("EnumOrdinal") // the order is that of the opcodes
enum Arithmetic {
    CLZ,
    CTZ,
    POPCNT,
    ADD,
    SUB,
    MUL,
    DIV_S,
    DIV_U,
    REM_S,
    REM_U,
    AND,
    OR,
    XOR,
    SHL,
    SHR_S,
    SHR_U,
    ROTL,
    ROTR;

    private static final Arithmetic[] VALUES = values();
    private static final Opcode[] OPCODES = Opcode.values();
    private static final int NARROW = Opcode.I32_CLZ.ordinal();
    private static final int WIDE = Opcode.I64_CLZ.ordinal();

    /** The instruction whatever its width; null if it is none of these. */
    static @Nullable Arithmetic of(Opcode op) {
        int narrow = op.ordinal() - NARROW;
        if (narrow >= 0 && narrow < VALUES.length) {
            return VALUES[narrow];
        }
        int wide = op.ordinal() - WIDE;
        return wide >= 0 && wide < VALUES.length ? VALUES[wide] : null;
    }

    /** The instruction for numbers of that width, 32 or 64. */
    Opcode opcode(int width) {
        return OPCODES[(width == 32 ? NARROW : WIDE) + ordinal()];
    }

    /** Whether {@code node} is this operation, of either width. */
    boolean is(Node node) {
        return node instanceof Operation operation && of(operation.op()) == this;
    }

    /** Whether {@code node} is this operation with a constant as second operand. */
    boolean byConstant(Node node) {
        return is(node) && Constants.isInteger(node.input(1));
    }

    boolean isCommutative() {
        return switch (this) {
            case ADD, MUL, AND, OR, XOR -> true;
            default -> false;
        };
    }
}
