// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.generate;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.fuzz.module.Code;
import java.util.List;

/** Constants, and the instructions that make NaNs the same everywhere. */
public final class Constants {
    private static final long F32_NAN = 0x7FC00000L;
    private static final long F64_NAN = 0x7FF8000000000000L;

    private Constants() {}

    static Code i32(int value) {
        return Code.value(Opcode.I32_CONST, ValueType.I32, List.of(), value);
    }

    static Code i64(long value) {
        return Code.value(Opcode.I64_CONST, ValueType.I64, List.of(), value);
    }

    /** A constant of an address type. */
    static Code address(ValueType type, long value) {
        return type == ValueType.I64 ? i64(value) : i32((int) value);
    }

    /** A constant of any type; references are null. */
    static Code constant(ValueType type, Draw draw) {
        return switch (type.code()) {
            case 1 -> i32(draw.anyInt());
            case 2 -> i64(draw.anyLong());
            case 3 -> Code.value(Opcode.F32_CONST, type, List.of(), draw.anyFloat() & 0xFFFFFFFFL);
            case 4 -> Code.value(Opcode.F64_CONST, type, List.of(), draw.anyDouble());
            case 5 -> Code.value(Opcode.V128_CONST, type, List.of(), vectorHalf(draw), vectorHalf(draw));
            default -> Code.value(Opcode.REF_NULL, type, List.of(), type.heapType());
        };
    }

    /** Zero or null. */
    public static Code zero(ValueType type) {
        return switch (type.code()) {
            case 1 -> i32(0);
            case 2 -> i64(0);
            case 3 -> Code.value(Opcode.F32_CONST, type, List.of(), 0);
            case 4 -> Code.value(Opcode.F64_CONST, type, List.of(), 0);
            case 5 -> Code.value(Opcode.V128_CONST, type, List.of(), 0, 0);
            default -> Code.value(Opcode.REF_NULL, type, List.of(), type.isNullable() ? type.heapType() : HeapType.FUNC);
        };
    }

    private static long vectorHalf(Draw draw) {
        return switch (draw.below(4)) {
            case 0 -> (draw.anyInt() & 0xFFFFFFFFL) | ((long) draw.anyInt() << 32);
            case 1 -> (draw.anyFloat() & 0xFFFFFFFFL) | ((long) draw.anyFloat() << 32);
            case 2 -> draw.anyDouble();
            default -> draw.anyLong();
        };
    }

    /** The value, or the canonical NaN if it is a NaN. */
    static Code canonicalFloat(Scope scope, Code value) {
        boolean single = value.results().getFirst() == ValueType.F32;
        ValueType type = single ? ValueType.F32 : ValueType.F64;
        int local = scope.newHidden(type);
        Code nan = single
                ? Code.value(Opcode.F32_CONST, type, List.of(), F32_NAN)
                : Code.value(Opcode.F64_CONST, type, List.of(), F64_NAN);
        Code kept = Code.value(Opcode.LOCAL_TEE, type, List.of(value), local);
        Code same = Code.value(
                single ? Opcode.F32_EQ : Opcode.F64_EQ, ValueType.I32, List.of(scope.get(local), scope.get(local)));
        return Code.value(Opcode.SELECT, type, List.of(kept, nan, same));
    }

    /** The vector with each NaN lane canonical. */
    static Code canonicalVector(Scope scope, Code value, boolean single) {
        int local = scope.newHidden(ValueType.V128);
        long half = single ? (F32_NAN << 32) | F32_NAN : F64_NAN;
        Code nan = Code.value(Opcode.V128_CONST, ValueType.V128, List.of(), half, half);
        Code kept = Code.value(Opcode.LOCAL_TEE, ValueType.V128, List.of(value), local);
        Code same = Code.value(
                single ? Opcode.F32X4_EQ : Opcode.F64X2_EQ, ValueType.V128, List.of(scope.get(local), scope.get(local)));
        return Code.value(Opcode.V128_BITSELECT, ValueType.V128, List.of(kept, nan, same));
    }
}
