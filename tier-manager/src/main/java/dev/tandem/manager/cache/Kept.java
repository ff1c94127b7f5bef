// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is to be kept of a module. {@link Known} reads it.
 *
 * @param ran functions that have run, in the order of their first calls
 * @param code optimized code by function index
 */
record Kept(Set<Integer> ran, Map<Integer, ByteBuffer> code) {
    /** This and what is newer. */
    Kept with(Kept newer) {
        Set<Integer> allRan = new LinkedHashSet<>(ran);
        allRan.addAll(newer.ran);
        Map<Integer, ByteBuffer> allCode = new TreeMap<>(code);
        allCode.putAll(newer.code);
        return new Kept(allRan, allCode);
    }

    /** First the number of functions with code, their indices in ascending order, and what has run; then the code of each of these functions. */
    List<ByteBuffer> encode() {
        Map<Integer, ByteBuffer> ordered = new TreeMap<>(code);
        ByteBuffer indices = ByteBuffer.allocate(Math.multiplyExact(Integer.BYTES, 1 + code.size() + ran.size()));
        IntBuffer out = indices.asIntBuffer().put(code.size());
        ordered.keySet().forEach(out::put);
        ran.forEach(out::put);
        List<ByteBuffer> parts = new ArrayList<>(1 + code.size());
        parts.add(indices);
        parts.addAll(ordered.values());
        return parts;
    }
}
