// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.fs;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** A file of a {@link ReadOnlyDirectory}. */
record ReadOnlyFile(OpenFile file) implements OpenFile {
    @Override
    public FileStat stat() {
        return file.stat();
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public int read(ByteBuffer destination, long position) {
        return file.read(destination, position);
    }

    @Override
    public int write(ByteBuffer source, long position) {
        throw new WasiException(Errno.ROFS);
    }

    @Override
    public void setSize(long size) {
        throw new WasiException(Errno.ROFS);
    }

    @Override
    public void setTimes(OptionalLong accessed, OptionalLong modified) {
        throw new WasiException(Errno.ROFS);
    }

    @Override
    public void sync(boolean metadata) {
        file.sync(metadata);
    }

    @Override
    public void close() {
        file.close();
    }
}
