// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is kept of a module: how many functions have run and which, how many have code, then index, length and bytes of each.
 *
 * @param ran functions that have run, in the order of their first calls
 * @param code optimized code by function index
 */
record Kept(Set<Integer> ran, Map<Integer, ByteBuffer> code) {
    static final Kept NOTHING = new Kept(Set.of(), Map.of());

    /** This and what is newer. */
    Kept with(Kept newer) {
        Set<Integer> allRan = new LinkedHashSet<>(ran);
        allRan.addAll(newer.ran);
        Map<Integer, ByteBuffer> allCode = new TreeMap<>(code);
        allCode.putAll(newer.code);
        return new Kept(allRan, allCode);
    }

    ByteBuffer encode() {
        int size = Math.addExact(8, Math.multiplyExact(4, ran.size()));
        for (ByteBuffer artifact : code.values()) {
            size = Math.addExact(size, 8 + artifact.remaining());
        }
        ByteBuffer out = ByteBuffer.allocate(size).putInt(ran.size());
        ran.forEach(out::putInt);
        out.putInt(code.size());
        // In order of the indices, so that the same code makes the same file.
        new TreeMap<>(code).forEach(
                (function, artifact) -> out.putInt(function).putInt(artifact.remaining()).put(artifact.duplicate()));
        return out.flip();
    }

    /** What was encoded, the code as parts of {@code in}; empty if it is nothing of the kind. */
    static Optional<Kept> decode(ByteBuffer in) {
        try {
            Set<Integer> ran = new LinkedHashSet<>();
            for (int count = in.getInt(); count > 0; count--) {
                ran.add(in.getInt());
            }
            Map<Integer, ByteBuffer> code = new TreeMap<>();
            for (int count = in.getInt(); count > 0; count--) {
                int function = in.getInt();
                int length = in.getInt();
                code.put(function, in.slice(in.position(), length));
                in.position(in.position() + length);
            }
            return Optional.of(new Kept(ran, code));
        } catch (RuntimeException e) {
            // The checksum was right, so this was written by something else.
            return Optional.empty();
        }
    }
}
