// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;

/**
 * Where the arguments and results of a function type travel. A place is an {@code int}: 0 to 15 a general register, 16 to 31 a vector
 * register, from {@link #STACK} a byte offset into the stack arguments or the result area. Immutable.
 */
public final class NativeSignature {
    /** Places from here on are stack offsets, in bytes, plus this. */
    public static final int STACK = 32;

    private static final int VECTOR = 16;

    private final String key;
    private final int[] parameters;
    private final int[] results;
    private final int stackArgumentBytes;
    private final int stackResultBytes;
    private final int rawSlots;

    private NativeSignature(FunctionType type) {
        StringBuilder kinds = new StringBuilder(type.parameterCount() + type.resultCount() + 1);
        parameters = new int[type.parameterCount()];
        int parameterSlots = 0;
        for (int i = 0; i < parameters.length; i++) {
            char kind = kind(type.parameter(i));
            kinds.append(kind);
            parameterSlots += slots(kind);
        }
        stackArgumentBytes = assign(
                kinds, 0, parameters, NativeConvention.INTEGER_ARGUMENT_COUNT, NativeConvention.VECTOR_ARGUMENT_COUNT);
        kinds.append('_');
        results = new int[type.resultCount()];
        int resultSlots = 0;
        for (int i = 0; i < results.length; i++) {
            char kind = kind(type.result(i));
            kinds.append(kind);
            resultSlots += slots(kind);
        }
        stackResultBytes = assign(
                kinds,
                parameters.length + 1,
                results,
                NativeConvention.INTEGER_RESULT_COUNT,
                NativeConvention.VECTOR_RESULT_COUNT);
        key = kinds.toString();
        rawSlots = Math.max(parameterSlots, resultSlots);
    }

    public static NativeSignature of(FunctionType type) {
        return new NativeSignature(type);
    }

    /** Fills in the places of values whose kinds start at {@code from}; returns the bytes of those on the stack. */
    private static int assign(CharSequence kinds, int from, int[] places, int integers, int vectors) {
        int nextInteger = 0;
        int nextVector = 0;
        int bytes = 0;
        for (int i = 0; i < places.length; i++) {
            char kind = kinds.charAt(from + i);
            if (isVectorRegister(kind) && nextVector < vectors) {
                places[i] = VECTOR + nextVector++;
            } else if (!isVectorRegister(kind) && nextInteger < integers) {
                places[i] = NativeConvention.integerRegister(nextInteger++);
            } else {
                places[i] = STACK + bytes;
                bytes += 8 * slots(kind);
            }
        }
        return bytes;
    }

    /** One letter a type: {@code I J F D}, {@code V} for a vector, {@code L} for a reference. */
    public static char kind(ValueType type) {
        return switch (type.code()) {
            case 1 -> 'I';
            case 2 -> 'J';
            case 3 -> 'F';
            case 4 -> 'D';
            case 5 -> 'V';
            default -> 'L';
        };
    }

    /** How many 8-byte slots of the raw convention, or of the stack, a value of that kind takes. */
    static int slots(char kind) {
        return kind == 'V' ? 2 : 1;
    }

    private static boolean isVectorRegister(char kind) {
        return kind == 'F' || kind == 'D' || kind == 'V';
    }

    /** Whether {@code place} is a vector register. */
    public static boolean isVector(int place) {
        return (place & ~15) == VECTOR;
    }

    /** Whether {@code place} is on the stack. */
    public static boolean isStack(int place) {
        return place >= STACK;
    }

    /** The number, 0 to 15, of the general or vector register that {@code place} is. */
    public static int register(int place) {
        return place & 15;
    }

    /** The byte offset of a place on the stack: for arguments from {@code [rsp]} at the call, for results from the result area. */
    public static int stackOffset(int place) {
        return place - STACK;
    }

    /** Where parameter {@code index} travels. */
    public int parameter(int index) {
        return parameters[index];
    }

    /** Where result {@code index} travels. */
    public int result(int index) {
        return results[index];
    }

    public int parameterCount() {
        return parameters.length;
    }

    public int resultCount() {
        return results.length;
    }

    /** What the caller pushes and the callee pops; a multiple of 8. */
    public int stackArgumentBytes() {
        return stackArgumentBytes;
    }

    /** Size of the result area; 0 if there is none, and then no address of one is passed. */
    public int stackResultBytes() {
        return stackResultBytes;
    }

    /** Length that arrays of the {@linkplain dev.tandem.ir.vm.Code raw convention} need. */
    public int rawSlots() {
        return rawSlots;
    }

    /** Kinds of parameters, {@code _}, kinds of results. Equal keys mean equal calling conventions. */
    public String key() {
        return key;
    }

    char parameterKind(int index) {
        return key.charAt(index);
    }

    char resultKind(int index) {
        return key.charAt(parameters.length + 1 + index);
    }
}
