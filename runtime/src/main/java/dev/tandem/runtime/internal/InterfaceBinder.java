// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.CallException;
import dev.tandem.api.Function;
import dev.tandem.api.Instance;
import dev.tandem.api.NoSuchExportException;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects of an interface whose methods call exported functions. */
final class InterfaceBinder implements InvocationHandler {
    private final Class<?> type;
    private final Instance instance;
    /** For each abstract method a handle from its arguments to its boxed result. */
    private final Map<Method, MethodHandle> handles;

    private InterfaceBinder(Class<?> type, Instance instance, Map<Method, MethodHandle> handles) {
        this.type = type;
        this.instance = instance;
        this.handles = handles;
    }

    static <T> T bind(Instance instance, Class<T> type) {
        if (!type.isInterface()) {
            throw new CallException(type.getName() + " is not an interface");
        }
        Map<Method, MethodHandle> handles = new HashMap<>();
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers()) && !isObjectMethod(method)) {
                handles.put(method, handle(instance, method));
            }
        }
        Object proxy;
        try {
            proxy = Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, new InterfaceBinder(type, instance, handles));
        } catch (IllegalArgumentException e) {
            throw new CallException(type.getName() + " cannot be bound to exports: " + e.getMessage());
        }
        return type.cast(proxy);
    }

    private static boolean isObjectMethod(Method method) {
        String name = method.getName();
        return switch (method.getParameterCount()) {
            case 0 -> name.equals("hashCode") || name.equals("toString");
            case 1 -> name.equals("equals") && method.getParameterTypes()[0] == Object.class;
            default -> false;
        };
    }

    private static MethodHandle handle(Instance instance, Method method) {
        Function function;
        try {
            function = instance.function(method.getName());
        } catch (NoSuchExportException e) {
            throw new NoSuchExportException(describe(method) + " cannot be bound: " + e.getMessage());
        }
        check(method, function.type());
        MethodHandle handle = function.handle();
        Class<?> result = method.getReturnType();
        if (result == boolean.class || result == Boolean.class) {
            handle = MethodHandles.filterReturnValue(handle, truth());
        }
        for (int i = 0; i < method.getParameterCount(); i++) {
            Class<?> parameter = method.getParameterTypes()[i];
            if (parameter == boolean.class || parameter == Boolean.class) {
                handle = MethodHandles.explicitCastArguments(
                        handle, handle.type().changeParameterType(i, boolean.class));
            }
        }
        MethodType java = MethodType.methodType(result, method.getParameterTypes());
        return handle.asType(java)
                .asType(java.changeReturnType(result == void.class ? void.class : Object.class))
                .asSpreader(Object[].class, method.getParameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
    }

    private static void check(Method method, FunctionType type) {
        Class<?>[] parameters = method.getParameterTypes();
        boolean fits = parameters.length == type.parameterCount() && fitsResult(type, method.getReturnType());
        for (int i = 0; fits && i < parameters.length; i++) {
            fits = fits(type.parameter(i), parameters[i]);
        }
        if (!fits) {
            throw new CallException(describe(method) + " cannot be bound to function '" + method.getName() + "' "
                    + type + ", which needs the Java types " + GuestHandles.javaType(type));
        }
    }

    private static boolean fitsResult(FunctionType type, Class<?> java) {
        return switch (type.resultCount()) {
            case 0 -> java == void.class;
            case 1 -> fits(type.result(0), java);
            default -> java == Object[].class;
        };
    }

    private static boolean fits(ValueType type, Class<?> java) {
        Class<?> exact = GuestHandles.javaType(type);
        if (type.isReference()) {
            return !java.isPrimitive();
        }
        return java == exact
                || java == MethodType.methodType(exact).wrap().returnType()
                || (type == ValueType.I32 && (java == boolean.class || java == Boolean.class));
    }

    private static MethodHandle truth() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            InterfaceBinder.class, "isTrue", MethodType.methodType(boolean.class, int.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the runtime lacks a method of its own", e);
        }
    }

    @SuppressWarnings("UnusedMethod") // through its handle
    private static boolean isTrue(int value) {
        return value != 0;
    }

    /** A default method, of a the interface. */
    private static MethodHandle ownMethod(Method method) throws IllegalAccessException {
        Class<?> owner = method.getDeclaringClass();
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
        return lookup.unreflectSpecial(method, owner);
    }

    private static String describe(Method method) {
        return "method " + method.getDeclaringClass().getName() + "." + method.getName();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // equals of identities
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        @Nullable Object[] given = arguments == null ? new Object[0] : arguments;
        MethodHandle handle = handles.get(method);
        if (handle != null) {
            return (Object) handle.invokeExact(given);
        }
        if (method.isDefault()) {
            return ownMethod(method).bindTo(proxy).invokeWithArguments(given);
        }
        return switch (method.getName()) {
            case "equals" -> proxy == given[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> type.getSimpleName() + " of " + instance;
        };
    }
}
