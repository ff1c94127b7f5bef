// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.platform;

/**
 * What the native backend wants of an operating system. Addresses are plain {@code long}s; sizes are bytes and multiples of
 * {@link #pageSize}. Thread-safe. All methods throw {@link PlatformException} when refused.
 */
public interface OperatingSystem {
    long pageSize();

    /** Takes address space that nobody may touch yet. */
    long reserve(long size);

    /** Makes reserved space readable and writable; it reads as zero. */
    void commit(long address, long size);

    /** Gives the memory behind committed space back, and makes it untouchable again. */
    void decommit(long address, long size);

    /** Gives address space back. */
    void release(long address, long size);

    /** Maps the same new memory twice: written through one address, executed through the other. Neither mapping is both. */
    DualMapping mapCode(long size);

    void unmapCode(DualMapping mapping);

    /** The stack of the calling thread (of the carrier, for a virtual thread). */
    StackBounds currentStack();

    /** Memory mapped twice. */
    record DualMapping(long writable, long executable, long size) {}

    /** The lowest address of a stack, and the one after its highest. */
    record StackBounds(long low, long high) {}
}
