// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.type;

/**
 * Size limits of a memory (in pages) or table (in elements), as unsigned 64-bit numbers.
 *
 * @param maximum the declared maximum; {@link #UNBOUNDED} if there is none
 * @param is64 whether addresses are {@code i64}
 */
public record Limits(long minimum, long maximum, boolean is64) {
    /** All bits set, the greatest unsigned number. */
    public static final long UNBOUNDED = -1;

    public boolean hasMaximum() {
        return maximum != UNBOUNDED;
    }

    /** The type of an address or index: {@code i64} or {@code i32}. */
    public ValueType addressType() {
        return is64 ? ValueType.I64 : ValueType.I32;
    }
}
