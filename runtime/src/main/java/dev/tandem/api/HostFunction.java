// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.runtime.host.HostHandles;
import java.lang.invoke.MethodHandle;

/**
 * A Java function for guests to import. Immutable; may be imported by any number of instances.
 *
 * <p>Whatever it throws ends the guest's activation and reaches the embedder as the same object. It may call back into the guest.
 *
 * <p><b>Java types.</b> {@code int, long, float, double} (or {@code boolean} for an {@code i32}) are numbers; {@link V128} is a vector;
 * {@link Function} is a function reference; any other class is an {@code externref}. The result is {@code void}, one of these,
 * or {@code Object[]} of boxed values where the wasm type is given and has several results. If the first parameter is an
 * {@link Instance}, it receives the instance that imported the function, and is no wasm parameter.
 */
public sealed interface HostFunction extends Extern {
    FunctionType type();

    @Override
    default ExternalKind kind() {
        return ExternalKind.FUNCTION;
    }

    /**
     * Numbers in, numbers out: no boxing and no method handles, the cheapest to set up.
     *
     * @throws CallException if the type has references
     */
    static HostFunction raw(FunctionType type, RawHostFunction function) {
        return new Raw(type, function);
    }

    /**
     * A method handle, with the wasm type that its Java types stand for. Nothing is boxed, and compiled guest code can inline it.
     *
     * @throws CallException if a Java type stands for no wasm type
     */
    static HostFunction of(MethodHandle handle) {
        return new Typed(HostHandles.typeOf(handle), handle);
    }

    /**
     * A method handle for a given wasm type.
     *
     * @throws CallException if the handle's Java types do not fit
     */
    static HostFunction of(FunctionType type, MethodHandle handle) {
        return new Typed(type, HostHandles.check(type, handle));
    }

    /**
     * A function object, such as a lambda: {@code of(IntBinaryOperator.class, (a, b) -> a + b)}. The wasm type is that of the interface's one
     * abstract method. Nothing is boxed.
     *
     * @throws CallException if {@code type} is not a functional interface, is not accessible, or a Java type stands for no wasm type
     */
    static <T> HostFunction of(Class<T> type, T function) {
        return of(HostHandles.bind(type, function));
    }

    /** A host function called with an array of numbers. */
    record Raw(FunctionType type, RawHostFunction function) implements HostFunction {
        public Raw {
            HostHandles.checkNumeric(type);
        }
    }

    /** A host function called through a method handle. */
    record Typed(FunctionType type, MethodHandle handle) implements HostFunction {}
}
