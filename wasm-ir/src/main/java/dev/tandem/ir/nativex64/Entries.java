// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.jvm.GuestSignature;
import dev.tandem.ir.platform.RawMemory;
import dev.tandem.ir.vm.FunctionReference;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How Java enters guest code. */
final class Entries {
    /** A constant for HotSpot, as all handles below. */
    private static final MethodHandle CALL = NativeFloor.instance().calls().universal();

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final Object[] NO_REFERENCES = {};

    private Entries() {}

    /** Through the gate, in the raw convention. */
    static void enter(FunctionReference function, long[] numbers, @Nullable Object[] references) {
        NativeContext context = (NativeContext) function.context;
        context.enter();
        try {
            call(function, numbers, references);
        } finally {
            context.leave();
        }
    }

    /** In the raw convention, by a thread that is inside. */
    static void call(FunctionReference function, long[] numbers, @Nullable Object[] references) {
        NativeContext context = (NativeContext) function.context;
        NativeCode code = NativeCode.of(function);
        NativeSignature signature = code.entry().signature();
        try {
            boolean objects = signature.key().indexOf('L') >= 0;
            long[] raw = objects ? Arrays.copyOf(numbers, Math.max(numbers.length, signature.rawSlots())) : numbers;
            if (objects) {
                argumentsToNative(context, signature, raw, references);
            }
            if (code.entry().inRegisters()) {
                long result = call(Target.of(function), at(raw, 0), at(raw, 1), at(raw, 2), at(raw, 3), at(raw, 4));
                if (signature.resultCount() > 0) {
                    raw[0] = result;
                }
            } else {
                callWithArray(Target.of(function), raw);
            }
            if (objects) {
                resultsFromNative(context, signature, raw, numbers, references);
            }
        } finally {
            context.end();
        }
    }

    private static long at(long[] raw, int index) {
        return index < raw.length ? raw[index] : 0;
    }

    private static void callWithArray(Target target, long[] raw) {
        int slots = target.code.entry().signature().rawSlots();
        long values = target.context.values();
        for (int i = 0; i < slots; i++) {
            RawMemory.putLong(values + 8L * i, raw[i]);
        }
        call(target, values, 0, 0, 0, 0);
        for (int i = 0; i < slots; i++) {
            raw[i] = RawMemory.getLong(values + 8L * i);
        }
    }

    private static void argumentsToNative(
            NativeContext context, NativeSignature signature, long[] raw, @Nullable Object[] references) {
        int slot = 0;
        for (int i = 0; i < signature.parameterCount(); i++) {
            if (signature.parameterKind(i) == 'L') {
                raw[slot] = context.toNative(references[slot]);
            }
            slot += NativeSignature.slots(signature.parameterKind(i));
        }
    }

    private static void resultsFromNative(
            NativeContext context, NativeSignature signature, long[] raw, long[] numbers, @Nullable Object[] references) {
        int slot = 0;
        for (int i = 0; i < signature.resultCount(); i++) {
            char kind = signature.resultKind(i);
            if (kind == 'L') {
                references[slot] = context.fromNative(raw[slot]);
            } else {
                System.arraycopy(raw, slot, numbers, slot, NativeSignature.slots(kind));
            }
            slot += NativeSignature.slots(kind);
        }
    }

    /**
     * What a call wants to know of a function. HotSpot takes what records hold for constants, so where the record is one, addresses are, too.
     *
     * @param reference address of the callee's reference
     * @param status address of the {@link ActivationLayout#STATUS}
     */
    record Target(MemorySegment stub, long reference, long status, NativeContext context, NativeCode code) {
        static Target of(FunctionReference function) {
            NativeContext context = (NativeContext) function.context;
            NativeCode code = NativeCode.of(function);
            return new Target(
                    code.entry().address(),
                    code.address(),
                    context.activation() + ActivationLayout.STATUS,
                    context,
                    code);
        }
    }

    /** Calls an entry stub; what ended the activation early is thrown. */
    private static long call(Target target, long a, long b, long c, long d, long e) {
        while (true) {
            long result;
            try {
                result = (long) CALL.invokeExact(target.stub, target.reference, a, b, c, d, e);
            } catch (Throwable impossible) {
                throw Entries.<RuntimeException>sneak(impossible);
            } finally {
                Reference.reachabilityFence(target.code);
            }
            int status = RawMemory.getInt(target.status);
            if (status == ActivationLayout.RETURNED) {
                return result;
            }
            ended(target.context, status);
        }
    }

    /** Throws, or makes ready for another try. */
    private static void ended(NativeContext context, int status) {
        context.clearStatus();
        switch (status) {
            case ActivationLayout.UNKNOWN_STACK -> context.setStack(context.floor().system().currentStack());
            case ActivationLayout.NO_STACK -> throw context.stackTrap();
            default -> {
                Throwable thrown = context.parked;
                context.parked = null;
                throw Entries.<RuntimeException>sneak(
                        thrown == null ? new InternalError("guest code ended for no reason") : thrown);
            }
        }
    }

    /** Lets a host function's checked exception through as it is. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    // Exact handles

    /** See {@link dev.tandem.ir.backend.Backend#handle}. */
    static MethodHandle handle(FunctionReference function) {
        FunctionType type = function.type();
        GuestSignature shape = GuestSignature.of(type);
        if (shape.isWide() || shape.hasExtraResults()) {
            MethodHandle raw = find("enter", void.class, FunctionReference.class, long[].class, Object[].class);
            return raw.bindTo(function);
        }
        MethodType exact =
                MethodType.fromMethodDescriptorString("(" + shape.parameterDescriptor() + ")" + shape.returnDescriptor(), null);
        NativeSignature signature = NativeCode.of(function).entry().signature();
        if (NativeCode.of(function).entry().inRegisters() && signature.key().indexOf('L') < 0) {
            return direct(function, signature, exact);
        }
        return find("enterBoxed", Object.class, FunctionReference.class, Object[].class)
                .bindTo(function)
                .asCollector(Object[].class, exact.parameterCount())
                .asType(exact);
    }

    /** Without arrays and boxes. */
    private static MethodHandle direct(FunctionReference function, NativeSignature signature, MethodType exact) {
        Class<?> word = long.class;
        MethodHandle words = find("enterWords", word, Target.class, word, word, word, word, word).bindTo(Target.of(function));
        int parameters = signature.parameterCount();
        for (int i = words.type().parameterCount() - 1; i >= parameters; i--) {
            words = MethodHandles.insertArguments(words, i, 0L);
        }
        MethodHandle floatBits = find("bits", word, float.class);
        MethodHandle doubleBits = find("bits", word, double.class);
        for (int i = 0; i < parameters; i++) {
            if (signature.parameterKind(i) == 'F') {
                words = MethodHandles.filterArguments(words, i, floatBits);
            } else if (signature.parameterKind(i) == 'D') {
                words = MethodHandles.filterArguments(words, i, doubleBits);
            }
        }
        if (signature.resultCount() == 1 && NativeSignature.isVector(signature.result(0))) {
            words = MethodHandles.filterReturnValue(
                    words, find(exact.returnType() == float.class ? "toFloat" : "toDouble", exact.returnType(), word));
        }
        return MethodHandles.explicitCastArguments(words, exact);
    }

    private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
        try {
            return LOOKUP.findStatic(Entries.class, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no entry " + name, e);
        }
    }

    static long enterWords(Target target, long a, long b, long c, long d, long e) {
        NativeContext context = target.context;
        context.enter();
        try {
            return call(target, a, b, c, d, e);
        } finally {
            context.end();
            context.leave();
        }
    }

    static @Nullable Object enterBoxed(FunctionReference function, @Nullable Object[] arguments) {
        NativeSignature signature = NativeCode.of(function).entry().signature();
        long[] numbers = new long[signature.rawSlots()];
        @Nullable Object[] references = signature.key().indexOf('L') < 0 ? NO_REFERENCES : new Object[numbers.length];
        int slot = 0;
        for (int i = 0, next = 0; i < signature.parameterCount(); i++) {
            char kind = signature.parameterKind(i);
            for (int half = 0; half < NativeSignature.slots(kind); half++) {
                Object argument = arguments[next++];
                switch (argument) {
                    case Integer value when kind == 'I' -> numbers[slot] = value & 0xffff_ffffL;
                    case Long value when kind == 'J' || kind == 'V' -> numbers[slot] = value;
                    case Float value when kind == 'F' -> numbers[slot] = bits(value);
                    case Double value when kind == 'D' -> numbers[slot] = bits(value);
                    case null, default -> references[slot] = argument;
                }
                slot++;
            }
        }
        enter(function, numbers, references);
        if (signature.resultCount() == 0) {
            return null;
        }
        return switch (signature.resultKind(0)) {
            case 'I' -> (Object) (int) numbers[0];
            case 'J' -> (Object) numbers[0];
            case 'F' -> (Object) toFloat(numbers[0]);
            case 'D' -> (Object) toDouble(numbers[0]);
            default -> references[0];
        };
    }

    static long bits(float value) {
        return Float.floatToRawIntBits(value) & 0xffff_ffffL;
    }

    static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    static float toFloat(long bits) {
        return Float.intBitsToFloat((int) bits);
    }

    static double toDouble(long bits) {
        return Double.longBitsToDouble(bits);
    }
}
