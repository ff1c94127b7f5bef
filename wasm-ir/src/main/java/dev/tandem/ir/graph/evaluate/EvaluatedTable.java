// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import dev.tandem.decoder.type.TableType;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A table of the evaluator. Indices and sizes are unsigned. */
public final class EvaluatedTable {
    /** No table of the evaluator grows beyond this. */
    private static final int MOST = 1 << 20;

    private final long maximum;
    private @Nullable Object[] elements;

    public EvaluatedTable(TableType type) {
        long most = type.limits().maximum();
        maximum = Long.compareUnsigned(most, MOST) < 0 ? most : MOST;
        elements = new Object[Math.toIntExact(type.limits().minimum())];
    }

    /** The elements: the array itself. */
    public @Nullable Object[] elements() {
        return elements;
    }

    /** Grows by {@code delta} elements {@code value}; gives the size before, or -1 if that is too much. */
    public long grow(@Nullable Object value, long delta) {
        int before = elements.length;
        if (Long.compareUnsigned(delta, maximum) > 0 || before + delta > maximum) {
            return -1;
        }
        elements = Arrays.copyOf(elements, (int) (before + delta));
        Arrays.fill(elements, before, elements.length, value);
        return before;
    }

    /** The index as an int. Traps with {@code code} if {@code size} elements from it on are not all in the table. */
    int check(long index, long size, TrapCode code) {
        if (Long.compareUnsigned(index, elements.length) > 0 || Long.compareUnsigned(size, elements.length - index) > 0) {
            throw new WasmTrap(code);
        }
        return (int) index;
    }
}
