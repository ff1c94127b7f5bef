// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.fs;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * An open file. Positions are bytes from the start and 0 or more; the descriptor above keeps the current one. Failures are
 * {@link dev.tandem.wasi.WasiException}s. Used by one thread at a time.
 */
public interface OpenFile extends AutoCloseable {
    /** The attributes now, also after the file was renamed or removed. */
    FileStat stat();

    /** The size now, in bytes. */
    long size();

    /** Reads up to {@code destination.remaining()} bytes; returns how many, 0 at the end. Devices may ignore the position. */
    int read(ByteBuffer destination, long position);

    /** Writes up to {@code source.remaining()} bytes, beyond the end too; returns how many. Devices may ignore the position. */
    int write(ByteBuffer source, long position);

    /** Cuts the file, or extends it with zeros. */
    void setSize(long size);

    /** Sets the times that are given, in nanoseconds since 1970-01-01T00:00:00Z. */
    void setTimes(OptionalLong accessed, OptionalLong modified);

    /** Makes what was written durable; with {@code metadata}, the attributes too. */
    void sync(boolean metadata);

    @Override
    void close();
}
