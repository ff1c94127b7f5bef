// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.decoder.type.FunctionType;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * A wasm or host function that can be called. Two are {@code equal} if they are the same function of the same instance.
 *
 * <p><b>Values.</b> {@code i32, i64, f32, f64} are {@link Integer}, {@link Long}, {@link Float}, {@link Double}; {@code v128} is a
 * {@link V128}; a function reference is a {@link Function}; other references are any object. The null reference is {@code null}.
 *
 * <p><b>Errors.</b> All ways to call throw {@link dev.tandem.ir.trap.WasmTrap} if the guest traps, the same object that a host function
 * threw, {@link dev.tandem.ir.trap.ConcurrentEntryException} if another thread is inside the instance, {@link ClosedException} if the instance is
 * closed. A trap leaves the instance usable.
 *
 * <p>Calls are single-threaded as the {@link Instance} is. A host function may call back into the guest on its own thread.
 */
public interface Function extends Extern {
    /** Its type; type indices in it are those of the module that defines it. */
    FunctionType type();

    /**
     * Calls with boxed values.
     *
     * @return the results, in order; empty if there are none
     * @throws CallException if number or types of the arguments do not fit, naming the parameter
     */
    @Nullable Object[] call(@Nullable Object... arguments);

    /**
     * Calls without boxing. Every value takes one element, a vector two (low, high); an {@code i32} is the low half of its element, floats
     * are IEEE bits. The results replace the arguments, from element 0.
     *
     * @param values at least as long as parameters and results need
     * @throws CallException if the array is too short or the type contains references
     */
    void callRaw(long[] values);

    /**
     * Like {@link #callRaw(long[])}, with references in the same element of the second array.
     *
     * @throws CallException if an array is too short or a reference is not of its type
     */
    void callRaw(long[] values, @Nullable Object[] references);

    /**
     * The function as an exact method handle that boxes nothing: {@code int, long, float, double} for numbers, {@code Object} for references,
     * {@link V128} for vectors; it returns {@code void} or the result, or {@code Object[]} of boxed values if there are several. Made once;
     * keep it in a static final field for full speed. The checks of every call are part of it.
     */
    MethodHandle handle();

    @Override
    default ExternalKind kind() {
        return ExternalKind.FUNCTION;
    }
}
