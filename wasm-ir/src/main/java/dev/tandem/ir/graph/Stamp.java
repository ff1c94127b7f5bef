// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import dev.tandem.decoder.type.ValueType;

/** What is known of a node's value: its type and facts that hold for every value it can have. Immutable, equal by contents. */
public sealed interface Stamp permits IntegerStamp, FloatStamp, ReferenceStamp, PlainStamp {
    Stamp CONTROL = new PlainStamp(NodeKind.CONTROL, ValueType.BOTTOM);
    Stamp MEMORY = new PlainStamp(NodeKind.MEMORY, ValueType.BOTTOM);
    Stamp I32 = IntegerStamp.full(32);
    Stamp I64 = IntegerStamp.full(64);
    Stamp F32 = new FloatStamp(ValueType.F32, false, false, 0);
    Stamp F64 = new FloatStamp(ValueType.F64, false, false, 0);
    Stamp V128 = new PlainStamp(NodeKind.VALUE, ValueType.V128);
    /** An i32 that is 0 or 1: what tests and comparisons give. */
    Stamp BOOLEAN = IntegerStamp.unsignedRange(32, 0, 1);

    NodeKind kind();

    /** The type of the value; {@link ValueType#BOTTOM} if there is none. */
    ValueType type();

    /** What holds for every value of either. Both are of one kind; of reference types, the result has this one's. */
    Stamp union(Stamp other);

    /** What is known of any value of the type. */
    static Stamp of(ValueType type) {
        return switch (type.code()) {
            case 1 -> I32;
            case 2 -> I64;
            case 3 -> F32;
            case 4 -> F64;
            case 5 -> V128;
            case ValueType.BOTTOM_CODE -> CONTROL;
            default -> new ReferenceStamp(type, !type.isNullable(), false, ReferenceStamp.UNKNOWN);
        };
    }
}
