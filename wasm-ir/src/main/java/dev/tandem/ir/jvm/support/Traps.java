// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm.support;

import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import org.jspecify.annotations.Nullable;

/** Traps that generated code throws itself. */
public final class Traps {
    private Traps() {}

    public static WasmTrap unreachable() {
        return new WasmTrap(TrapCode.UNREACHABLE);
    }

    /** The trap whose code has that name. */
    public static WasmTrap of(String name) {
        return new WasmTrap(TrapCode.valueOf(name));
    }

    /** {@code ref.as_non_null}. */
    public static Object nonNull(@Nullable Object reference) {
        if (reference == null) {
            throw new WasmTrap(TrapCode.NULL_REFERENCE);
        }
        return reference;
    }
}
