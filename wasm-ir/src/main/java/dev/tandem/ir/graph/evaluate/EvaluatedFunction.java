// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import dev.tandem.decoder.type.FunctionType;
import org.jspecify.annotations.Nullable;

/** A function that the evaluator can call, and a reference to it. */
public interface EvaluatedFunction {
    FunctionType type();

    /**
     * Calls it.
     *
     * @param arguments {@link Bits} for numbers, any object or null for references
     * @return the results, likewise
     * @throws dev.tandem.ir.trap.WasmTrap if it traps
     */
    @Nullable Object[] call(@Nullable Object[] arguments);
}
