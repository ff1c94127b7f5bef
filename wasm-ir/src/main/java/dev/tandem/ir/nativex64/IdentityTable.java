// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Small numbers for Java objects, which native structures hold in their place. Keeps nothing alive; numbers of dead objects are reused. Thread-safe. */
final class IdentityTable<T> {
    private final ReferenceQueue<T> dead = new ReferenceQueue<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private volatile @Nullable Entry<T>[] entries = newEntries(64);
    private int next = 1;

    private static final class Entry<T> extends WeakReference<T> {
        final int identity;

        Entry(T object, ReferenceQueue<T> queue, int identity) {
            super(object, queue);
            this.identity = identity;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> @Nullable Entry<T>[] newEntries(int length) {
        return new Entry[length];
    }

    /** Gives {@code object} a number; 0 is never given. */
    synchronized int add(T object) {
        for (Reference<? extends T> gone = dead.poll(); gone != null; gone = dead.poll()) {
            free.add(((Entry<?>) gone).identity);
        }
        Integer reused = free.poll();
        int identity = reused != null ? reused : next++;
        @Nullable Entry<T>[] grown = entries;
        if (identity >= grown.length) {
            grown = Arrays.copyOf(grown, 2 * identity);
        }
        grown[identity] = new Entry<>(object, dead, identity);
        entries = grown;
        return identity;
    }

    /** The object with that number, which must be alive. */
    T get(int identity) {
        Entry<T> entry = entries[identity];
        T object = entry == null ? null : entry.get();
        if (object == null) {
            throw new IllegalStateException("native code refers to object " + identity + ", which is gone");
        }
        return object;
    }
}
