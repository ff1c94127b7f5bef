// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.CallException;
import dev.tandem.api.V128;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Boxed values, and the slots of the {@linkplain dev.tandem.ir.vm.Code raw convention}. */
final class Values {
    static final Object[] NO_REFERENCES = {};

    private Values() {}

    /** Slots that arrays need for a call of that type. */
    static int slots(FunctionType type) {
        int results = 0;
        for (int i = 0; i < type.resultCount(); i++) {
            results += slots(type.result(i));
        }
        return Math.max(parameterSlots(type), results);
    }

    static int parameterSlots(FunctionType type) {
        int slots = 0;
        for (int i = 0; i < type.parameterCount(); i++) {
            slots += slots(type.parameter(i));
        }
        return slots;
    }

    static int slots(ValueType type) {
        return type == ValueType.V128 ? 2 : 1;
    }

    static boolean hasReferences(FunctionType type) {
        for (int i = 0; i < type.parameterCount(); i++) {
            if (type.parameter(i).isReference()) {
                return true;
            }
        }
        for (int i = 0; i < type.resultCount(); i++) {
            if (type.result(i).isReference()) {
                return true;
            }
        }
        return false;
    }

    /**
     * The bits of a boxed number; of a vector the low half.
     *
     * @param kind what the value is, for the error message
     * @param index which of its kind, or -1
     */
    static long bits(ValueType type, @Nullable Object value, String kind, int index) {
        if (value == null || value.getClass() != boxClass(type)) {
            throw new CallException(describe(kind, index) + " of type " + type + " must be a "
                    + boxClass(type).getSimpleName() + ", but it is "
                    + (value == null ? "null" : "a " + value.getClass().getName()));
        }
        return switch (type.code()) {
            case 1 -> (Integer) value & 0xffff_ffffL;
            case 2 -> (Long) value;
            case 3 -> Float.floatToRawIntBits((Float) value) & 0xffff_ffffL;
            case 4 -> Double.doubleToRawLongBits((Double) value);
            default -> ((V128) value).low();
        };
    }

    /** A value as messages call it. */
    static String describe(String kind, int index) {
        return index < 0 ? kind : kind + " " + index;
    }

    private static Class<?> boxClass(ValueType type) {
        return switch (type.code()) {
            case 1 -> Integer.class;
            case 2 -> Long.class;
            case 3 -> Float.class;
            case 4 -> Double.class;
            default -> V128.class;
        };
    }

    /** A boxed number from its bits. */
    static Object box(ValueType type, long bits, long highBits) {
        return switch (type.code()) {
            case 1 -> (int) bits;
            case 2 -> bits;
            case 3 -> Float.intBitsToFloat((int) bits);
            case 4 -> Double.longBitsToDouble(bits);
            case 5 -> new V128(bits, highBits);
            default -> throw new IllegalArgumentException("not a number: " + type);
        };
    }

    /**
     * Puts boxed values into slots.
     *
     * @param kind what the values are, for error messages: {@code "argument"}
     */
    static void toSlots(
            List<ValueType> types,
            @Nullable Object[] values,
            long[] numbers,
            @Nullable Object[] references,
            References conversion,
            String kind) {
        int slot = 0;
        for (int i = 0; i < types.size(); i++) {
            ValueType type = types.get(i);
            @Nullable Object value = values[i];
            if (type.isReference()) {
                references[slot++] = conversion.toGuest(type, value, kind, i);
            } else {
                numbers[slot++] = bits(type, value, kind, i);
                if (value instanceof V128 vector) {
                    numbers[slot++] = vector.high();
                }
            }
        }
    }

    /** Boxes the values in slots. */
    static @Nullable Object[] fromSlots(
            List<ValueType> types, long[] numbers, @Nullable Object[] references, References conversion) {
        @Nullable Object[] values = new Object[types.size()];
        int slot = 0;
        for (int i = 0; i < values.length; i++) {
            ValueType type = types.get(i);
            if (type.isReference()) {
                values[i] = conversion.fromGuest(references[slot]);
            } else {
                values[i] = box(type, numbers[slot], type == ValueType.V128 ? numbers[slot + 1] : 0);
            }
            slot += slots(type);
        }
        return values;
    }
}
