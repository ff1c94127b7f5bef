// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.lir;

import java.util.Arrays;

/**
 * An instruction, or a sequence of them that the allocator sees as one. Each kind is a small subclass with its own immediates; those without
 * any differ by their fields only. Instances belong to one function.
 */
public abstract class LirInstruction {
    private static final int[] NO_LOCATIONS = {};

    private final int[] operands;
    private int[] locations = NO_LOCATIONS;

    /** @param operands packed {@link Operand}s; the array becomes the instruction's own */
    protected LirInstruction(int... operands) {
        this.operands = operands;
    }

    /** Writes the machine code, from the {@linkplain #location locations} of the operands. */
    public abstract void emit(Emitter emitter);

    /** A short lower-case name for dumps, with immediates. */
    public abstract String name();

    /** {@link Registers} that are lost at the end of the instruction, besides those of operands. */
    public int clobbers() {
        return Registers.NONE;
    }

    /** Whether this copies its first operand, a use, into its second, the definition, so that both are best in one place. */
    public boolean isCopy() {
        return false;
    }

    /** Whether the function must have a frame for it: it calls, or takes the frame down. */
    public boolean needsFrame() {
        return false;
    }

    /**
     * Whether operands 0 and 1, both uses of virtual registers, may change places. The allocator then makes the result the same as the one that
     * ends here.
     */
    public boolean isCommutative() {
        return false;
    }

    /** Makes operands 0 and 1 change places, but for what is asked of either place. For the allocator. */
    public final void exchange() {
        int first = operands[0];
        operands[0] = Operand.withRegister(first, Operand.register(operands[1]));
        operands[1] = Operand.withRegister(operands[1], Operand.register(first));
    }

    /**
     * Whether the one result (operand 0, the only operand) can be had again anywhere by {@link #rematerialize} at the price of a move, as
     * constants and addresses in the frame or context can. Such a value is never stored.
     */
    public boolean isRematerializable() {
        return false;
    }

    /** Computes the result again, into the register {@code location}, which may be a scratch register; the flags may change. */
    public void rematerialize(Emitter emitter, int location) {
        throw new IllegalStateException(name() + " cannot be rematerialized");
    }

    public final int operandCount() {
        return operands.length;
    }

    /** The packed {@link Operand}. */
    public final int operand(int index) {
        return operands[index];
    }

    /** Where operand {@code index} is; known after allocation. */
    public final int location(int index) {
        return locations[index];
    }

    /** The number of the register that operand {@code index} is in. */
    public final int register(int index) {
        return Location.register(locations[index]);
    }

    /** Whether operand {@code index} is on the stack. */
    public final boolean isStack(int index) {
        return Location.isStack(locations[index]);
    }

    /** The distance from {@code rbp} of operand {@code index}, which is on the stack. */
    public final int displacement(int index) {
        return Location.displacement(locations[index]);
    }

    /** For the allocator. */
    public final void setLocation(int index, int location) {
        if (locations.length == 0) {
            locations = new int[operands.length];
            Arrays.fill(locations, Location.NONE);
        }
        locations[index] = location;
    }

    @Override
    public final String toString() {
        StringBuilder text = new StringBuilder(name());
        for (int i = 0; i < operands.length; i++) {
            text.append(i == 0 ? " " : ", ").append(Operand.toString(operands[i]));
            if (locations.length > 0) {
                text.append('=').append(Location.name(locations[i]));
            }
        }
        return text.toString();
    }
}
