// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.lir;

import dev.tandem.ir.asm.x64.Gpr;

/**
 * Where a value is, as an {@code int}: 0 to 15 a general register, 16 to 31 a vector register (xmm0 to xmm15), otherwise a place in the
 * frame at a distance from {@code rbp}.
 */
public final class Location {
    /** Nowhere (yet). */
    public static final int NONE = -1;

    private static final int STACK = 1 << 30;
    private static final int FIRST_VECTOR = 16;
    private static final int REGISTERS = 32;

    private Location() {}

    /** Vector register {@code number}, 0 to 15. General registers are their own numbers. */
    public static int vector(int number) {
        return FIRST_VECTOR + number;
    }

    /** The place at {@code [rbp + displacement]}; below 2^29 either way. */
    public static int stack(int displacement) {
        return STACK + displacement;
    }

    public static boolean isRegister(int location) {
        return location >= 0 && location < REGISTERS;
    }

    public static boolean isGeneral(int location) {
        return location >= 0 && location < FIRST_VECTOR;
    }

    public static boolean isVector(int location) {
        return location >= FIRST_VECTOR && location < REGISTERS;
    }

    public static boolean isStack(int location) {
        return location >= REGISTERS;
    }

    /** The number, 0 to 15, that instructions know the register by. */
    public static int register(int location) {
        if (!isRegister(location)) {
            throw new IllegalArgumentException("not a register: " + name(location));
        }
        return location & 15;
    }

    /** The distance from {@code rbp} of a place on the stack. */
    public static int displacement(int location) {
        return location - STACK;
    }

    /** For dumps. */
    public static String name(int location) {
        if (location == NONE) {
            return "none";
        }
        if (isStack(location)) {
            int displacement = displacement(location);
            return "[rbp" + (displacement < 0 ? "" : "+") + displacement + "]";
        }
        return isVector(location) ? "xmm" + (location & 15) : Gpr.name(location, 64);
    }
}
