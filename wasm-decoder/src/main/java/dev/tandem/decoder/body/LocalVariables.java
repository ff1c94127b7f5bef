// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.type.ValueType;
import java.util.Arrays;

/** Types of a function's locals, and which of those without a default value are set. */
final class LocalVariables {
    private int[] types = new int[64];
    private int count;
    private boolean tracked;
    private boolean[] unset = {};
    /** Locals set since the body began, latest last, to be unset again at the end of the block. */
    private int[] set = {};

    private int setCount;

    void clear() {
        count = 0;
        setCount = 0;
        tracked = false;
    }

    /** Adds a parameter, which is set from the start. */
    void addParameter(int type) {
        reserve(1);
        types[count++] = type;
    }

    /** Adds locals of one type. */
    void add(int type, int howMany) {
        reserve(howMany);
        Arrays.fill(types, count, count + howMany, type);
        boolean hasDefault = !ValueType.isReference(type) || ValueType.isNullable(type);
        if (!hasDefault) {
            track();
        }
        if (tracked) {
            Arrays.fill(unset, count, count + howMany, !hasDefault);
        }
        count += howMany;
    }

    private void reserve(int more) {
        if (count + more > types.length) {
            types = Arrays.copyOf(types, Math.max(count + more, 2 * types.length));
            if (tracked) {
                unset = Arrays.copyOf(unset, types.length);
                set = Arrays.copyOf(set, types.length);
            }
        }
    }

    private void track() {
        if (!tracked) {
            tracked = true;
            if (unset.length < types.length) {
                unset = new boolean[types.length];
                set = new int[types.length];
            } else {
                Arrays.fill(unset, 0, count, false);
            }
        }
    }

    int count() {
        return count;
    }

    int type(int index) {
        return types[index];
    }

    /** The array of types; only valid until the next local is added. */
    int[] types() {
        return types;
    }

    /** Whether some local has no default value. */
    boolean isTracked() {
        return tracked;
    }

    boolean isSet(int index) {
        return !tracked || !unset[index];
    }

    void set(int index) {
        if (tracked && unset[index]) {
            unset[index] = false;
            set[setCount++] = index;
        }
    }

    /** How many locals without a default were set so far. */
    int setCount() {
        return setCount;
    }

    /** Forgets what was set after the first {@code keep}. */
    void forget(int keep) {
        while (setCount > keep) {
            unset[set[--setCount]] = true;
        }
    }
}
