// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.fs.FileStat;
import dev.tandem.wasi.fs.FileType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The functions of file descriptors. */
final class FdFunctions {
    private static final int DIRENT_SIZE = 24;
    private static final int ADVICE_MAX = 5;

    private final DescriptorTable descriptors;
    private final FileTimes times;
    private final Edition edition;
    private final Iovecs iovecs;

    FdFunctions(DescriptorTable descriptors, FileTimes times, Edition edition, Iovecs iovecs) {
        this.descriptors = descriptors;
        this.times = times;
        this.edition = edition;
        this.iovecs = iovecs;
    }

    void advise(int fd, long offset, long length, int advice) {
        Descriptor descriptor = descriptors.get(fd, Rights.FD_ADVISE);
        if (offset < 0 || length < 0 || advice < 0 || advice > ADVICE_MAX) {
            throw new WasiException(Errno.INVAL);
        }
        descriptor.advise();
    }

    void allocate(int fd, long offset, long length) {
        Descriptor descriptor = descriptors.stream(fd, Rights.FD_ALLOCATE);
        if (offset < 0 || length <= 0) {
            throw new WasiException(Errno.INVAL);
        }
        if (offset + length < 0) {
            throw new WasiException(Errno.FBIG);
        }
        if (!(descriptor instanceof FileDescriptor file)) {
            throw new WasiException(Errno.SPIPE);
        }
        file.allocate(offset + length);
    }

    void fdStatGet(GuestMemory memory, int fd, long result) {
        Descriptor descriptor = descriptors.get(fd);
        memory.zero(result, 24);
        memory.putByte(result, descriptor.type().code());
        memory.putShort(result + 2, descriptor.flags());
        memory.putLong(result + 8, descriptor.rights());
        memory.putLong(result + 16, descriptor.inheriting());
    }

    void fdStatSetFlags(int fd, int flags) {
        Descriptor descriptor = descriptors.get(fd, Rights.FD_FDSTAT_SET_FLAGS);
        descriptor.setFlags(Flags.check(flags, Flags.FD_ALL));
    }

    void fdStatSetRights(int fd, long rights, long inheriting) {
        descriptors.get(fd).restrict(rights, inheriting);
    }

    void fileStatGet(GuestMemory memory, int fd, long result) {
        Descriptor descriptor = descriptors.get(fd, Rights.FD_FILESTAT_GET);
        memory.require(result, edition.fileStatSize());
        memory.putFileStat(result, descriptor.stat(), edition);
    }

    void fileStatSetSize(int fd, long size) {
        Descriptor descriptor = descriptors.stream(fd, Rights.FD_FILESTAT_SET_SIZE);
        if (size < 0) {
            throw new WasiException(Errno.INVAL);
        }
        descriptor.setSize(size);
    }

    void fileStatSetTimes(int fd, long accessed, long modified, int flags) {
        Descriptor descriptor = descriptors.get(fd, Rights.FD_FILESTAT_SET_TIMES);
        times.check(flags);
        descriptor.setTimes(times.accessed(accessed, flags), times.modified(modified, flags));
    }

    void prestatGet(GuestMemory memory, int fd, long result) {
        byte[] name = preopenName(fd);
        memory.zero(result, 8);
        memory.putInt(result + 4, name.length);
    }

    void prestatDirName(GuestMemory memory, int fd, long path, long length) {
        byte[] name = preopenName(fd);
        if (length < name.length) {
            throw new WasiException(Errno.NAMETOOLONG);
        }
        memory.write(path, name, name.length);
    }

    private byte[] preopenName(int fd) {
        if (descriptors.get(fd) instanceof DirectoryDescriptor directory) {
            String name = directory.preopenName();
            if (name != null) {
                return name.getBytes(StandardCharsets.UTF_8);
            }
        }
        throw new WasiException(Errno.BADF);
    }

    void read(GuestMemory memory, int fd, long buffers, long count, long result) {
        Descriptor descriptor = descriptors.stream(fd, Rights.FD_READ);
        prepare(memory, buffers, count, result);
        memory.putInt(result, iovecs.read(descriptor, Iovecs.CURRENT));
    }

    void pread(GuestMemory memory, int fd, long buffers, long count, long offset, long result) {
        Descriptor descriptor = descriptors.stream(fd, 0);
        checkPositioned(descriptor, Rights.FD_READ, offset);
        prepare(memory, buffers, count, result);
        memory.putInt(result, iovecs.read(descriptor, offset));
    }

    void write(GuestMemory memory, int fd, long buffers, long count, long result) {
        Descriptor descriptor = descriptors.stream(fd, Rights.FD_WRITE);
        prepare(memory, buffers, count, result);
        memory.putInt(result, iovecs.write(descriptor, Iovecs.CURRENT));
    }

    void pwrite(GuestMemory memory, int fd, long buffers, long count, long offset, long result) {
        Descriptor descriptor = descriptors.stream(fd, 0);
        checkPositioned(descriptor, Rights.FD_WRITE, offset);
        prepare(memory, buffers, count, result);
        memory.putInt(result, iovecs.write(descriptor, offset));
    }

    /** A stream fails for having no positions, not for lacking the right to use them. */
    private static void checkPositioned(Descriptor descriptor, long right, long offset) {
        if (!(descriptor instanceof FileDescriptor)) {
            throw new WasiException(Errno.SPIPE);
        }
        descriptor.require(right | Rights.FD_SEEK);
        if (offset < 0) {
            throw new WasiException(Errno.INVAL);
        }
    }

    private void prepare(GuestMemory memory, long buffers, long count, long result) {
        memory.require(result, 4);
        iovecs.load(memory, buffers, count);
    }

    /**
     * Cookies are places in the list of names: 0 is {@code .}, 1 is {@code ..}, then what the directory held when it was last read from the start. The
     * last entry is cut where the buffer ends; a guest with a full buffer asks again from there.
     */
    void readdir(GuestMemory memory, int fd, long buffer, long length, long cookie, long result) {
        DirectoryDescriptor descriptor = descriptors.directory(fd, Rights.FD_READDIR);
        memory.require(buffer, length);
        memory.require(result, 4);
        List<String> names = descriptor.names(cookie == 0);
        if (cookie < 0 || cookie > names.size() + 2L) {
            throw new WasiException(Errno.INVAL);
        }
        long used = 0;
        for (int i = (int) cookie; i < names.size() + 2 && used < length; i++) {
            String name = i == 0 ? "." : i == 1 ? ".." : names.get(i - 2);
            FileStat stat = i < 2 ? descriptor.stat() : entry(descriptor, name);
            byte[] bytes = dirent(i + 1, stat, name);
            int copied = (int) Math.min(bytes.length, length - used);
            memory.write(buffer + used, bytes, copied);
            used += copied;
        }
        memory.putInt(result, (int) used);
    }

    /** What a name is, unless it was removed since. */
    private static FileStat entry(DirectoryDescriptor descriptor, String name) {
        try {
            return descriptor.directory().identify(name);
        } catch (WasiException e) {
            return FileStat.of(FileType.UNKNOWN);
        }
    }

    private static byte[] dirent(long next, FileStat stat, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer dirent = ByteBuffer.allocate(DIRENT_SIZE + text.length).order(ByteOrder.LITTLE_ENDIAN);
        dirent.putLong(0, next);
        dirent.putLong(8, stat.inode());
        dirent.putInt(16, text.length);
        dirent.put(20, (byte) stat.type().code());
        dirent.put(DIRENT_SIZE, text);
        return dirent.array();
    }

    void seek(GuestMemory memory, int fd, long offset, int whence, long result) {
        int from = edition.whence(whence);
        Descriptor descriptor = descriptors.get(fd);
        if (descriptor instanceof FileDescriptor) {
            boolean tells = from == 1 && offset == 0;
            if (!tells || !descriptor.can(Rights.FD_TELL)) {
                descriptor.require(Rights.FD_SEEK);
            }
        }
        memory.require(result, 8);
        memory.putLong(result, descriptor.seek(offset, from));
    }

    void tell(GuestMemory memory, int fd, long result) {
        Descriptor descriptor = descriptors.get(fd);
        if (descriptor instanceof FileDescriptor && !descriptor.can(Rights.FD_SEEK)) {
            descriptor.require(Rights.FD_TELL);
        }
        memory.require(result, 8);
        memory.putLong(result, descriptor.seek(0, 1));
    }
}
