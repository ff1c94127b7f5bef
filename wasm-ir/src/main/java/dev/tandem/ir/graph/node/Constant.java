// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** A constant: floating, without inputs. */
public abstract sealed class Constant extends Node
        permits ConstantInt, ConstantLong, ConstantFloat, ConstantDouble, ConstantVector, ConstantNull {
    Constant(Stamp stamp) {
        super(stamp);
    }

    /** The bits of the value: an i32 sign-extended, an f32 zero-extended, the low half of a vector, 0 for null. */
    public abstract long bits();

    /** Zero of a number or vector type, null of a reference type: what locals begin with. */
    public static Constant zero(ValueType type) {
        return switch (type.code()) {
            case 1 -> new ConstantInt(0);
            case 2 -> new ConstantLong(0);
            case 3 -> new ConstantFloat(0);
            case 4 -> new ConstantDouble(0);
            case 5 -> new ConstantVector(0, 0);
            default -> new ConstantNull(type);
        };
    }
}
