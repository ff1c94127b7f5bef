// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.type;

/** The type of a linear memory; limits in pages of 64 KiB. */
public record MemoryType(Limits limits, boolean shared) {
    public static final int PAGE_SIZE = 65536;
}
