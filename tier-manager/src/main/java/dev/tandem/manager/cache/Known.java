// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What earlier runs {@linkplain Kept kept} of a module. Nothing is done for each function until it is asked for, so that a module with much cached code
 * loads as quickly as one with little. Thread-safe.
 */
final class Known {
    static final Known NOTHING = new Known(null, new int[0], new int[0]);

    private final @Nullable Sealed blob;
    private final int[] functions;
    private final int[] order;
    private volatile @Nullable Set<Integer> ran;

    private Known(@Nullable Sealed blob, int[] functions, int[] order) {
        this.blob = blob;
        this.functions = functions;
        this.order = order;
    }

    /** What is in the blob; empty if that is nothing of the kind. */
    static Optional<Known> of(Sealed blob) {
        Optional<ByteBuffer> first = blob.parts() == 0 ? Optional.empty() : blob.part(0);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        IntBuffer indices = first.get().asIntBuffer();
        if (!indices.hasRemaining() || indices.get() != blob.parts() - 1 || blob.parts() - 1 > indices.remaining()) {
            // The checksum was right, so this was written by something else.
            return Optional.empty();
        }
        int[] functions = new int[blob.parts() - 1];
        indices.get(functions);
        int[] order = new int[indices.remaining()];
        indices.get(order);
        return Optional.of(new Known(blob, functions, order));
    }

    /** The functions that have code, in ascending order; not to be changed. */
    int[] functions() {
        return functions;
    }

    boolean hasCode(int functionIndex) {
        return Arrays.binarySearch(functions, functionIndex) >= 0;
    }

    /** The code of a function that has some; empty if it is damaged. */
    Optional<ByteBuffer> code(int functionIndex) {
        int at = Arrays.binarySearch(functions, functionIndex);
        return blob == null || at < 0 ? Optional.empty() : blob.part(1 + at);
    }

    /** The functions that have run, in the order of their first calls. */
    Set<Integer> ran() {
        Set<Integer> known = ran;
        if (known == null) {
            known = new LinkedHashSet<>();
            for (int function : order) {
                known.add(function);
            }
            ran = known;
        }
        return known;
    }

    /** All that is not damaged. */
    Kept kept() {
        Map<Integer, ByteBuffer> code = new TreeMap<>();
        for (int function : functions) {
            code(function).ifPresent(whole -> code.put(function, whole));
        }
        return new Kept(ran(), code);
    }
}
