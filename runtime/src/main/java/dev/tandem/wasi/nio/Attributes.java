// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.nio;

import dev.tandem.wasi.fs.FileStat;
import dev.tandem.wasi.fs.FileType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Turns Java's file attributes into WASI's. */
final class Attributes {
    private static final String UNIX = "unix:nlink,mode,ctime,fileKey";
    private static final int MODE_TYPE = 0xF000;
    private static final int MODE_SOCKET = 0xC000;
    private static final int MODE_BLOCK_DEVICE = 0x6000;
    private static final int MODE_CHARACTER_DEVICE = 0x2000;

    private Attributes() {}

    static BasicFileAttributes read(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * All attributes.
     *
     * @param path where the file is, from which the rest comes that {@code basic} does not have, if it is indeed the same file
     */
    static FileStat full(BasicFileAttributes basic, Path path) {
        FileStat stat = basic(basic, path);
        Map<String, Object> unix = unix(basic.fileKey(), path);
        return unix == null
                ? stat
                : new FileStat(
                        stat.device(),
                        stat.inode(),
                        stat.type() == FileType.UNKNOWN ? special((int) number(unix, "mode")) : stat.type(),
                        number(unix, "nlink"),
                        stat.size(),
                        stat.accessed(),
                        stat.modified(),
                        nanos((FileTime) Objects.requireNonNull(unix.get("ctime"))));
    }

    /** As {@link #full}, but with what is slow to find out only where the type depends on it. */
    static FileStat identity(BasicFileAttributes basic, Path path) {
        return basic.isOther() ? full(basic, path) : basic(basic, path);
    }

    private static FileStat basic(BasicFileAttributes basic, Path path) {
        Object key = basic.fileKey();
        String identity = key == null ? path.toString() : key.toString();
        // So says the JDK on POSIX systems, and has no other way to say it without asking the host once more.
        int inode = identity.startsWith("(dev=") ? identity.indexOf(",ino=") : -1;
        long modified = nanos(basic.lastModifiedTime());
        return new FileStat(
                inode < 0 ? 0 : Long.parseUnsignedLong(identity, 5, inode, 16),
                inode < 0 ? hash(identity) : Long.parseUnsignedLong(identity, inode + 5, identity.length() - 1, 10),
                type(basic),
                1,
                basic.size(),
                nanos(basic.lastAccessTime()),
                modified,
                modified);
    }

    private static @Nullable Map<String, Object> unix(@Nullable Object key, Path path) {
        if (key == null || !path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return null;
        }
        try {
            Map<String, Object> unix = Files.readAttributes(path, UNIX, LinkOption.NOFOLLOW_LINKS);
            return key.equals(unix.get("fileKey")) ? unix : null;
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static long number(Map<String, Object> attributes, String name) {
        return ((Number) Objects.requireNonNull(attributes.get(name))).longValue();
    }

    private static FileType type(BasicFileAttributes basic) {
        if (basic.isRegularFile()) {
            return FileType.REGULAR_FILE;
        }
        if (basic.isDirectory()) {
            return FileType.DIRECTORY;
        }
        return basic.isSymbolicLink() ? FileType.SYMBOLIC_LINK : FileType.UNKNOWN;
    }

    private static FileType special(int mode) {
        return switch (mode & MODE_TYPE) {
            case MODE_SOCKET -> FileType.SOCKET_STREAM;
            case MODE_BLOCK_DEVICE -> FileType.BLOCK_DEVICE;
            case MODE_CHARACTER_DEVICE -> FileType.CHARACTER_DEVICE;
            default -> FileType.UNKNOWN;
        };
    }

    /** In place of an inode number where the host has none: a 64-bit FNV-1a hash of what does identify the file. */
    private static long hash(String identity) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < identity.length(); i++) {
            hash = (hash ^ identity.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    static @Nullable FileTime time(OptionalLong nanos) {
        return nanos.isPresent() ? FileTime.from(nanos.getAsLong(), TimeUnit.NANOSECONDS) : null;
    }
}
