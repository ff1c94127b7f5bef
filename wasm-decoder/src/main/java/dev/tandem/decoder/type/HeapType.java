// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.type;

/**
 * A heap type: an abstract one, or a reference to a type definition of the module.
 *
 * <p>Heap types travel as plain {@code int} codes, so that the validator compares them without following pointers: a code
 * {@code >= 0} is an index of a type definition, a negative code one of the abstract types below. Indices are those of the module
 * <em>after</em> {@linkplain TypeSection canonicalization}: two equal definitions of one module have one code.
 */
public final class HeapType {
    /** Any function. */
    public static final int FUNC = -1;
    /** Any reference of the host. */
    public static final int EXTERN = -2;
    /** Any internal (garbage collected) value. */
    public static final int ANY = -3;
    /** Internal values that can be compared by identity. */
    public static final int EQ = -4;
    /** Unboxed 31-bit integers. */
    public static final int I31 = -5;
    /** Any structure. */
    public static final int STRUCT = -6;
    /** Any array. */
    public static final int ARRAY = -7;
    /** Any exception. */
    public static final int EXN = -8;
    /** Bottom of the internal hierarchy. */
    public static final int NONE = -9;
    /** Bottom of the function hierarchy. */
    public static final int NOFUNC = -10;
    /** Bottom of the external hierarchy. */
    public static final int NOEXTERN = -11;
    /** Bottom of the exception hierarchy. */
    public static final int NOEXN = -12;
    /** Subtype of every heap type; arises only in unreachable code. */
    public static final int BOTTOM = -13;

    private static final String[] NAMES = {
        "func", "extern", "any", "eq", "i31", "struct", "array", "exn", "none", "nofunc", "noextern", "noexn", "bot"
    };

    /** For each abstract heap type, by {@code -1 - code}, the set of its supertypes, itself included. */
    private static final int[] SUPERTYPES = new int[-BOTTOM];

    static {
        supertypes(FUNC);
        supertypes(EXTERN);
        supertypes(EXN);
        supertypes(ANY);
        supertypes(EQ, ANY);
        supertypes(I31, EQ);
        supertypes(STRUCT, EQ);
        supertypes(ARRAY, EQ);
        supertypes(NONE, I31, STRUCT, ARRAY);
        supertypes(NOFUNC, FUNC);
        supertypes(NOEXTERN, EXTERN);
        supertypes(NOEXN, EXN);
        supertypes(BOTTOM, NONE, NOFUNC, NOEXTERN, NOEXN);
    }

    private static void supertypes(int code, int... direct) {
        int set = 1 << (-1 - code);
        for (int supertype : direct) {
            set |= SUPERTYPES[-1 - supertype];
        }
        SUPERTYPES[-1 - code] = set;
    }

    private HeapType() {}

    /** Whether abstract heap type {@code sub} is {@code sup} or below it. */
    public static boolean isAbstractSubtype(int sub, int sup) {
        return (SUPERTYPES[-1 - sub] & (1 << (-1 - sup))) != 0;
    }

    /** Whether {@code code} names a type definition of the module. */
    public static boolean isConcrete(int code) {
        return code >= 0;
    }

    /** The text-format name: the keyword of an abstract type, else the type index. */
    public static String name(int code) {
        return code >= 0 ? Integer.toString(code) : NAMES[-1 - code];
    }
}
