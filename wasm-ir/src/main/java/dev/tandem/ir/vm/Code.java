// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.vm;

import org.jspecify.annotations.Nullable;

/**
 * The code behind a {@link FunctionReference}, callable without knowing its signature when the caller is compiled.
 *
 * <p><b>The raw convention.</b> Every value takes one slot, a vector two. Number {@code i} stands as bits in slot {@code i} of the
 * first array (i32 zero-extended, floats as IEEE bits), a reference in the same slot of the second. Results replace the arguments,
 * from slot 0. Arrays are at least as long as the larger of both lists; the second may be empty when no value is a reference.
 */
public abstract class Code {
    protected Code() {}

    /** Calls with the raw convention, as a frame of the running activation. */
    public abstract void callRaw(long[] numbers, @Nullable Object[] references, FunctionReference self);

    /**
     * Like {@link #callRaw}, for the loop that runs tail calls: may leave a further tail call pending in {@code self.context} instead of
     * results.
     */
    public void tailCallRaw(long[] numbers, @Nullable Object[] references, FunctionReference self) {
        callRaw(numbers, references, self);
    }
}
