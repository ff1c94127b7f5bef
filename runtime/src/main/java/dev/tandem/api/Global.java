// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.decoder.type.GlobalType;
import org.jspecify.annotations.Nullable;

/** A global. Values are as described at {@link Function}. Threads: as {@link Memory}. Two are {@code equal} if they are the same global. */
public interface Global extends Extern {
    GlobalType type();

    @Nullable Object get();

    /** @throws CallException if the global is immutable or the value not of its type */
    void set(@Nullable Object value);

    /** The bits of a number, as in {@link Function#callRaw(long[])}; the low half of a vector. */
    long getBits();

    /**
     * Sets a number from its bits.
     *
     * @throws CallException if the global is immutable or not a number
     */
    void setBits(long bits);

    @Override
    default ExternalKind kind() {
        return ExternalKind.GLOBAL;
    }
}
