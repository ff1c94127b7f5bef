// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it;

import dev.tandem.cli.GuestThread;
import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs tests on a thread with the stack that guests have on the command line. For guests that come back through the host many times: how much
 * stack that takes is for the JVM's compilers to say, and the megabyte of a build's main thread may not be enough.
 */
public final class LargeStack implements InvocationInterceptor {
    @Override
    public void interceptTestMethod(Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        GuestThread.run(() -> {
            try {
                return Optional.ofNullable(test.proceed());
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        });
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context) throws Throwable {
        interceptTestMethod(test, method, context);
    }
}
