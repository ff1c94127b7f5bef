// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.Operand;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which register a value would best be in: that of the value it comes from, or that of the one it goes into. An entry is a virtual register,
 * a fixed register, or nothing. Also who can be rematerialized.
 */
final class Hints {
    static final int NONE = -1;
    /** Entries from here downwards are fixed registers. */
    private static final int FIXED = -2;

    private static final int FEW_OPERANDS = 6;

    private final int[] origin;
    private final int[] destination;
    private final @Nullable LirInstruction[] rematerializable;

    Hints(int registers, LirInstruction[] instructions) {
        origin = new int[registers];
        destination = new int[registers];
        Arrays.fill(origin, NONE);
        Arrays.fill(destination, NONE);
        rematerializable = new LirInstruction[registers];
        for (LirInstruction instruction : instructions) {
            if (instruction.isRematerializable()) {
                rematerializable[Operand.register(instruction.operand(0))] = instruction;
            }
        }
        for (LirInstruction instruction : instructions) {
            if (instruction.operandCount() > FEW_OPERANDS) {
                keepOnStack(instruction);
            }
        }
    }

    /** Operands that may be on the stack, as a call's may be in any number, must not all need registers. */
    private void keepOnStack(LirInstruction instruction) {
        for (int j = 0; j < instruction.operandCount(); j++) {
            int operand = instruction.operand(j);
            if (Operand.isUse(operand) && Operand.policy(operand) == Operand.ANY) {
                rematerializable[Operand.register(operand)] = null;
            }
        }
    }

    boolean isRematerializable(int v) {
        return rematerializable[v] != null;
    }

    /** The instruction that defines {@code v}, which can be rematerialized. */
    LirInstruction definition(int v) {
        LirInstruction definition = rematerializable[v];
        if (definition == null) {
            throw new IllegalStateException("v" + v + " cannot be rematerialized");
        }
        return definition;
    }

    // Filled in backward, so what a value goes into is what its last use says, unless that says nothing.

    void argument(int argument, int parameter, boolean backEdge) {
        if (destination[argument] == NONE || backEdge) {
            destination[argument] = parameter;
        }
        if (!backEdge) {
            origin[parameter] = argument;
        }
    }

    void definition(int v, int fixed) {
        origin[v] = FIXED - fixed;
    }

    void tied(int source, int result) {
        origin[result] = source;
        if (destination[source] == NONE) {
            destination[source] = result;
        }
    }

    void fixedUse(int v, int fixed) {
        if (destination[v] == NONE) {
            destination[v] = FIXED - fixed;
        }
    }

    void result(int source, int result, boolean copy) {
        if (origin[result] == NONE) {
            origin[result] = source;
        }
        if (copy && destination[source] == NONE) {
            destination[source] = result;
        }
    }

    /** The fixed register of a hint, or -1 if it is none. */
    static int fixed(int hint) {
        return hint <= FIXED ? FIXED - hint : NONE;
    }

    int origin(int v) {
        return origin[v];
    }

    int destination(int v) {
        return destination[v];
    }
}
