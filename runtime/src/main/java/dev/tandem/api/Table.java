// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.decoder.type.TableType;
import org.jspecify.annotations.Nullable;

/**
 * A table of references, as described at {@link Function}; {@code null} is the null reference. Indices are unsigned.
 *
 * <p>An index outside throws {@link dev.tandem.ir.trap.WasmTrap} with {@link dev.tandem.ir.trap.TrapCode#TABLE_OUT_OF_BOUNDS}, a value
 * that is not of the element type {@link CallException}. Threads: as {@link Memory}. Two are {@code equal} if they are the same
 * table.
 */
public interface Table extends Extern {
    /** The type, with the present size as minimum. */
    TableType type();

    /** The size now, in elements. */
    int size();

    @Nullable Object get(long index);

    void set(long index, @Nullable Object value);

    /** Grows by {@code delta} elements, 0 or more, that hold {@code value}; returns the old size, or -1 if type or limits refuse it. */
    long grow(long delta, @Nullable Object value);

    @Override
    default ExternalKind kind() {
        return ExternalKind.TABLE;
    }
}
