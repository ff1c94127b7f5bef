// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.Function;
import dev.tandem.api.V128;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.vm.FunctionReference;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Guest functions as method handles of Java types. */
final class GuestHandles {
    private GuestHandles() {}

    static MethodHandle handle(
            Function function, Backend backend, FunctionReference reference, References conversion) {
        FunctionType type = function.type();
        MethodType java = javaType(type);
        MethodHandle direct = backend.handle(reference);
        if (!direct.type().equals(java)) {
            return boxing(function, java);
        }
        for (int i = 0; i < type.parameterCount(); i++) {
            ValueType parameter = type.parameter(i);
            boolean anything = parameter.isNullable() && parameter.heapType() == HeapType.EXTERN;
            if (parameter.isReference() && !anything) {
                MethodHandle filter = MethodHandles.insertArguments(toGuest(), 0, conversion, parameter, i);
                direct = MethodHandles.filterArguments(direct, i, filter);
            }
        }
        if (type.resultCount() == 1 && conversion.types().isFunction(type.result(0))) {
            direct = MethodHandles.filterReturnValue(direct, fromGuest().bindTo(conversion));
        }
        return direct;
    }

    /** The Java types of a function: parameters in order, {@code void}, the result, or {@code Object[]}. */
    static MethodType javaType(FunctionType type) {
        Class<?>[] parameters = new Class<?>[type.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = javaType(type.parameter(i));
        }
        Class<?> result = switch (type.resultCount()) {
            case 0 -> void.class;
            case 1 -> javaType(type.result(0));
            default -> Object[].class;
        };
        return MethodType.methodType(result, parameters);
    }

    static Class<?> javaType(ValueType type) {
        return switch (type.code()) {
            case 1 -> int.class;
            case 2 -> long.class;
            case 3 -> float.class;
            case 4 -> double.class;
            case 5 -> V128.class;
            default -> Object.class;
        };
    }

    /** Vectors and several results have no form that the JVM can pass, and travel in arrays. */
    private static MethodHandle boxing(Function function, MethodType java) {
        MethodHandle call = find(
                        MethodHandles.lookup(), Function.class, "call", MethodType.methodType(Object[].class, Object[].class))
                .bindTo(function)
                .asFixedArity();
        if (java.returnType() == void.class) {
            call = call.asType(call.type().changeReturnType(void.class));
        } else if (java.returnType() != Object[].class) {
            MethodHandle first = MethodHandles.insertArguments(
                    MethodHandles.arrayElementGetter(Object[].class), 1, 0);
            call = MethodHandles.filterReturnValue(call, first);
        }
        return call.asCollector(Object[].class, java.parameterCount()).asType(java);
    }

    private static MethodHandle toGuest() {
        return find(
                MethodHandles.lookup(),
                GuestHandles.class,
                "argument",
                MethodType.methodType(Object.class, References.class, ValueType.class, int.class, Object.class));
    }

    private static MethodHandle fromGuest() {
        return find(
                MethodHandles.lookup(),
                References.class,
                "fromGuest",
                MethodType.methodType(Object.class, Object.class));
    }

    private static MethodHandle find(MethodHandles.Lookup lookup, Class<?> owner, String name, MethodType type) {
        try {
            return owner == GuestHandles.class
                    ? lookup.findStatic(owner, name, type)
                    : lookup.findVirtual(owner, name, type);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the runtime lacks a method of its own", e);
        }
    }

    @SuppressWarnings("UnusedMethod") // through its handle
    private static @Nullable Object argument(
            References conversion, ValueType type, int index, @Nullable Object value) {
        return conversion.toGuest(type, value, "argument", index);
    }
}
