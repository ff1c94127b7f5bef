// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where optimized code is kept between runs: blobs by name. Thread-safe, and safe with other processes at the same place: {@link #store}
 * puts all of a blob in place or nothing. What it gives back is checked before it is used, so it need not detect damage. If it throws, what was to
 * be read is not there, what was to be written is not kept, and an engine logs the message of the first exception. Guests never see any.
 */
public interface CodeStore {
    /**
     * The blob of that name: 64 lower-case hexadecimal digits. Its bytes are read when they are needed, by any thread, for as long as a module is there: a
     * mapped file is as good as an array.
     */
    Optional<ByteBuffer> load(String name);

    /** Keeps a blob, in place of an earlier one of that name. Returns false if it is too large. Called on threads of the engine. */
    boolean store(String name, byte[] blob);

    /**
     * Puts what {@code change} makes of a blob in its place, under what keeps other processes from doing so meanwhile; without that, as here, what one of
     * two that do it at the same moment adds is lost. Returns false if the new blob is too large.
     */
    default boolean update(String name, Function<Optional<ByteBuffer>, byte[]> change) {
        return store(name, change.apply(load(name)));
    }

    /** Gives up a blob that proved useless. */
    void remove(String name);
}
