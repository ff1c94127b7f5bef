// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.CallException;
import dev.tandem.api.HostFunction;
import dev.tandem.api.Instance;
import dev.tandem.api.RawHostFunction;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.type.RegisteredTypes;
import dev.tandem.ir.type.TypeRegistry;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.runtime.host.HostHandles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Makes host functions callable by the code of one instance. */
final class HostLinker {
    /** Beyond this, arguments travel in arrays: a JVM method takes 255 words. */
    private static final int MAX_WORDS = 240;

    private HostLinker() {}

    /**
     * @param typeId engine-wide identity of {@code type}
     * @param type by which the importer knows the function
     * @param conversion by the types of the importer
     */
    static FunctionReference link(
            HostFunction function, int typeId, FunctionType type, Context importer, References conversion) {
        if (function instanceof HostFunction.Raw raw) {
            return conversion.backend().hostFunction(typeId, type, new RawCall(raw.function()), importer);
        }
        return linkTyped((HostFunction.Typed) function, typeId, type, importer, conversion);
    }

    private static FunctionReference linkTyped(
            HostFunction.Typed function, int typeId, FunctionType type, Context importer, References conversion) {
        MethodHandle handle = function.handle();
        if (HostHandles.takesCaller(handle)) {
            handle = MethodHandles.insertArguments(handle, 0, InstanceImpl.of(importer));
        }
        MethodType java = GuestHandles.javaType(type);
        if (Values.parameterSlots(type) * 2 > MAX_WORDS
                || java.returnType() == Object[].class
                || Values.slots(type) > Math.max(type.parameterCount(), type.resultCount())) {
            return conversion.backend().hostFunction(typeId, type, boxed(handle, type, conversion), importer);
        }
        for (int i = 0; i < type.parameterCount(); i++) {
            if (handle.type().parameterType(i) == boolean.class) {
                handle = MethodHandles.filterArguments(handle, i, own("isTrue", boolean.class, int.class));
            } else if (conversion.types().isFunction(type.parameter(i))) {
                MethodHandle filter = toJava(conversion)
                        .asType(MethodType.methodType(handle.type().parameterType(i), Object.class));
                handle = MethodHandles.filterArguments(handle, i, filter);
            }
        }
        if (type.resultCount() == 1) {
            ValueType result = type.result(0);
            if (handle.type().returnType() == boolean.class) {
                handle = MethodHandles.filterReturnValue(handle, own("isOne", int.class, boolean.class));
            } else if (result.isReference() && result != ValueType.EXTERNREF) {
                MethodHandle filter = MethodHandles.insertArguments(
                        own("result", Object.class, References.class, ValueType.class, Object.class),
                        0,
                        conversion,
                        result);
                handle = MethodHandles.filterReturnValue(
                        handle.asType(handle.type().changeReturnType(Object.class)), filter);
            }
        }
        return conversion.backend().hostFunction(typeId, type, handle.asType(java), importer);
    }

    private static BoxedCall boxed(MethodHandle handle, FunctionType type, References conversion) {
        MethodHandle spread = handle.asSpreader(Object[].class, type.parameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
        return new BoxedCall(spread, type, conversion);
    }

    private static MethodHandle toJava(References conversion) {
        return own("argument", Object.class, References.class, Object.class).bindTo(conversion);
    }

    private static MethodHandle own(String name, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.lookup()
                    .findStatic(HostLinker.class, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the runtime lacks a method of its own", e);
        }
    }

    // Through their handles:

    @SuppressWarnings("UnusedMethod")
    private static boolean isTrue(int value) {
        return value != 0;
    }

    @SuppressWarnings("UnusedMethod")
    private static int isOne(boolean value) {
        return value ? 1 : 0;
    }

    @SuppressWarnings("UnusedMethod")
    private static @Nullable Object argument(References conversion, @Nullable Object value) {
        return conversion.fromGuest(value);
    }

    @SuppressWarnings("UnusedMethod")
    private static @Nullable Object result(References conversion, ValueType type, @Nullable Object value) {
        return conversion.toGuest(type, value, "the result of a host function", -1);
    }

    /** A raw host function as the backend calls it. */
    private record RawCall(RawHostFunction function) implements dev.tandem.ir.backend.HostFunction {
        @Override
        public void call(Context importer, long[] numbers, @Nullable Object[] references) throws Throwable {
            function.call((Instance) importer.owner(), numbers);
        }
    }

    /** A method handle called with boxed values, for what has no form that the JVM can pass. */
    private record BoxedCall(MethodHandle handle, FunctionType type, References conversion)
            implements dev.tandem.ir.backend.HostFunction {
        @Override
        public void call(Context importer, long[] numbers, @Nullable Object[] references) throws Throwable {
            Object[] arguments = Values.fromSlots(type.parameters(), numbers, references, conversion);
            @Nullable Object result = (Object) handle.invokeExact(arguments);
            @Nullable Object[] results = type.resultCount() > 1
                    ? checked((Object[]) result, type)
                    : type.resultCount() == 1 ? new @Nullable Object[] {result} : Values.NO_REFERENCES;
            Values.toSlots(type.results(), results, numbers, references, conversion, "host function result");
        }

        private static @Nullable Object[] checked(@Nullable Object @Nullable [] results, FunctionType type) {
            int count = results == null ? 0 : results.length;
            if (results == null || count != type.resultCount()) {
                throw new CallException("a host function of type " + type + " must return "
                        + type.resultCount() + " values, but it returned " + count);
            }
            return results;
        }
    }

    /** Whether a host function can be called as a function of {@code type}, whose types are those of the importer. */
    static boolean fits(FunctionType host, FunctionType type, RegisteredTypes types, TypeRegistry registry) {
        if (host.parameterCount() != type.parameterCount() || host.resultCount() != type.resultCount()) {
            return false;
        }
        for (int i = 0; i < host.parameterCount(); i++) {
            if (!registry.isValueSubtype(types.code(type.parameter(i)), host.parameter(i).code())) {
                return false;
            }
        }
        for (int i = 0; i < host.resultCount(); i++) {
            if (!registry.isValueSubtype(host.result(i).code(), types.code(type.result(i)))) {
                return false;
            }
        }
        return true;
    }
}
