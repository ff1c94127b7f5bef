// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.vm;

import dev.tandem.decoder.type.GlobalType;
import org.jspecify.annotations.Nullable;

/**
 * A global that can be shared between instances and with the host. Here is one subclass a kind of value, whose public field generated JVM
 * code reads and writes; backends may bring their own.
 */
public abstract class GlobalCell {
    private final GlobalType type;

    protected GlobalCell(GlobalType type) {
        this.type = type;
    }

    /** A cell of the class that fits the type, holding zero or null. */
    public static GlobalCell create(GlobalType type) {
        return switch (type.type().code()) {
            case 1 -> new I32(type);
            case 2 -> new I64(type);
            case 3 -> new F32(type);
            case 4 -> new F64(type);
            case 5 -> new V128(type);
            default -> new Reference(type);
        };
    }

    public final GlobalType type() {
        return type;
    }

    /** The value's bits: an i32 zero-extended, floats as IEEE bits, the low half of a vector; 0 for a reference. */
    public abstract long bits();

    /** Sets the value from its {@linkplain #bits() bits}. */
    public abstract void setBits(long bits);

    /** The high half of a vector. */
    public long highBits() {
        return 0;
    }

    /** Sets the high half of a vector. */
    public void setHighBits(long bits) {
        throw new IllegalStateException("not a vector: " + type);
    }

    /** The value of a reference global. */
    public @Nullable Object reference() {
        throw new IllegalStateException("not a reference: " + type);
    }

    public void setReference(@Nullable Object value) {
        throw new IllegalStateException("not a reference: " + type);
    }

    public static final class I32 extends GlobalCell {
        public int value;

        I32(GlobalType type) {
            super(type);
        }

        @Override
        public long bits() {
            return value & 0xffff_ffffL;
        }

        @Override
        public void setBits(long bits) {
            value = (int) bits;
        }
    }

    public static final class I64 extends GlobalCell {
        public long value;

        I64(GlobalType type) {
            super(type);
        }

        @Override
        public long bits() {
            return value;
        }

        @Override
        public void setBits(long bits) {
            value = bits;
        }
    }

    public static final class F32 extends GlobalCell {
        public float value;

        F32(GlobalType type) {
            super(type);
        }

        @Override
        public long bits() {
            return Float.floatToRawIntBits(value) & 0xffff_ffffL;
        }

        @Override
        public void setBits(long bits) {
            value = Float.intBitsToFloat((int) bits);
        }
    }

    public static final class F64 extends GlobalCell {
        public double value;

        F64(GlobalType type) {
            super(type);
        }

        @Override
        public long bits() {
            return Double.doubleToRawLongBits(value);
        }

        @Override
        public void setBits(long bits) {
            value = Double.longBitsToDouble(bits);
        }
    }

    public static final class V128 extends GlobalCell {
        public long low;
        public long high;

        V128(GlobalType type) {
            super(type);
        }

        @Override
        public long bits() {
            return low;
        }

        @Override
        public void setBits(long bits) {
            low = bits;
        }

        @Override
        public long highBits() {
            return high;
        }

        @Override
        public void setHighBits(long bits) {
            high = bits;
        }
    }

    public static final class Reference extends GlobalCell {
        public @Nullable Object value;

        Reference(GlobalType type) {
            super(type);
        }

        @Override
        public long bits() {
            return 0;
        }

        @Override
        public void setBits(long bits) {
            throw new IllegalStateException("a reference has no bits");
        }

        @Override
        public @Nullable Object reference() {
            return value;
        }

        @Override
        public void setReference(@Nullable Object reference) {
            value = reference;
        }
    }
}
