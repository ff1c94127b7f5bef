// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.CallException;
import dev.tandem.api.Engine;
import dev.tandem.api.Function;
import dev.tandem.api.Instance;
import dev.tandem.api.NoSuchExportException;
import dev.tandem.it.CurrentCell;
import java.lang.invoke.MethodType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values on their way from Java to a guest and back, in all ways to call. */
@Tag(CurrentCell.BEHAVIOUR)
final class ValuesTest {
    private final Engine engine = CurrentCell.engine();
    private final Instance instance = TestModules.instantiate(engine, "values");

    private Object[] call(String name, Object... arguments) {
        return instance.function(name).call(arguments);
    }

    @Test
    void boxedCalls() {
        assertArrayEquals(new Object[] {3}, call("add", 1, 2));
        assertArrayEquals(new Object[] {Integer.MIN_VALUE}, call("add", Integer.MAX_VALUE, 1));
        assertArrayEquals(new Object[] {1L << 40}, call("addLong", 1L << 39, 1L << 39));
        assertArrayEquals(new Object[] {1.25f}, call("half", 2.5f));
        assertArrayEquals(new Object[] {3.0}, call("root", 9.0));
        assertArrayEquals(new Object[] {}, call("nothing"));
        assertArrayEquals(new Object[] {4.0, 3f, 2L, 1}, call("mixed", 1, 2L, 3f, 4.0));
        assertArrayEquals(new Object[] {-3, -1}, call("divide", -7, 2));
        assertArrayEquals(new Object[] {9L}, call("sixteen", 1, 0, 0, 0, 0, 0, 0, 0, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L));
    }

    @Test
    void rawCalls() {
        long[] values = {-1, 2};
        instance.function("add").callRaw(values);
        assertEquals(1, values[0]);
        long[] mixed = {1, 2, Float.floatToRawIntBits(3f), Double.doubleToRawLongBits(4.0)};
        instance.function("mixed").callRaw(mixed);
        assertArrayEquals(
                new long[] {Double.doubleToRawLongBits(4.0), Float.floatToRawIntBits(3f), 2, 1}, mixed);
        Object object = new Object();
        Object[] references = {object};
        instance.function("sameObject").callRaw(new long[1], references);
        assertSame(object, references[0]);
    }

    @Test
    void exactHandles() throws Throwable {
        assertEquals(5, (int) instance.function("add").handle().invokeExact(2, 3));
        assertEquals(5L, (long) instance.function("addLong").handle().invokeExact(2L, 3L));
        assertEquals(1f, (float) instance.function("half").handle().invokeExact(2f));
        assertEquals(2.0, (double) instance.function("root").handle().invokeExact(4.0));
        instance.function("nothing").handle().invokeExact();
        Object object = new Object();
        assertSame(object, (Object) instance.function("sameObject").handle().invokeExact(object));
        Object[] results = (Object[]) instance.function("divide").handle().invokeExact(7, 2);
        assertArrayEquals(new Object[] {3, 1}, results);
        assertEquals(
                MethodType.methodType(Object[].class, int.class, long.class, float.class, double.class),
                instance.function("mixed").handle().type());
    }

    @Test
    void functionsAreReferences() throws Throwable {
        Function seven = (Function) call("getSeven")[0];
        assertEquals(instance.function("seven"), seven);
        assertEquals(instance.function("seven").hashCode(), seven.hashCode());
        assertNotEquals(instance.function("nothing"), seven);
        assertArrayEquals(new Object[] {7}, seven.call());
        assertArrayEquals(new Object[] {0}, call("isNull", seven));
        assertArrayEquals(new Object[] {1}, call("isNull", new Object[] {null}));
        assertEquals(0, (int) instance.function("isNull").handle().invokeExact((Object) seven));
        assertEquals(seven, (Object) instance.function("getSeven").handle().invokeExact());
    }

    @Test
    void nullIsAReference() {
        assertNull(call("sameObject", new Object[] {null})[0]);
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertMessage("function 'add' [i32, i32] -> [i32] takes 2 arguments, but got 1", () -> call("add", 1));
        assertMessage(
                "function 'add' [i32, i32] -> [i32]: argument 1 of type i32 must be a Integer, but it is a java.lang.Long",
                () -> call("add", 1, 2L));
        assertMessage(
                "function 'add' [i32, i32] -> [i32]: argument 0 of type i32 must be a Integer, but it is null",
                () -> call("add", null, 2));
        assertMessage(
                "function 'isNull' [(ref null func)] -> [i32]: argument 0 of type (ref null func) must be a"
                        + " dev.tandem.api.Function, but it is java.lang.String",
                () -> call("isNull", "text"));
        assertMessage(
                "function 'mixed' [i32, i64, f32, f64] -> [f64, f32, i64, i32] needs arrays of at least 4 elements,"
                        + " but one has 3",
                () -> instance.function("mixed").callRaw(new long[3]));
        assertMessage(
                "function 'isNull' [(ref null func)] -> [i32] has references, which need callRaw(long[], Object[])",
                () -> instance.function("isNull").callRaw(new long[1]));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(CallException.class, call).getMessage());
    }

    @Test
    void functionsOfOtherEnginesAreRefused() {
        Function foreign = TestModules.instantiate(CurrentCell.engine(), "values").function("seven");
        CallException refused = assertThrows(CallException.class, () -> call("isNull", foreign));
        assertTrue(refused.getMessage().endsWith("argument 0 is a function of another engine"));
    }

    /** The exports of {@code values.wat}. */
    interface Values {
        int add(int a, int b);

        Long addLong(long a, Long b);

        float half(float a);

        double root(double a);

        boolean isZero(int a);

        void nothing();

        Object[] divide(int a, int b);

        String sameObject(String object);

        Function getSeven();

        default int addTwice(int a, int b) {
            return add(add(a, b), b);
        }
    }

    @Test
    void interfacesAreBound() {
        Values values = instance.as(Values.class);
        assertEquals(3, values.add(1, 2));
        assertEquals(3L, values.addLong(1, 2L));
        assertEquals(1f, values.half(2));
        assertEquals(2.0, values.root(4));
        assertTrue(values.isZero(0));
        values.nothing();
        assertArrayEquals(new Object[] {2, 1}, values.divide(5, 2));
        assertEquals("text", values.sameObject("text"));
        assertEquals(instance.function("seven"), values.getSeven());
        assertEquals(5, values.addTwice(1, 2));
        assertEquals(values, values);
        assertNotEquals(values, instance.as(Values.class));
        assertEquals("Values of an instance of 'values'", values.toString());
    }

    interface Missing {
        int subtract(int a, int b);
    }

    interface Wrong {
        long add(int a, int b);
    }

    @Test
    void interfacesThatDoNotFitAreRefused() {
        NoSuchExportException missing =
                assertThrows(NoSuchExportException.class, () -> instance.as(Missing.class));
        assertTrue(missing.getMessage().contains("Missing.subtract cannot be bound: there is no exported function"));
        CallException wrong = assertThrows(CallException.class, () -> instance.as(Wrong.class));
        assertTrue(wrong.getMessage()
                .endsWith("Wrong.add cannot be bound to function 'add' [i32, i32] -> [i32], which needs the Java types"
                        + " (int,int)int"));
        assertThrows(CallException.class, () -> instance.as(String.class));
    }

    @Test
    void missingExportsNameThoseThatExist() {
        NoSuchExportException missing = assertThrows(NoSuchExportException.class, () -> instance.function("sub"));
        assertTrue(missing.getMessage().startsWith("there is no exported function 'sub'; exported are 'add', 'addLong'"));
        assertEquals(
                "there is no exported memory 'memory'; none is exported",
                assertThrows(NoSuchExportException.class, () -> instance.memory("memory")).getMessage());
    }
}
