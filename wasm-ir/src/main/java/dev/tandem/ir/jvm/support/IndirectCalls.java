// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

import dev.tandem.ir.jvm.JvmContext;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.FunctionTable;
import org.jspecify.annotations.Nullable;

/** Finds and checks the callee of {@code call_indirect} and {@code call_ref}. */
public final class IndirectCalls {
    private IndirectCalls() {}

    /** A 64-bit table index as one of 32 bits: one beyond any table stays so. */
    public static int index(long index) {
        return index >>> 31 == 0 ? (int) index : -1;
    }

    /** The function at {@code index}, which must be of engine-wide type {@code typeId} or a subtype of it. */
    public static FunctionReference lookup(int index, FunctionTable table, int typeId, JvmContext context) {
        @Nullable FunctionReference[] functions = table.functions;
        if (index < 0 || index >= functions.length) {
            throw new WasmTrap(TrapCode.UNDEFINED_ELEMENT);
        }
        FunctionReference function = functions[index];
        if (function == null || function.typeId != typeId) {
            checkType(function, index, typeId, context);
        }
        return unlessNull(function);
    }

    private static void checkType(@Nullable FunctionReference function, int index, int expected, JvmContext context) {
        if (function == null) {
            throw new WasmTrap(
                    TrapCode.UNINITIALIZED_ELEMENT, TrapCode.UNINITIALIZED_ELEMENT.message() + " " + index);
        }
        if (!context.code().isSubtype(function.typeId, expected)) {
            throw new WasmTrap(TrapCode.INDIRECT_CALL_TYPE_MISMATCH);
        }
    }

    /** The function at {@code index}, or null; traps as a call does if the index is beyond the table. */
    public static @Nullable FunctionReference element(int index, FunctionTable table) {
        @Nullable FunctionReference[] functions = table.functions;
        if (index < 0 || index >= functions.length) {
            throw new WasmTrap(TrapCode.UNDEFINED_ELEMENT);
        }
        return functions[index];
    }

    /** 1 if the reference is to that function of the instance, else 0. */
    public static int isTarget(@Nullable Object reference, int function, Context context) {
        return reference != null && reference == context.functions[function] ? 1 : 0;
    }

    /** The callee of a {@code call_ref}. */
    public static FunctionReference nonNull(@Nullable Object reference) {
        if (reference == null) {
            throw new WasmTrap(TrapCode.NULL_FUNCTION_REFERENCE);
        }
        return (FunctionReference) reference;
    }

    private static FunctionReference unlessNull(@Nullable FunctionReference function) {
        return java.util.Objects.requireNonNull(function);
    }
}
