// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The buffers of a scattered read or gathered write. Several small ones are moved as one, which is what the standard libraries' two-part
 * reads and writes are; a single one is the guest's memory itself, without a copy. Reused for every call.
 */
final class Iovecs {
    private static final int SIZE = 8;
    private static final int SCRATCH = 64 << 10;

    /** The current position of the descriptor, in place of an explicit one. */
    static final long CURRENT = -1;

    private GuestMemory memory;
    private long[] addresses = new long[4];
    private int[] lengths = new int[4];
    private int count;
    private int total;
    private byte[] scratch = {};

    Iovecs(GuestMemory memory) {
        this.memory = memory;
    }

    /** Reads and checks the array, and all buffers, before any is used. */
    void load(GuestMemory from, long array, long length) {
        memory = from;
        from.require(array, length * SIZE);
        count = 0;
        long sum = 0;
        for (long i = 0; i < length; i++) {
            long address = GuestMemory.unsigned(from.getInt(array + i * SIZE));
            long size = GuestMemory.unsigned(from.getInt(array + i * SIZE + 4));
            if (size == 0) {
                continue;
            }
            from.require(address, size);
            sum += size;
            if (sum > Integer.MAX_VALUE) {
                throw new WasiException(Errno.INVAL);
            }
            if (count == addresses.length) {
                addresses = Arrays.copyOf(addresses, 2 * count);
                lengths = Arrays.copyOf(lengths, 2 * count);
            }
            addresses[count] = address;
            lengths[count++] = (int) size;
        }
        total = (int) sum;
    }

    /** The bytes in all buffers. */
    int total() {
        return total;
    }

    private ByteBuffer scratch() {
        if (scratch.length < total) {
            scratch = new byte[Math.max(total, Math.min(2 * total, SCRATCH))];
        }
        return ByteBuffer.wrap(scratch, 0, total);
    }

    /** Reads once into all buffers; returns the number of bytes. */
    int read(Descriptor from, long position) {
        if (count > 1 && total <= SCRATCH) {
            int done = readOnce(from, scratch(), position);
            scatter(done);
            return done;
        }
        int done = 0;
        for (int i = 0; i < count; i++) {
            int read = readOnce(from, memory.buffer(addresses[i], lengths[i]), position < 0 ? position : position + done);
            done += read;
            // A stream that has given something must not make the guest wait for more.
            if (read < lengths[i] || !from.isFile()) {
                break;
            }
        }
        return done;
    }

    private static int readOnce(Descriptor from, ByteBuffer buffer, long position) {
        return position == CURRENT ? from.read(buffer) : from.pread(buffer, position);
    }

    /** Receives into all buffers as one. */
    int receive(ConnectionDescriptor from, boolean peek, boolean all) {
        if (count == 1) {
            return from.receive(memory.buffer(addresses[0], lengths[0]), peek, all);
        }
        ByteBuffer gathered = scratch();
        int done = from.receive(gathered, peek, all);
        scatter(done);
        return done;
    }

    private void scatter(int done) {
        int from = 0;
        for (int i = 0; from < done; i++) {
            int length = Math.min(lengths[i], done - from);
            memory.buffer(addresses[i], length).put(scratch, from, length);
            from += length;
        }
    }

    /** Writes all buffers; returns the number of bytes, which may be less. */
    int write(Descriptor to, long position) {
        if (count > 1 && total <= SCRATCH) {
            ByteBuffer gathered = scratch();
            for (int i = 0; i < count; i++) {
                gathered.put(memory.buffer(addresses[i], lengths[i]));
            }
            return writeOnce(to, gathered.flip(), position);
        }
        int done = 0;
        for (int i = 0; i < count; i++) {
            int written;
            try {
                written = writeOnce(to, memory.buffer(addresses[i], lengths[i]), position < 0 ? position : position + done);
            } catch (WasiException e) {
                if (done == 0) {
                    throw e;
                }
                break; // The guest learns how much was written, and the error with its next call.
            }
            done += written;
            if (written < lengths[i]) {
                break;
            }
        }
        return done;
    }

    private static int writeOnce(Descriptor to, ByteBuffer buffer, long position) {
        return position == CURRENT ? to.write(buffer) : to.pwrite(buffer, position);
    }
}
