// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;

/**
 * A wasm function type as the JVM backend passes it: all references are {@code Object}, a vector is two longs (low, high).
 *
 * <p>Parameters come first, then the context (static methods) or the function reference (virtual calls). The first result is
 * returned; a vector's high half and all further results are left in {@code Context.results} and {@code referenceResults} of the
 * <em>callee's</em> context, at their slots of the raw convention. A type with too many parameters for a JVM method is
 * <em>wide</em>: it passes {@code long[]} and {@code Object[]} in the raw convention instead.
 */
public final class GuestSignature {
    /** 255 argument words less {@code this} and the function reference. */
    private static final int MAX_WORDS = 253;

    private final String key;
    private final String parameterDescriptor;
    private final String returnDescriptor;
    private final boolean wide;
    private final int slots;

    private GuestSignature(String key, String parameterDescriptor, String returnDescriptor, boolean wide, int slots) {
        this.key = key;
        this.parameterDescriptor = parameterDescriptor;
        this.returnDescriptor = returnDescriptor;
        this.wide = wide;
        this.slots = slots;
    }

    public static GuestSignature of(FunctionType type) {
        StringBuilder key = new StringBuilder();
        StringBuilder parameters = new StringBuilder();
        int words = 0;
        int parameterSlots = 0;
        for (int i = 0; i < type.parameterCount(); i++) {
            char kind = kind(type.parameter(i));
            key.append(kind);
            parameters.append(descriptor(kind));
            words += kind == 'V' ? 4 : kind == 'J' || kind == 'D' ? 2 : 1;
            parameterSlots += slotsOf(kind);
            if (kind == 'V') {
                parameters.append('J');
            }
        }
        key.append('_');
        int resultSlots = 0;
        for (int i = 0; i < type.resultCount(); i++) {
            char kind = kind(type.result(i));
            key.append(kind);
            resultSlots += slotsOf(kind);
        }
        boolean wide = words > MAX_WORDS;
        return new GuestSignature(
                key.toString(),
                wide ? "[J[Ljava/lang/Object;" : parameters.toString(),
                type.resultCount() == 0 ? "V" : descriptor(kind(type.result(0))),
                wide,
                Math.max(parameterSlots, resultSlots));
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

    /** How many slots of the raw convention a value of that kind takes. */
    public static int slotsOf(char kind) {
        return kind == 'V' ? 2 : 1;
    }

    /** The JVM type of a value of that kind; for a vector, of each half. */
    public static String descriptor(char kind) {
        return switch (kind) {
            case 'V' -> "J";
            case 'L' -> "Ljava/lang/Object;";
            default -> String.valueOf(kind);
        };
    }

    /** Kinds of parameters, {@code _}, kinds of results. Equal keys mean equal calling conventions. */
    public String key() {
        return key;
    }

    /** Kinds of the parameters, a letter each. */
    public String parameterKinds() {
        return key.substring(0, key.indexOf('_'));
    }

    /** Kinds of the results, a letter each. */
    public String resultKinds() {
        return key.substring(key.indexOf('_') + 1);
    }

    /** Whether arguments travel in arrays. */
    public boolean isWide() {
        return wide;
    }

    /** Length that arrays of the raw convention need. */
    public int slots() {
        return slots;
    }

    /** Slots of the raw convention that the results take. */
    public int resultSlots() {
        String kinds = resultKinds();
        int slots = 0;
        for (int i = 0; i < kinds.length(); i++) {
            slots += slotsOf(kinds.charAt(i));
        }
        return slots;
    }

    /** Internal name of the signature class: abstract, with the virtual method {@code call}. */
    public String className() {
        return "tandem/signature/S" + key;
    }

    /** Descriptor of a function's static methods. */
    public String staticDescriptor() {
        return "(" + parameterDescriptor + GuestLayout.CONTEXT_DESCRIPTOR + ")" + returnDescriptor;
    }

    /** Descriptor of the virtual method {@code call}. */
    public String virtualDescriptor() {
        return "(" + parameterDescriptor + GuestLayout.REFERENCE_DESCRIPTOR + ")" + returnDescriptor;
    }

    /** Descriptor of the arguments alone, without parentheses. */
    public String parameterDescriptor() {
        return parameterDescriptor;
    }

    public String returnDescriptor() {
        return returnDescriptor;
    }

    /** Whether results beyond the JVM's return value are left in the context. */
    public boolean hasExtraResults() {
        String results = resultKinds();
        return results.length() > 1 || results.startsWith("V");
    }
}
