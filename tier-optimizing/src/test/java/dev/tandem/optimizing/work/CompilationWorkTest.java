// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.work;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.optimizing.build.LargeShape;
import java.lang.reflect.Method;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No input makes a compilation take much longer than its size lets expect. Counts calls and rounds of loops, all phases together, which
 * says the same on every machine.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompilationWorkTest {
    /** One for all: what it has loaded is compiled by and by. */
    private final ClassLoader loader = new CountingLoader();

    @ParameterizedTest
    @EnumSource
    void growsLinearly(LargeShape shape) throws ReflectiveOperationException {
        growsLinearly(shape, false);
    }

    @ParameterizedTest
    @EnumSource
    void growsLinearlyOnBytecode(LargeShape shape) throws ReflectiveOperationException {
        growsLinearly(shape, true);
    }

    private void growsLinearly(LargeShape shape, boolean bytecode) throws ReflectiveOperationException {
        long half = work(shape, shape.size() / 8, bytecode);
        long whole = work(shape, shape.size() / 4, bytecode);
        // Quadratic work would be four times as much.
        assertTrue(whole < 3 * half, () -> half + " steps for half, " + whole + " for all");
    }

    private long work(LargeShape shape, int n, boolean bytecode) throws ReflectiveOperationException {
        Method compile = loader.loadClass(Work.class.getName()).getMethod("steps", String.class, int.class, boolean.class);
        return (long) compile.invoke(null, shape.name(), n, bytecode);
    }
}
