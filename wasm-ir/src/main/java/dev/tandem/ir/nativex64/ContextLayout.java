// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.module.WasmModule;

/**
 * What generated code sees of an instance: offsets in bytes from {@link NativeConvention#CONTEXT}. A fixed header, then areas whose sizes
 * depend on the module. Indices are those of the module's index spaces, imports first. Immutable.
 */
public final class ContextLayout {
    /** Address of the {@link ActivationLayout activation} that runs. */
    public static final int ACTIVATION = 0;

    /** Base of memory 0, for {@link NativeConvention#MEMORY_BASE}. */
    public static final int MEMORY0_BASE = 8;

    /** 32 bits: which context this is, for the Java side. */
    public static final int IDENTITY = 16;

    /** Address of the code slots of the module, one 8-byte word a function, imports included. */
    public static final int SLOTS = 24;

    /** Address of the activation that entries of this context from Java use. */
    static final int OWN_ACTIVATION = 32;

    /** Address of the stub of tail calls into other instances, see {@link CallSequences#linkOtherInstance}. */
    static final int TAIL_CALL = 40;

    /** The return address of calls by that stub. */
    static final int TAIL_CALL_RETURN = 48;

    /** Where the areas begin. */
    static final int HEADER_SIZE = 64;

    /** {@code base, size in bytes}: the base never moves, the size is kept current. */
    private static final int MEMORY_ENTRY = 16;

    /** {@code address of the elements, number of elements}: both are kept current. The address only for tables of functions. */
    private static final int TABLE_ENTRY = 16;

    private static final int GLOBAL_ENTRY = 16;

    private final int memories;
    private final int tables;
    private final int imports;
    private final int globals;
    private final int typeIds;
    private final int importedGlobals;
    private final int size;

    public ContextLayout(WasmModule module) {
        int next = HEADER_SIZE;
        memories = next;
        next += MEMORY_ENTRY * module.memories().size();
        tables = next;
        next += TABLE_ENTRY * module.tables().size();
        globals = next;
        next += GLOBAL_ENTRY * module.globals().size();
        imports = next;
        next += 8 * module.importedFunctionCount();
        typeIds = next;
        next += 4 * module.types().size();
        importedGlobals = module.importedGlobalCount();
        size = (next + 15) & ~15;
    }

    /** The base of memory {@code index}; for memory 0 the same as {@link #MEMORY0_BASE}. */
    public int memoryBase(int index) {
        return memories + MEMORY_ENTRY * index;
    }

    /** The size of memory {@code index} in bytes, 64 bits. */
    public int memorySize(int index) {
        return memories + MEMORY_ENTRY * index + 8;
    }

    /** The address of the elements of table {@code index}: 8 bytes each, a function reference. Only for tables of functions. */
    public int tableElements(int index) {
        return tables + TABLE_ENTRY * index;
    }

    /** The number of elements of table {@code index}, 64 bits, less than 2<sup>31</sup>. */
    public int tableSize(int index) {
        return tables + TABLE_ENTRY * index + 8;
    }

    /**
     * Global {@code index}: 16 bytes that hold its value if it {@linkplain #isGlobalShared is not shared}, else the address of its value.
     * References other than functions are not here: they are read and written through {@link Builtin}s; function references may be
     * read but not written.
     */
    public int global(int index) {
        return globals + GLOBAL_ENTRY * index;
    }

    /** Whether the place of global {@code index} holds the value's address: it is imported. */
    public boolean isGlobalShared(int index) {
        return index < importedGlobals;
    }

    /** The reference of imported function {@code index}. */
    public int importedFunction(int index) {
        return imports + 8 * index;
    }

    /** The engine-wide identity, 32 bits, of type {@code index}, to be compared with {@link ReferenceLayout#TYPE_ID}. */
    public int typeId(int index) {
        return typeIds + 4 * index;
    }

    /**
     * The {@link ReferenceLayout reference} of function {@code index}, which the module defines: it lies in the context, so its address alone
     * says of a reference whether it is that function of this instance.
     */
    public int function(int index) {
        return size + ReferenceLayout.SIZE * index;
    }

    /** Size of the areas; the references of functions follow. */
    int size() {
        return size;
    }
}
