// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import org.jspecify.annotations.Nullable;

/** A global of the evaluator. */
public final class EvaluatedGlobal {
    private @Nullable Object value;

    /** @param value {@link Bits} of a number; a reference as it is */
    public EvaluatedGlobal(@Nullable Object value) {
        this.value = value;
    }

    public @Nullable Object get() {
        return value;
    }

    public void set(@Nullable Object newValue) {
        value = newValue;
    }
}
