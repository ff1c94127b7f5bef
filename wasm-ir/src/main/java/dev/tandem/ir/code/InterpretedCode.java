// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.code;

import dev.tandem.ir.profile.FunctionProfile;
import org.jspecify.annotations.Nullable;

/**
 * Runs one function of a module in whatever instance it is given. Thread-safe: instances on several threads share it, so that it keeps the state
 * of an activation in local variables. Recursion of the guest is recursion of Java; a stack overflow becomes the guest's trap.
 */
@FunctionalInterface
public interface InterpretedCode {
    /**
     * Runs one activation to its end, in the {@linkplain dev.tandem.ir.vm.Code raw convention}: arguments are replaced by results. The arrays
     * are this activation's own.
     *
     * @param instance whose function it is; valid until this method returns
     * @throws dev.tandem.ir.trap.WasmTrap if the function traps
     */
    void run(GuestInstance instance, long[] numbers, @Nullable Object[] references);

    /** What was seen of the function so far, if it records what its {@link dev.tandem.ir.profile.Instrumentation} asked for. */
    default FunctionProfile profile() {
        return FunctionProfile.empty();
    }
}
