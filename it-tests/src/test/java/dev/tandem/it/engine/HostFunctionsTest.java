// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.CallException;
import dev.tandem.api.Engine;
import dev.tandem.api.Function;
import dev.tandem.api.HostFunction;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.InstanceOptions;
import dev.tandem.api.LinkException;
import dev.tandem.api.Module;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.it.CurrentCell;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntPredicate;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Java functions that guests call, of every kind. */
@Tag(CurrentCell.BEHAVIOUR)
final class HostFunctionsTest {
    private static final FunctionType PAIR =
            new FunctionType(List.of(ValueType.I32), List.of(ValueType.I32, ValueType.I64));

    interface FloatOperator {
        float apply(float value);
    }

    interface FunctionOperator {
        Function apply(Function function);
    }

    interface WithCaller {
        int apply(Instance caller, int a, int b);
    }

    private final Engine engine = CurrentCell.engine();
    private final Module module = TestModules.compile(engine, "hosts");

    /** All imports, harmless. */
    private static Imports.Builder imports() throws ReflectiveOperationException {
        MethodHandle pair = MethodHandles.lookup()
                .findStatic(HostFunctionsTest.class, "pair", MethodType.methodType(Object[].class, int.class));
        return Imports.builder()
                .function("env", "int", IntBinaryOperator.class, (a, b) -> a * b)
                .function("env", "long", LongUnaryOperator.class, a -> a + 1)
                .function("env", "float", FloatOperator.class, a -> a + 1)
                .function("env", "double", DoubleUnaryOperator.class, Math::sqrt)
                .function("env", "object", UnaryOperator.class, a -> a)
                .function("env", "function", FunctionOperator.class, a -> a)
                .define("env", "pair", HostFunction.of(PAIR, pair))
                .function("env", "test", IntPredicate.class, a -> a > 10)
                .function("env", "run", Runnable.class, () -> {});
    }

    private static Object[] pair(int value) {
        return new Object[] {value + 1, (long) value + 2};
    }

    private static Object one(Instance instance, String name, Object... arguments) {
        return instance.function(name).call(arguments)[0];
    }

    @Test
    void typedFunctions() throws Throwable {
        Instance instance = module.instantiate(imports().build());
        assertEquals(42, one(instance, "int", 6, 7));
        assertEquals(8L, one(instance, "long", 7L));
        assertEquals(1.5f, one(instance, "float", 0.5f));
        assertEquals(3.0, one(instance, "double", 9.0));
        assertEquals("text", one(instance, "object", "text"));
        assertEquals(1, one(instance, "test", 11));
        assertEquals(0, one(instance, "test", 10));
        assertEquals(instance.function("run"), one(instance, "function", instance.function("run")));
        assertArrayEquals(new Object[] {8, 9L}, instance.function("pair").call(7));
    }

    @Test
    void theCallerIsPassed() throws Throwable {
        Instance instance = module.instantiate(
                imports()
                        .function("env", "int", WithCaller.class, (caller, a, b) -> {
                            caller.memory("memory").putInt(a, b);
                            return (int) caller.data().orElseThrow();
                        })
                        .build(),
                InstanceOptions.standard().withData(99));
        assertEquals(99, one(instance, "int", 16, 5));
        assertEquals(5, instance.memory("memory").getInt(16));
    }

    @Test
    void rawFunctions() throws Throwable {
        Imports imports = imports()
                .rawFunction("env", "pair", PAIR, (caller, values) -> {
                    values[1] = values[0] << 32;
                    values[0] = values[0] + caller.memory("memory").pages();
                })
                .rawFunction(
                        "env",
                        "float",
                        new FunctionType(List.of(ValueType.F32), List.of(ValueType.F32)),
                        (caller, values) ->
                                values[0] = Float.floatToRawIntBits(Float.intBitsToFloat((int) values[0]) * 2))
                .build();
        Instance instance = module.instantiate(imports);
        assertArrayEquals(new Object[] {8, 7L << 32}, instance.function("pair").call(7));
        assertArrayEquals(new Object[] {0, 0xffff_ffffL << 32}, instance.function("pair").call(-1));
        assertEquals(3f, one(instance, "float", 1.5f));
    }

    @Test
    void providersAreAskedForWhatIsImported() throws Throwable {
        Imports defined = imports().build();
        Imports imports = Imports.builder()
                .provider("env", name -> name.equals("run") ? Optional.empty() : defined.find("env", name))
                .function("env", "run", Runnable.class, () -> {})
                .build();
        assertEquals(42, one(module.instantiate(imports), "int", 6, 7));
    }

    @Test
    void exceptionsCrossTheGuestAsThemselves() throws Throwable {
        for (Throwable thrown : List.of(new IllegalStateException("own"), new IOException("checked"), new AssertionError())) {
            FunctionType type = new FunctionType(List.of(), List.of());
            Instance instance = module.instantiate(imports()
                    .rawFunction("env", "run", type, (caller, values) -> {
                        if (thrown instanceof Error error) {
                            throw error;
                        }
                        throw (Exception) thrown;
                    })
                    .build());
            assertSame(thrown, assertThrows(Throwable.class, () -> instance.function("runThenStore").call()));
            MethodHandle handle = instance.function("runThenStore").handle();
            assertSame(thrown, assertThrows(Throwable.class, () -> {
                handle.invokeExact();
            }));
            assertEquals(0, instance.memory("memory").getInt(0), "the guest must not go on");
        }
    }

    @Test
    void badResultsAreRefused() throws Throwable {
        Instance instance = module.instantiate(imports()
                .define(
                        "env",
                        "pair",
                        HostFunction.of(
                                PAIR, MethodHandles.dropArguments(
                                        MethodHandles.constant(Object[].class, new Object[] {1}), 0, int.class)))
                .build());
        assertEquals(
                "a host function of type [i32] -> [i32, i64] must return 2 values, but it returned 1",
                assertThrows(CallException.class, () -> instance.function("pair").call(1)).getMessage());
    }

    @Test
    void functionsThatDoNotFitAreRefused() throws Throwable {
        LinkException missing = assertThrows(LinkException.class, module::instantiate);
        assertEquals(
                "unknown import: module 'hosts' imports 'env' 'int' as a function [i32, i32] -> [i32], but nothing is there",
                missing.getMessage());
        assertEquals("env", missing.module());
        assertEquals("int", missing.name());
        Imports wrong = imports().function("env", "long", DoubleUnaryOperator.class, a -> a).build();
        assertEquals(
                "incompatible import type: module 'hosts' imports 'env' 'long' as a function [i64] -> [i64],"
                        + " but it is a host function [f64] -> [f64]",
                assertThrows(LinkException.class, () -> module.instantiate(wrong)).getMessage());
        assertThrows(CallException.class, () -> HostFunction.of(List.class, List.of()));
        assertThrows(CallException.class, () -> HostFunction.of(MethodHandles.identity(short.class)));
        assertThrows(CallException.class, () -> HostFunction.of(PAIR, MethodHandles.identity(int.class)));
        assertThrows(
                CallException.class,
                () -> HostFunction.raw(
                        new FunctionType(List.of(ValueType.EXTERNREF), List.of()), (caller, values) -> {}));
    }

    @Test
    void hostFunctionsAreValues() throws Throwable {
        Function host = engine.newFunction(HostFunction.of(IntBinaryOperator.class, (a, b) -> a - b));
        assertArrayEquals(new Object[] {4}, host.call(7, 3));
        assertEquals(4, (int) host.handle().invokeExact(7, 3));
        Instance instance = module.instantiate(imports().define("env", "int", host).build());
        assertEquals(4, one(instance, "int", 7, 3));
        assertEquals(host, one(instance, "function", host));
        assertTrue(host.toString().startsWith("host function"));
    }
}
