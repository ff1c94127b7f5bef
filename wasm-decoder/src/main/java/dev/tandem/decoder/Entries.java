// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A list that the decoder appends to and others only read. */
final class Entries<T> extends AbstractList<T> implements RandomAccess {
    private @Nullable Object[] entries = new Object[0];
    private int size;

    void append(T entry) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, Math.max(8, size + (size >> 1)));
        }
        entries[size++] = entry;
    }

    void trim() {
        if (entries.length > size) {
            entries = Arrays.copyOf(entries, size);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public T get(int index) {
        return (T) Objects.requireNonNull(entries[Objects.checkIndex(index, size)]);
    }

    @Override
    public int size() {
        return size;
    }
}
