// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.lir;

/**
 * What an instruction wants for one virtual register, packed into an {@code int}: the virtual register (22 bits), its {@link #role}, its
 * {@link #policy}, and the fixed register or the number of the operand whose register is shared (5 bits). See the package for the meanings.
 */
public final class Operand {
    /** How many virtual registers a function can have. */
    public static final int MAX_VIRTUAL_REGISTERS = 1 << 22;

    // Roles
    public static final int USE = 0;
    public static final int ALIVE = 1;
    public static final int TEMP = 2;
    public static final int DEF = 3;

    // Policies
    /** Any register of its class. */
    public static final int REGISTER = 0;
    /** A register or the stack. */
    public static final int ANY = 1;
    /** The register {@link #detail}. */
    public static final int FIXED = 2;
    /** The register of operand {@link #detail}, a use. For definitions. */
    public static final int SAME = 3;

    private static final int ROLE_AT = 22;
    private static final int POLICY_AT = 24;
    private static final int DETAIL_AT = 26;

    private Operand() {}

    private static int pack(int register, int role, int policy, int detail) {
        if (register < 0 || register >= MAX_VIRTUAL_REGISTERS || detail < 0 || detail > 31) {
            throw new IllegalArgumentException("operand v" + register + ", " + detail);
        }
        return register | (role << ROLE_AT) | (policy << POLICY_AT) | (detail << DETAIL_AT);
    }

    /** Read first, in a register. */
    public static int use(int register) {
        return pack(register, USE, REGISTER, 0);
    }

    /** Read first, in a register or as a memory operand. A use that a definition is the {@linkplain #defSame same} as is best this. */
    public static int useAny(int register) {
        return pack(register, USE, ANY, 0);
    }

    /** Read first, in the register {@code location}. */
    public static int useFixed(int register, int location) {
        return pack(register, USE, FIXED, location);
    }

    /** Read to the end, in a register. */
    public static int alive(int register) {
        return pack(register, ALIVE, REGISTER, 0);
    }

    /** Read to the end, in a register or as a memory operand. */
    public static int aliveAny(int register) {
        return pack(register, ALIVE, ANY, 0);
    }

    /** Read to the end, in the register {@code location}. */
    public static int aliveFixed(int register, int location) {
        return pack(register, ALIVE, FIXED, location);
    }

    /** A register during the instruction; {@code register} is a virtual register that occurs nowhere else. */
    public static int temp(int register) {
        return pack(register, TEMP, REGISTER, 0);
    }

    /** The register {@code location} during the instruction; {@code register} is a virtual register that occurs nowhere else. */
    public static int tempFixed(int register, int location) {
        return pack(register, TEMP, FIXED, location);
    }

    /** Written into a register; preferably into that of the instruction's first use, if that ends here. */
    public static int def(int register) {
        return pack(register, DEF, REGISTER, 0);
    }

    /** Written into a register or onto the stack. */
    public static int defAny(int register) {
        return pack(register, DEF, ANY, 0);
    }

    /** Written into the register {@code location}. */
    public static int defFixed(int register, int location) {
        return pack(register, DEF, FIXED, location);
    }

    /** Written into the register that operand {@code operand}, a use of a register of the same class, is read from. */
    public static int defSame(int register, int operand) {
        return pack(register, DEF, SAME, operand);
    }

    /** {@code operand} for another virtual register. */
    static int withRegister(int operand, int register) {
        return (operand & ~(MAX_VIRTUAL_REGISTERS - 1)) | register;
    }

    /** The virtual register. */
    public static int register(int operand) {
        return operand & (MAX_VIRTUAL_REGISTERS - 1);
    }

    public static int role(int operand) {
        return (operand >>> ROLE_AT) & 3;
    }

    public static int policy(int operand) {
        return (operand >>> POLICY_AT) & 3;
    }

    /** The fixed register, a {@link Location}, or the operand number of {@link #SAME}. */
    public static int detail(int operand) {
        return operand >>> DETAIL_AT;
    }

    public static boolean isUse(int operand) {
        return role(operand) <= ALIVE;
    }

    public static boolean isDef(int operand) {
        return role(operand) == DEF;
    }

    /** For dumps. */
    public static String toString(int operand) {
        String name = switch (role(operand)) {
            case USE -> "use";
            case ALIVE -> "alive";
            case TEMP -> "temp";
            default -> "def";
        };
        String where = switch (policy(operand)) {
            case REGISTER -> "";
            case ANY -> ":any";
            case FIXED -> ":" + Location.name(detail(operand));
            default -> ":same(" + detail(operand) + ")";
        };
        return name + " v" + register(operand) + where;
    }
}
