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

    /** What is thrown where the heap has no room for the frame of a function whose frames are objects: what is thrown where the stack has none. */
    public static Error noRoomForFrame(OutOfMemoryError refused) {
        try {
            return new StackOverflowError();
        } catch (OutOfMemoryError e) {
            return refused;
        }
    }
}
