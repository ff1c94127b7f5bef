// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.platform;

/** Reserved address space that is handed out in pieces, so that one comparison tells whether an address is in any. Thread-safe. */
public final class AddressRange {
    /** In milliseconds. */
    private static final int LONGEST_PAUSE = 256;

    private final OperatingSystem system;
    private final long start;
    private final long size;
    private final FreeRanges free;

    private AddressRange(OperatingSystem system, long start, long size) {
        this.system = system;
        this.start = start;
        this.size = size;
        this.free = new FreeRanges(start, size);
    }

    /**
     * Reserves {@code wanted} bytes, or half of it, and so on.
     *
     * @throws PlatformException if not even {@code least} can be had
     */
    public static AddressRange reserve(OperatingSystem system, long wanted, long least) {
        long size = wanted;
        while (true) {
            try {
                return new AddressRange(system, system.reserve(size), size);
            } catch (PlatformException refused) {
                size /= 2;
                if (size < least) {
                    throw refused;
                }
            }
        }
    }

    OperatingSystem system() {
        return system;
    }

    public long start() {
        return start;
    }

    public long size() {
        return size;
    }

    public boolean contains(long address) {
        return address - start >= 0 && address - start < size;
    }

    /**
     * Takes a piece; nobody may touch it yet. If there is no room, garbage may hold it, so the collector is asked first.
     *
     * @param pieceSize in bytes, a multiple of the page size
     * @throws PlatformException if there is no room
     */
    public long take(long pieceSize) {
        long taken = tryTake(pieceSize);
        for (int pause = 1; taken < 0 && pause <= LONGEST_PAUSE; pause *= 2) {
            System.gc();
            pause(pause);
            taken = tryTake(pieceSize);
        }
        if (taken < 0) {
            throw new PlatformException("no room for " + pieceSize + " bytes in a range of " + size);
        }
        return taken;
    }

    private long tryTake(long pieceSize) {
        synchronized (free) {
            return free.take(pieceSize);
        }
    }

    /** Lets the cleaner give back what the collector has found. */
    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives a piece back, which must be untouchable again. */
    public void give(long address, long pieceSize) {
        synchronized (free) {
            free.give(address, pieceSize);
        }
    }

    /** Gives the whole range back. Nothing in it may be in use. */
    public void release() {
        system.release(start, size);
    }
}
