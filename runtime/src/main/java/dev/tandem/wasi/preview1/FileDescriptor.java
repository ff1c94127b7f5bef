// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.fs.FileStat;
import dev.tandem.wasi.fs.FileType;
import dev.tandem.wasi.fs.OpenFile;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** An open file, with its position. */
final class FileDescriptor extends Descriptor {
    private final OpenFile file;
    private final FileType type;
    private long position;

    FileDescriptor(OpenFile file, FileType type, long rights, int flags) {
        super(rights, 0, flags);
        this.file = file;
        this.type = type;
    }

    @Override
    FileType type() {
        return type;
    }

    @Override
    boolean isFile() {
        return type == FileType.REGULAR_FILE;
    }

    @Override
    FileStat stat() {
        return file.stat();
    }

    @Override
    int read(ByteBuffer destination) {
        int count = file.read(destination, position);
        position += count;
        return count;
    }

    @Override
    int pread(ByteBuffer destination, long at) {
        requirePositions();
        return file.read(destination, at);
    }

    @Override
    int write(ByteBuffer source) {
        if (has(Flags.FD_APPEND)) {
            position = file.size();
        }
        int count = file.write(source, position);
        position += count;
        written();
        return count;
    }

    @Override
    int pwrite(ByteBuffer source, long at) {
        requirePositions();
        int count = file.write(source, at);
        written();
        return count;
    }

    private void written() {
        if (has(Flags.FD_DSYNC | Flags.FD_SYNC)) {
            file.sync(has(Flags.FD_SYNC));
        }
    }

    private void requirePositions() {
        if (!isFile()) {
            throw new WasiException(Errno.SPIPE);
        }
    }

    @Override
    long seek(long offset, int whence) {
        requirePositions();
        long base =
                switch (whence) {
                    case 0 -> 0;
                    case 1 -> position;
                    case 2 -> file.size();
                    default -> throw new WasiException(Errno.INVAL);
                };
        long target = base + offset;
        if (offset > 0 && target < 0) {
            throw new WasiException(Errno.OVERFLOW);
        }
        if (target < 0) {
            throw new WasiException(Errno.INVAL);
        }
        position = target;
        return target;
    }

    @Override
    void setSize(long size) {
        file.setSize(size);
    }

    /** Makes sure that the range exists; a file system of Java's has no way to reserve it. */
    void allocate(long end) {
        requirePositions();
        if (file.size() < end) {
            file.setSize(end);
        }
    }

    @Override
    void setTimes(OptionalLong accessed, OptionalLong modified) {
        file.setTimes(accessed, modified);
    }

    @Override
    void advise() {
        requirePositions();
    }

    @Override
    void sync(boolean metadata) {
        file.sync(metadata);
    }

    @Override
    long readable() {
        return isFile() ? Math.max(0, file.size() - position) : 1;
    }

    @Override
    void close() {
        file.close();
    }
}
