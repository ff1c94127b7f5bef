// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.platform;

import java.util.Optional;

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

    /**
     * Maps the same new memory twice: written through one address, executed through the other, which lies in space that was
     * {@linkplain #reserve reserved}. Neither mapping is both.
     */
    DualMapping mapCode(long executable, long size);

    /** Undoes {@link #mapCode}; the executable side is reserved space again. */
    void unmapCode(DualMapping mapping);

    /** The address of the present handler of memory faults. */
    long faultHandler();

    /** Puts another handler of memory faults in place; all else about how the signal is taken stays as it is. */
    void setFaultHandler(long handler);

    /** Where a handler of memory faults finds what it needs. */
    FaultFrame faultFrame();

    /** Makes all threads of the process pass a full memory fence, which spares them fences of their own; empty if the system cannot. */
    Optional<Runnable> processBarrier();

    /** From now on other threads go before the calling one where processors are scarce, if the system knows such a thing. */
    void giveWay();

    /** The stack of the calling thread (of the carrier, for a virtual thread). */
    StackBounds currentStack();

    /**
     * What the operating system passes to a handler of memory faults, as byte offsets: from its second argument that of the address that could
     * not be accessed; from its third those of the saved {@code rip} and {@code r11}.
     */
    record FaultFrame(int address, int rip, int r11) {}

    /** Memory mapped twice. */
    record DualMapping(long writable, long executable, long size) {}

    /** The lowest address of a stack, and the one after its highest. */
    record StackBounds(long low, long high) {}
}
