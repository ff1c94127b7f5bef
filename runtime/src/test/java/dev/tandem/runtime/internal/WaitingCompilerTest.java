// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.tandem.ir.backend.FunctionCompiler;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

/** The compiler of a module that is still arriving. */
class WaitingCompilerTest {
    /** What is left to a default reaches nobody. */
    @Test
    void passesOnAllThatCodeReports() {
        for (Method method : FunctionCompiler.class.getMethods()) {
            assertDoesNotThrow(
                    () -> ModuleImpl.WaitingCompiler.class.getDeclaredMethod(method.getName(), method.getParameterTypes()));
        }
    }
}
