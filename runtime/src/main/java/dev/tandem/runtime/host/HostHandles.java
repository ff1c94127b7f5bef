// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.host;

import dev.tandem.api.CallException;
import dev.tandem.api.Function;
import dev.tandem.api.Instance;
import dev.tandem.api.V128;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Java side of host functions: which wasm type a method handle stands for, and a lambda as method handle. */
public final class HostHandles {
    private HostHandles() {}

    /** Whether the handle's first parameter is for the calling instance. */
    public static boolean takesCaller(MethodHandle handle) {
        return handle.type().parameterCount() > 0 && handle.type().parameterType(0) == Instance.class;
    }

    /** The wasm type that the handle's Java types stand for. */
    public static FunctionType typeOf(MethodHandle handle) {
        MethodType type = handle.type();
        List<ValueType> parameters = new ArrayList<>();
        for (int i = takesCaller(handle) ? 1 : 0; i < type.parameterCount(); i++) {
            parameters.add(valueType(type.parameterType(i), "parameter " + i + " of " + type));
        }
        List<ValueType> results = type.returnType() == void.class
                ? List.of()
                : List.of(valueType(type.returnType(), "result of " + type));
        return new FunctionType(parameters, results);
    }

    private static ValueType valueType(Class<?> java, String where) {
        if (java == int.class || java == boolean.class) {
            return ValueType.I32;
        } else if (java == long.class) {
            return ValueType.I64;
        } else if (java == float.class) {
            return ValueType.F32;
        } else if (java == double.class) {
            return ValueType.F64;
        } else if (java == V128.class) {
            return ValueType.V128;
        } else if (java == Function.class) {
            return ValueType.FUNCREF;
        } else if (!java.isPrimitive() && java != Object[].class) {
            return ValueType.EXTERNREF;
        }
        throw new CallException("a host function cannot have the Java type " + java.getTypeName() + " as " + where
                + "; use int, long, float, double, boolean, V128, Function or a class for externref");
    }

    /** The handle itself, if it can serve as a function of that type. */
    public static MethodHandle check(FunctionType type, MethodHandle handle) {
        MethodType java = handle.type();
        int first = takesCaller(handle) ? 1 : 0;
        if (java.parameterCount() - first != type.parameterCount()) {
            throw new CallException("a host function of type " + type + " needs " + type.parameterCount()
                    + " parameters, but the method handle is " + java);
        }
        for (int i = 0; i < type.parameterCount(); i++) {
            if (!fits(type.parameter(i), java.parameterType(first + i))) {
                throw new CallException("parameter " + i + " of a host function of type " + type + " cannot be "
                        + java.parameterType(first + i).getTypeName());
            }
        }
        boolean fits = switch (type.resultCount()) {
            case 0 -> java.returnType() == void.class;
            case 1 -> fits(type.result(0), java.returnType());
            default -> java.returnType() == Object[].class;
        };
        if (!fits) {
            throw new CallException("the result of a host function of type " + type + " cannot be "
                    + java.returnType().getTypeName());
        }
        return handle;
    }

    /** Refuses types with references. */
    public static void checkNumeric(FunctionType type) {
        checkNumeric(type, type.parameters());
        checkNumeric(type, type.results());
    }

    private static void checkNumeric(FunctionType type, List<ValueType> values) {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).isReference()) {
                throw new CallException("a raw host function has only numbers, but its type is " + type);
            }
        }
    }

    private static boolean fits(ValueType type, Class<?> java) {
        return switch (type.code()) {
            case 1 -> java == int.class || java == boolean.class;
            case 2 -> java == long.class;
            case 3 -> java == float.class;
            case 4 -> java == double.class;
            case 5 -> java == V128.class;
            default -> !java.isPrimitive();
        };
    }

    /** The one abstract method of a functional interface, bound to an object. */
    public static <T> MethodHandle bind(Class<T> type, T function) {
        Method method = singleMethod(type);
        if (!method.trySetAccessible()) {
            throw new CallException(type.getName() + " is not accessible to the engine: make it public and export its package,"
                    + " or pass a method handle");
        }
        try {
            return MethodHandles.lookup().unreflect(method).bindTo(function);
        } catch (IllegalAccessException e) {
            throw new AssertionError("made accessible before", e);
        }
    }

    private static Method singleMethod(Class<?> type) {
        Method single = null;
        if (type.isInterface()) {
            for (Method method : type.getMethods()) {
                if (!Modifier.isAbstract(method.getModifiers()) || isObjectMethod(method)) {
                    continue;
                }
                if (single != null) {
                    throw new CallException(type.getName() + " has several abstract methods, so it cannot be a host function");
                }
                single = method;
            }
        }
        return orRefuse(single, type);
    }

    private static Method orRefuse(@Nullable Method single, Class<?> type) {
        if (single == null) {
            throw new CallException(type.getName() + " is not an interface with an abstract method");
        }
        return single;
    }

    private static boolean isObjectMethod(Method method) {
        try {
            Object.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
