// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.ir.platform.RawMemory;
import dev.tandem.ir.vm.FunctionReference;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Handles that stand for Java objects while an activation runs: bit 63 and an index. An object has one handle, so that handles compare like
 * objects. They live on the native stack only (tables and globals hold the objects themselves), so a handle that is not found there is
 * free: when the table has grown, the stack is searched for what looks like one, as conservative collectors do. For one thread at a time.
 */
final class HandleTable {
    private static final long TAG = Long.MIN_VALUE;
    private static final int FIRST_SEARCH = 1 << 14;

    private @Nullable Object[] objects = new Object[16];
    private final IdentityHashMap<Object, Integer> indices = new IdentityHashMap<>();
    private final BitSet used = new BitSet();
    private int searchAt = FIRST_SEARCH;
    private boolean inUse;

    /** Functions whose addresses guest code was given. */
    private final Set<FunctionReference> pinned = Collections.newSetFromMap(new IdentityHashMap<>());

    static boolean isHandle(long raw) {
        return raw < 0;
    }

    long handle(Object object) {
        inUse = true;
        Integer known = indices.get(object);
        if (known != null) {
            return TAG | known;
        }
        int index = used.nextClearBit(0);
        if (index == objects.length) {
            objects = Arrays.copyOf(objects, 2 * index);
        }
        objects[index] = object;
        used.set(index);
        indices.put(object, index);
        return TAG | index;
    }

    Object object(long handle) {
        long index = handle & ~TAG;
        Object object = index < objects.length ? objects[(int) index] : null;
        if (object == null) {
            throw new IllegalStateException("native code made up a handle: " + Long.toHexString(handle));
        }
        return object;
    }

    /** Keeps a function alive until the activation has ended. */
    void pin(FunctionReference function) {
        inUse = true;
        pinned.add(function);
    }

    /** Whether it is time to {@link #retain} only what is on the stack. */
    boolean isCrowded() {
        return indices.size() >= searchAt;
    }

    /** Frees the handles that do not occur in the stack from {@code low} to {@code high}. */
    void retain(long low, long high) {
        BitSet found = new BitSet();
        for (long at = low & -8; at < high; at += 8) {
            long word = RawMemory.getLong(at);
            if (word < 0 && (word & ~TAG) < objects.length) {
                found.set((int) (word & ~TAG));
            }
        }
        for (int i = used.nextSetBit(0); i >= 0; i = used.nextSetBit(i + 1)) {
            if (!found.get(i)) {
                indices.remove(objects[i]);
                objects[i] = null;
                used.clear(i);
            }
        }
        searchAt = Math.max(FIRST_SEARCH, 2 * indices.size());
    }

    /** Whether there is anything to {@link #clear}. */
    boolean inUse() {
        return inUse;
    }

    /** Frees all handles: the activation has ended. */
    void clear() {
        inUse = false;
        pinned.clear();
        indices.clear();
        used.clear();
        objects = new Object[16];
        searchAt = FIRST_SEARCH;
    }

    int size() {
        return indices.size();
    }
}
