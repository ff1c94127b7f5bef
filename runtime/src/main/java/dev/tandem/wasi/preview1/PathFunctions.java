// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.fs.Directory;
import dev.tandem.wasi.fs.FileStat;
import dev.tandem.wasi.fs.FileType;
import dev.tandem.wasi.fs.OpenMode;
import java.nio.charset.StandardCharsets;

/** The functions that take a path. */
final class PathFunctions {
    private final DescriptorTable descriptors;
    private final FileTimes times;
    private final Edition edition;

    PathFunctions(DescriptorTable descriptors, FileTimes times, Edition edition) {
        this.descriptors = descriptors;
        this.times = times;
        this.edition = edition;
    }

    private PathWalk walk(GuestMemory memory, int fd, long right, long path, long length, boolean follow) {
        String text = memory.path(path, length);
        return PathWalk.to(descriptors.directory(fd, right).directory(), text, follow);
    }

    private static boolean follow(int lookup) {
        return Flags.check(lookup, Flags.LOOKUP_SYMLINK_FOLLOW) != 0;
    }

    void createDirectory(GuestMemory memory, int fd, long path, long length) {
        try (PathWalk walk = walk(memory, fd, Rights.PATH_CREATE_DIRECTORY, path, length, false)) {
            if (walk.isDirectoryItself()) {
                throw new WasiException(Errno.EXIST);
            }
            walk.directory().createDirectory(walk.name());
        }
    }

    void fileStatGet(GuestMemory memory, int fd, int lookup, long path, long length, long result) {
        memory.require(result, edition.fileStatSize());
        try (PathWalk walk = walk(memory, fd, Rights.PATH_FILESTAT_GET, path, length, follow(lookup))) {
            memory.putFileStat(result, walk.stat(), edition);
        }
    }

    void fileStatSetTimes(
            GuestMemory memory, int fd, int lookup, long path, long length, long accessed, long modified, int flags) {
        times.check(flags);
        try (PathWalk walk = walk(memory, fd, Rights.PATH_FILESTAT_SET_TIMES, path, length, follow(lookup))) {
            // A pipe would be waited for when it is opened to set its times.
            FileType type = walk.identify().type();
            if (type == FileType.UNKNOWN || type == FileType.SOCKET_STREAM) {
                throw new WasiException(Errno.NOTSUP);
            }
            if (walk.isDirectoryItself()) {
                walk.directory().setTimes(times.accessed(accessed, flags), times.modified(modified, flags));
            } else {
                walk.directory()
                        .setTimes(walk.name(), times.accessed(accessed, flags), times.modified(modified, flags));
            }
        }
    }

    void link(
            GuestMemory memory,
            int oldFd,
            int lookup,
            long oldPath,
            long oldLength,
            int newFd,
            long newPath,
            long newLength) {
        try (PathWalk source = walk(memory, oldFd, Rights.PATH_LINK_SOURCE, oldPath, oldLength, follow(lookup));
                PathWalk target = walk(memory, newFd, Rights.PATH_LINK_TARGET, newPath, newLength, false)) {
            if (source.identify().type() == FileType.DIRECTORY) {
                throw new WasiException(Errno.PERM);
            }
            if (target.identifyOrNull() != null) {
                throw new WasiException(Errno.EXIST);
            }
            if (target.isDirectoryOnly()) {
                throw new WasiException(Errno.NOENT);
            }
            source.directory().createHardLink(source.name(), target.directory(), target.name());
        }
    }

    void open(
            GuestMemory memory,
            int fd,
            int lookup,
            long path,
            long length,
            int openFlags,
            long rights,
            long inheriting,
            int fdFlags,
            long result) {
        memory.require(result, 4);
        Flags.check(fdFlags, Flags.FD_ALL);
        Flags.check(openFlags, Flags.OPEN_ALL);
        boolean create = (openFlags & Flags.OPEN_CREATE) != 0;
        boolean exclusive = create && (openFlags & Flags.OPEN_EXCLUSIVE) != 0;
        String text = memory.path(path, length);
        DirectoryDescriptor base = descriptors.directory(fd, requiredRights(openFlags));
        if (((rights | inheriting | impliedRights(fdFlags)) & ~base.inheriting()) != 0) {
            throw new WasiException(Errno.NOTCAPABLE);
        }
        descriptors.requireFree();
        try (PathWalk walk = PathWalk.to(base.directory(), text, follow(lookup) && !exclusive)) {
            FileStat stat = walk.identifyOrNull();
            if (stat != null && exclusive) {
                throw new WasiException(Errno.EXIST);
            }
            Descriptor opened = stat != null && stat.type() == FileType.DIRECTORY
                    ? openDirectory(walk, openFlags, rights, inheriting, fdFlags)
                    : openFile(walk, openFlags, stat == null, stat == null ? FileType.REGULAR_FILE : stat.type(), rights, fdFlags);
            memory.putInt(result, descriptors.add(opened));
        }
    }

    private static long requiredRights(int openFlags) {
        return Rights.PATH_OPEN
                | ((openFlags & Flags.OPEN_CREATE) == 0 ? 0 : Rights.PATH_CREATE_FILE)
                | ((openFlags & Flags.OPEN_TRUNCATE) == 0 ? 0 : Rights.PATH_FILESTAT_SET_SIZE);
    }

    private static long impliedRights(int fdFlags) {
        return ((fdFlags & Flags.FD_DSYNC) == 0 ? 0 : Rights.FD_DATASYNC)
                | ((fdFlags & (Flags.FD_RSYNC | Flags.FD_SYNC)) == 0 ? 0 : Rights.FD_SYNC);
    }

    private static Descriptor openDirectory(PathWalk walk, int openFlags, long rights, long inheriting, int fdFlags) {
        boolean asked = (openFlags & Flags.OPEN_DIRECTORY) != 0;
        boolean changes = (openFlags & (Flags.OPEN_TRUNCATE | Flags.OPEN_CREATE)) != 0;
        if (changes || (!asked && (rights & Rights.FD_WRITE) != 0)) {
            throw new WasiException(Errno.ISDIR);
        }
        return new DirectoryDescriptor(walk.openDirectory(), rights, inheriting, fdFlags);
    }

    private static Descriptor openFile(
            PathWalk walk, int openFlags, boolean create, FileType type, long rights, int fdFlags) {
        boolean mayCreate = (openFlags & Flags.OPEN_CREATE) != 0;
        if (create && !mayCreate) {
            throw new WasiException(Errno.NOENT);
        }
        if ((openFlags & Flags.OPEN_DIRECTORY) != 0) {
            throw new WasiException(mayCreate ? Errno.INVAL : Errno.NOTDIR);
        }
        if (walk.isDirectoryOnly()) {
            throw new WasiException(Errno.ISDIR); // A file cannot be created with a slash at its end.
        }
        switch (type) {
            case SYMBOLIC_LINK -> throw new WasiException(Errno.LOOP);
            case SOCKET_STREAM, SOCKET_DGRAM -> throw new WasiException(Errno.NXIO);
            // Opening a pipe would wait for its other end, and could not be interrupted.
            case UNKNOWN -> throw new WasiException(Errno.NOTSUP);
            default -> {}
        }
        OpenMode mode = new OpenMode(
                (rights & Rights.FD_READ) != 0,
                (rights & Rights.FD_WRITE) != 0,
                mayCreate,
                (openFlags & Flags.OPEN_EXCLUSIVE) != 0,
                (openFlags & Flags.OPEN_TRUNCATE) != 0);
        return new FileDescriptor(walk.directory().openFile(walk.name(), mode), type, rights & Rights.FILE, fdFlags);
    }

    void readLink(
            GuestMemory memory, int fd, long path, long length, long buffer, long bufferLength, long result) {
        memory.require(buffer, bufferLength);
        memory.require(result, 4);
        try (PathWalk walk = walk(memory, fd, Rights.PATH_READLINK, path, length, false)) {
            String target = walk.directory().readLink(walk.name());
            // Where the host has things is none of the guest's business.
            if (target.startsWith("/")) {
                throw new WasiException(Errno.PERM);
            }
            byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
            int copied = (int) Math.min(bytes.length, bufferLength);
            memory.write(buffer, bytes, copied);
            memory.putInt(result, copied);
        }
    }

    void removeDirectory(GuestMemory memory, int fd, long path, long length) {
        try (PathWalk walk = walk(memory, fd, Rights.PATH_REMOVE_DIRECTORY, path, length, false)) {
            if (walk.isDirectoryOnly()) {
                walk.identify();
            }
            walk.directory().removeDirectory(walk.name());
        }
    }

    void rename(GuestMemory memory, int oldFd, long oldPath, long oldLength, int newFd, long newPath, long newLength) {
        try (PathWalk source = walk(memory, oldFd, Rights.PATH_RENAME_SOURCE, oldPath, oldLength, false);
                PathWalk target = walk(memory, newFd, Rights.PATH_RENAME_TARGET, newPath, newLength, false)) {
            FileStat moved = source.identify();
            if (target.isDirectoryOnly() && moved.type() != FileType.DIRECTORY) {
                throw new WasiException(Errno.NOTDIR);
            }
            FileStat replaced = target.identifyOrNull();
            if (replaced != null && isSame(moved, replaced)) {
                return;
            }
            source.directory().rename(source.name(), target.directory(), target.name());
        }
    }

    private static boolean isSame(FileStat one, FileStat other) {
        return one.inode() == other.inode() && one.device() == other.device() && one.type() == other.type();
    }

    void symlink(GuestMemory memory, long target, long targetLength, int fd, long path, long length) {
        String text = memory.path(target, targetLength);
        try (PathWalk walk = walk(memory, fd, Rights.PATH_SYMLINK, path, length, false)) {
            if (text.isEmpty()) {
                throw new WasiException(Errno.NOENT);
            }
            // It would lead nowhere for the guest, but somewhere for programs outside the sandbox.
            if (text.startsWith("/")) {
                throw new WasiException(Errno.PERM);
            }
            if (walk.identifyOrNull() != null) {
                throw new WasiException(Errno.EXIST);
            }
            if (walk.isDirectoryOnly()) {
                throw new WasiException(Errno.NOENT);
            }
            walk.directory().createSymbolicLink(walk.name(), text);
        }
    }

    void unlinkFile(GuestMemory memory, int fd, long path, long length) {
        try (PathWalk walk = walk(memory, fd, Rights.PATH_UNLINK_FILE, path, length, false)) {
            Directory directory = walk.directory();
            if (walk.isDirectoryItself() || walk.identify().type() == FileType.DIRECTORY) {
                throw new WasiException(Errno.ISDIR);
            }
            directory.unlink(walk.name());
        }
    }
}
