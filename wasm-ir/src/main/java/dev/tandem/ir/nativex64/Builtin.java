// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * What generated code calls the run-time for, by {@link Symbol#builtin}. A call is an ordinary call in the convention of {@link #signature}:
 * all registers but the pinned ones are lost. Indices and lengths are i64, zero-extended where the instruction has i32; results of i64
 * type that stand for an i32 (sizes, or -1) are to be cut to 32 bits by the caller. All check their bounds and trap.
 */
public enum Builtin {
    /** {@code memory, pages -> old pages or -1}. */
    MEMORY_GROW("IJ_J", true),
    /** {@code memory, address, value, length}. */
    MEMORY_FILL("IJIJ_", false),
    /** {@code destination memory, source memory, destination, source, length}. */
    MEMORY_COPY("IIJJJ_", false),
    /** {@code memory, segment, destination, source, length}. */
    MEMORY_INIT("IIJJJ_", false),
    /** {@code segment}. */
    DATA_DROP("I_", false),
    /** {@code table, index -> reference}. */
    TABLE_GET("IJ_L", false),
    /** {@code table, index, reference}. */
    TABLE_SET("IJL_", false),
    /** {@code table, elements, reference -> old size or -1}. */
    TABLE_GROW("IJL_J", false),
    /** {@code table, index, reference, length}. */
    TABLE_FILL("IJLJ_", false),
    /** {@code destination table, source table, destination, source, length}. */
    TABLE_COPY("IIJJJ_", false),
    /** {@code table, segment, destination, source, length}. */
    TABLE_INIT("IIJJJ_", false),
    /** {@code segment}. */
    ELEM_DROP("I_", false),
    /** {@code function -> reference}. */
    REF_FUNC("I_L", false),
    /** {@code global -> reference}; for function references a load does, too. */
    GLOBAL_GET_REFERENCE("I_L", false),
    /** {@code global, reference}. */
    GLOBAL_SET_REFERENCE("IL_", false),
    /** {@code identity of a type, identity of its supertype -> 0 or 1}. For indirect calls whose types are not the same. */
    IS_SUBTYPE("II_I", false),
    // For processors without SSE4.1.
    F32_CEIL("F_F", false),
    F32_FLOOR("F_F", false),
    F32_TRUNC("F_F", false),
    F32_NEAREST("F_F", false),
    F64_CEIL("D_D", false),
    F64_FLOOR("D_D", false),
    F64_TRUNC("D_D", false),
    F64_NEAREST("D_D", false);

    private final String kinds;
    private final boolean growsMemory;

    Builtin(String kinds, boolean growsMemory) {
        this.kinds = kinds;
        this.growsMemory = growsMemory;
    }

    /** Where its arguments and results travel. */
    public NativeSignature signature() {
        return NativeSignature.of(type());
    }

    /** Whether {@link ContextLayout#memorySize} may have changed afterwards. */
    public boolean growsMemory() {
        return growsMemory;
    }

    FunctionType type() {
        int bar = kinds.indexOf('_');
        return new FunctionType(types(0, bar), types(bar + 1, kinds.length()));
    }

    private List<ValueType> types(int from, int to) {
        List<ValueType> types = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            types.add(
                    switch (kinds.charAt(i)) {
                        case 'I' -> ValueType.I32;
                        case 'J' -> ValueType.I64;
                        case 'F' -> ValueType.F32;
                        case 'D' -> ValueType.F64;
                        default -> ValueType.FUNCREF;
                    });
        }
        return types;
    }
}
