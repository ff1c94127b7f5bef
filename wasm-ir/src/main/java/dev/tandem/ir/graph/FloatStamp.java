// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import dev.tandem.decoder.type.ValueType;

/**
 * What is known of an f32 or f64.
 *
 * @param notNaN whether it is never a NaN
 * @param isConstant whether it always has the bits {@code bits}
 * @param bits the float's bits if it is constant, else 0
 */
public record FloatStamp(ValueType type, boolean notNaN, boolean isConstant, long bits) implements Stamp {
    /** The stamp of an f32 constant. */
    public static FloatStamp ofFloat(int bits) {
        return new FloatStamp(ValueType.F32, !Float.isNaN(Float.intBitsToFloat(bits)), true, bits & 0xFFFF_FFFFL);
    }

    /** The stamp of an f64 constant. */
    public static FloatStamp ofDouble(long bits) {
        return new FloatStamp(ValueType.F64, !Double.isNaN(Double.longBitsToDouble(bits)), true, bits);
    }

    @Override
    public NodeKind kind() {
        return NodeKind.VALUE;
    }

    @Override
    public Stamp union(Stamp other) {
        FloatStamp that = (FloatStamp) other;
        if (equals(that)) {
            return this;
        }
        return new FloatStamp(type, notNaN && that.notNaN, false, 0);
    }

    @Override
    public String toString() {
        return type + (notNaN ? " notNaN" : "") + (isConstant ? " =0x" + Long.toHexString(bits) : "");
    }
}
