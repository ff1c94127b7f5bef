// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.evaluate.Bits;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.ConstantDouble;
import dev.tandem.ir.graph.node.ConstantFloat;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.ConstantNull;
import dev.tandem.ir.graph.node.ConstantVector;

/** Constant nodes and the numbers in them. */
final class Constants {
    private Constants() {}

    static boolean isInteger(Node node) {
        return node instanceof ConstantInt || node instanceof ConstantLong;
    }

    /** Whether it is that integer, sign-extended if it is an i32. */
    static boolean is(Node node, long value) {
        return isInteger(node) && value(node) == value;
    }

    /** The integer, sign-extended if it is an i32. */
    static long value(Node node) {
        return ((Constant) node).bits();
    }

    /** Whether it is a number or vector, not null. */
    static boolean isNumber(Node node) {
        return node instanceof Constant && !(node instanceof ConstantNull);
    }

    static Bits bits(Node node) {
        if (node instanceof ConstantInt i) {
            return Bits.ofInt(i.value());
        }
        if (node instanceof ConstantVector vector) {
            return new Bits(vector.low(), vector.high());
        }
        return new Bits(((Constant) node).bits(), 0);
    }

    static Constant of(ValueType type, Bits bits) {
        if (type == ValueType.I32) {
            return new ConstantInt(bits.asInt());
        }
        if (type == ValueType.I64) {
            return new ConstantLong(bits.low());
        }
        if (type == ValueType.F32) {
            return new ConstantFloat(bits.asInt());
        }
        return type == ValueType.F64 ? new ConstantDouble(bits.low()) : new ConstantVector(bits.low(), bits.high());
    }

    /** The bits of a number of that width. */
    static long mask(int width) {
        return -1L >>> (64 - width);
    }

    static int width(Node node) {
        return node.type() == ValueType.I32 ? 32 : 64;
    }

    static IntegerStamp stamp(Node node) {
        return (IntegerStamp) node.stamp();
    }

    /** Whether the value is an integer that is never negative. */
    static boolean isNatural(Node node) {
        return stamp(node).min() >= 0;
    }

    /** Whether {@code stamp} says that an integer is never 0. */
    static boolean isNeverZero(Stamp stamp) {
        return stamp instanceof IntegerStamp integer && !integer.contains(0);
    }

    static boolean isZero(Stamp stamp) {
        return stamp instanceof IntegerStamp integer && integer.isConstant() && integer.min() == 0;
    }

    /** Whether it is 0 or 1. */
    static boolean isBoolean(Node node) {
        return node.stamp() instanceof IntegerStamp stamp && Long.compareUnsigned(stamp.unsignedMax(), 1) <= 0;
    }
}
