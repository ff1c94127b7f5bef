// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.fs.FileType;
import dev.tandem.wasi.preview1.Host.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What guests do with files and directories, on every kind of host. */
class FilesTest {
    private static final int ROOT = 3;

    @ParameterizedTest
    @EnumSource
    void writesAndReads(Host host) throws IOException {
        try (Sandbox sandbox = host.sandbox();
                Guest guest = new Guest(sandbox.open())) {
            int fd = guest.mustOpen(ROOT, "file", Flags.OPEN_CREATE | Flags.OPEN_EXCLUSIVE);
            assertEquals(4, fd);
            assertEquals(Errno.SUCCESS, guest.write(fd, "hello ", "", "wor", "ld"));
            assertEquals(11, guest.count());
            assertEquals("hello world", Files.readString(sandbox.root().resolve("file")));

            assertEquals(Errno.SUCCESS, guest.seek(fd, 6, 0));
            assertEquals(6, guest.position());
            assertEquals(Errno.SUCCESS, guest.read(fd, 2, 0, 100));
            assertEquals("world", guest.data());
            assertEquals(Errno.SUCCESS, guest.read(fd, 5));
            assertEquals(0, guest.count());

            assertEquals(Errno.SUCCESS, guest.seek(fd, -3, 2));
            assertEquals(Errno.SUCCESS, guest.seek(fd, 1, 1));
            assertEquals(9, guest.position());
            guest.ok(WasiFunction.FD_TELL, fd, Guest.OUT);
            assertEquals(9, guest.position());
            assertEquals(Errno.INVAL, guest.seek(fd, -10, 1));
            assertEquals(Errno.INVAL, guest.seek(fd, 0, 3));
            assertEquals(Errno.OVERFLOW, guest.seek(fd, Long.MAX_VALUE, 1));

            assertEquals(Errno.SUCCESS, guest.pwrite(fd, "J", 0));
            assertEquals(Errno.SUCCESS, guest.pread(fd, 100, 0));
            assertEquals("Jello world", guest.data());
            assertEquals(Errno.INVAL, guest.pread(fd, 1, -1));
            guest.ok(WasiFunction.FD_TELL, fd, Guest.OUT);
            assertEquals(9, guest.position());

            guest.ok(WasiFunction.FD_SYNC, fd);
            guest.ok(WasiFunction.FD_DATASYNC, fd);
            guest.ok(WasiFunction.FD_ADVISE, fd, 0, 10, 4);
            assertEquals(Errno.INVAL, guest.call(WasiFunction.FD_ADVISE, fd, 0, 10, 6));
            guest.ok(WasiFunction.FD_CLOSE, fd);
            assertEquals(Errno.BADF, guest.write(fd, "x"));
            assertEquals(Errno.BADF, guest.call(WasiFunction.FD_CLOSE, fd));
        }
    }

    @ParameterizedTest
    @EnumSource
    void opensAsAsked(Host host) throws IOException {
        try (Sandbox sandbox = host.sandbox();
                Guest guest = new Guest(sandbox.open())) {
            assertEquals(Errno.NOENT, guest.open(ROOT, "file", 0));
            assertEquals(Errno.ISDIR, guest.open(ROOT, "file/", Flags.OPEN_CREATE));
            Files.writeString(sandbox.root().resolve("file"), "0123456789");
            Files.createDirectory(sandbox.root().resolve("dir"));

            assertEquals(Errno.EXIST, guest.open(ROOT, "file", Flags.OPEN_CREATE | Flags.OPEN_EXCLUSIVE));
            assertEquals(Errno.NOTDIR, guest.open(ROOT, "file", Flags.OPEN_DIRECTORY));
            assertEquals(Errno.NOTDIR, guest.open(ROOT, "file/", 0));
            assertEquals(Errno.NOTDIR, guest.open(ROOT, "file/x", 0));
            assertEquals(Errno.NOENT, guest.open(ROOT, "no/x", Flags.OPEN_CREATE));
            assertEquals(Errno.NOENT, guest.open(ROOT, "", 0));
            assertEquals(Errno.ISDIR, guest.open(ROOT, "dir", 0));
            assertEquals(Errno.ISDIR, guest.open(ROOT, "dir", Flags.OPEN_TRUNCATE));
            assertEquals(Errno.INVAL, guest.open(ROOT, "file", 16));
            assertEquals(Errno.INVAL, guest.open(ROOT, Guest.FOLLOW, "file", 0, Guest.ALL_FILE, 0, 32));
            assertEquals(Errno.INVAL, guest.open(ROOT, 2, "file", 0, Guest.ALL_FILE, 0, 0));
            assertEquals(Errno.INVAL, guest.open(ROOT, "file\0", 0));

            int dir = guest.mustOpenDirectory(ROOT, "dir/");
            assertEquals(Errno.BADF, guest.read(dir, 1));
            assertEquals(Errno.BADF, guest.write(dir, "x"));
            assertEquals(Errno.BADF, guest.seek(dir, 0, 0));
            int same = guest.mustOpenDirectory(ROOT, "dir/../dir/.");
            guest.ok(WasiFunction.FD_CLOSE, dir);
            int inner = guest.mustOpen(same, "inner", Flags.OPEN_CREATE);
            assertEquals(Errno.NOTDIR, guest.open(inner, "x", 0));
            assertEquals(Errno.BADF, guest.open(99, "x", 0));
            assertTrue(Files.exists(sandbox.root().resolve("dir/inner")));

            assertEquals(Errno.SUCCESS, guest.open(ROOT, Guest.FOLLOW, "file", Flags.OPEN_TRUNCATE, Rights.FD_READ, 0, 0));
            assertEquals(0, Files.size(sandbox.root().resolve("file")));
            assertEquals(Errno.NOTCAPABLE, guest.write(guest.opened(), "x"));

            assertEquals(
                    Errno.SUCCESS, guest.open(ROOT, Guest.FOLLOW, "file", 0, Guest.ALL_FILE, 0, Flags.FD_APPEND));
            int append = guest.opened();
            assertEquals(Errno.SUCCESS, guest.write(append, "ab"));
            assertEquals(Errno.SUCCESS, guest.seek(append, 0, 0));
            assertEquals(Errno.SUCCESS, guest.write(append, "cd"));
            guest.ok(WasiFunction.FD_FDSTAT_SET_FLAGS, append, 0);
            assertEquals(Errno.SUCCESS, guest.seek(append, 0, 0));
            assertEquals(Errno.SUCCESS, guest.write(append, "A"));
            assertEquals("Abcd", Files.readString(sandbox.root().resolve("file")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sizes(Host host) throws IOException {
        try (Sandbox sandbox = host.sandbox();
                Guest guest = new Guest(sandbox.open())) {
            Path file = sandbox.root().resolve("file");
            int fd = guest.mustOpen(ROOT, "file", Flags.OPEN_CREATE);
            assertEquals(Errno.SUCCESS, guest.write(fd, "0123456789"));
            guest.ok(WasiFunction.FD_FILESTAT_SET_SIZE, fd, 4);
            assertEquals("0123", Files.readString(file));
            guest.ok(WasiFunction.FD_FILESTAT_SET_SIZE, fd, 6);
            assertEquals("0123\0\0", Files.readString(file));
            guest.ok(WasiFunction.FD_ALLOCATE, fd, 2, 2);
            assertEquals(6, Files.size(file));
            guest.ok(WasiFunction.FD_ALLOCATE, fd, 6, 4);
            assertEquals(10, Files.size(file));
            assertEquals(Errno.INVAL, guest.call(WasiFunction.FD_ALLOCATE, fd, 6, 0));
            assertEquals(Errno.FBIG, guest.call(WasiFunction.FD_ALLOCATE, fd, Long.MAX_VALUE, 2));
            assertEquals(Errno.INVAL, guest.call(WasiFunction.FD_FILESTAT_SET_SIZE, fd, -1));
            assertEquals(Errno.SUCCESS, guest.open(ROOT, Guest.FOLLOW, "file", 0, Guest.ALL_FILE & ~Rights.FD_WRITE, 0, 0));
            assertEquals(Errno.INVAL, guest.call(WasiFunction.FD_FILESTAT_SET_SIZE, guest.opened(), 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void attributes(Host host) throws IOException {
        try (Sandbox sandbox = host.sandbox();
                Guest guest = new Guest(sandbox.open())) {
            int fd = guest.mustOpen(ROOT, "file", Flags.OPEN_CREATE);
            assertEquals(Errno.SUCCESS, guest.write(fd, "12345"));
            assertEquals(Errno.SUCCESS, guest.stat(ROOT, 0, "file"));
            assertEquals(FileType.REGULAR_FILE, guest.statType());
            assertEquals(5, guest.statSize());
            long inode = guest.memory.getLong(Guest.OUT + 8);
            guest.ok(WasiFunction.FD_FILESTAT_GET, fd, Guest.OUT);
            assertEquals(inode, guest.memory.getLong(Guest.OUT + 8));
            assertEquals(5, guest.statSize());

            assertEquals(Errno.SUCCESS, guest.rename(ROOT, "file", ROOT, "other"));
            assertEquals(Errno.SUCCESS, guest.stat(ROOT, 0, "other"));
            assertEquals(inode, guest.memory.getLong(Guest.OUT + 8));
            assertEquals(Errno.SUCCESS, guest.write(fd, "67"));
            guest.ok(WasiFunction.FD_FILESTAT_GET, fd, Guest.OUT);
            assertEquals(inode, guest.memory.getLong(Guest.OUT + 8));
            assertEquals(7, guest.statSize());
            assertEquals(Errno.SUCCESS, guest.path(WasiFunction.PATH_UNLINK_FILE, ROOT, "other"));
            guest.ok(WasiFunction.FD_FILESTAT_GET, fd, Guest.OUT);
            assertEquals(7, guest.statSize());

            guest.ok(WasiFunction.FD_FILESTAT_GET, ROOT, Guest.OUT);
            assertEquals(FileType.DIRECTORY, guest.statType());
            long root = guest.memory.getLong(Guest.OUT + 8);
            assertNotEquals(inode, root);
            assertEquals(Errno.SUCCESS, guest.stat(ROOT, 0, "."));
            assertEquals(root, guest.memory.getLong(Guest.OUT + 8));
            assertEquals(Errno.NOENT, guest.stat(ROOT, 0, "file"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void times(Host host) throws IOException {
        try (Sandbox sandbox = host.sandbox();
                Guest guest = new Guest(sandbox.open())) {
            Path file = sandbox.root().resolve("file");
            int fd = guest.mustOpen(ROOT, "file", Flags.OPEN_CREATE);
            long accessed = 1_600_000_000_111_222_333L;
            long modified = 1_500_000_000_444_555_666L;
            guest.ok(
                    WasiFunction.FD_FILESTAT_SET_TIMES,
                    fd,
                    accessed,
                    modified,
                    Flags.TIMES_ACCESSED | Flags.TIMES_MODIFIED);
            guest.ok(WasiFunction.FD_FILESTAT_GET, fd, Guest.OUT);
            assertEquals(accessed, guest.memory.getLong(Guest.OUT + 40));
            assertEquals(modified, guest.memory.getLong(Guest.OUT + 48));

            assertEquals(Errno.SUCCESS, guest.setTimes(ROOT, Guest.FOLLOW, "file", 0, 17, Flags.TIMES_MODIFIED));
            assertEquals(17, Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS));
            assertEquals(Errno.SUCCESS, guest.stat(ROOT, 0, "file"));
            assertEquals(accessed, guest.memory.getLong(Guest.OUT + 40));
            assertEquals(Errno.SUCCESS, guest.setTimes(ROOT, 0, "file", 0, 0, Flags.TIMES_MODIFIED_NOW));
            assertEquals(
                    FileTime.from(guest.clock.realtime, TimeUnit.NANOSECONDS), Files.getLastModifiedTime(file));
            assertEquals(Errno.SUCCESS, guest.setTimes(ROOT, 0, ".", 0, 1000, Flags.TIMES_MODIFIED));
            assertEquals(1000, Files.getLastModifiedTime(sandbox.root()).to(TimeUnit.NANOSECONDS));
            guest.ok(WasiFunction.FD_FILESTAT_SET_TIMES, ROOT, 0, 2000, Flags.TIMES_MODIFIED);
            assertEquals(2000, Files.getLastModifiedTime(sandbox.root()).to(TimeUnit.NANOSECONDS));

            assertEquals(Errno.INVAL, guest.setTimes(ROOT, 0, "file", 0, 0, 3));
            assertEquals(Errno.INVAL, guest.setTimes(ROOT, 0, "file", 0, 0, 12));
            assertEquals(Errno.INVAL, guest.setTimes(ROOT, 0, "file", 0, 0, 16));
            assertEquals(Errno.NOENT, guest.setTimes(ROOT, 0, "no", 0, 0, 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void createsAndRemovesDirectories(Host host) throws IOException {
        try (Sandbox sandbox = host.sandbox();
                Guest guest = new Guest(sandbox.open())) {
            assertEquals(Errno.SUCCESS, guest.path(WasiFunction.PATH_CREATE_DIRECTORY, ROOT, "dir"));
            assertEquals(Errno.SUCCESS, guest.path(WasiFunction.PATH_CREATE_DIRECTORY, ROOT, "dir/sub/"));
            assertEquals(Errno.EXIST, guest.path(WasiFunction.PATH_CREATE_DIRECTORY, ROOT, "dir"));
            assertEquals(Errno.EXIST, guest.path(WasiFunction.PATH_CREATE_DIRECTORY, ROOT, "."));
            assertEquals(Errno.NOENT, guest.path(WasiFunction.PATH_CREATE_DIRECTORY, ROOT, "no/sub"));
            Files.writeString(sandbox.root().resolve("file"), "");
            assertEquals(Errno.EXIST, guest.path(WasiFunction.PATH_CREATE_DIRECTORY, ROOT, "file"));

            assertEquals(Errno.NOTEMPTY, guest.path(WasiFunction.PATH_REMOVE_DIRECTORY, ROOT, "dir"));
            assertEquals(Errno.NOTDIR, guest.path(WasiFunction.PATH_REMOVE_DIRECTORY, ROOT, "file"));
            assertEquals(Errno.NOTDIR, guest.path(WasiFunction.PATH_REMOVE_DIRECTORY, ROOT, "file/"));
            assertEquals(Errno.NOENT, guest.path(WasiFunction.PATH_REMOVE_DIRECTORY, ROOT, "no"));
            assertEquals(Errno.INVAL, guest.path(WasiFunction.PATH_REMOVE_DIRECTORY, ROOT, "."));
            assertEquals(Errno.ISDIR, guest.path(WasiFunction.PATH_UNLINK_FILE, ROOT, "dir"));
            assertEquals(Errno.ISDIR, guest.path(WasiFunction.PATH_UNLINK_FILE, ROOT, "dir/"));
            assertEquals(Errno.NOTDIR, guest.path(WasiFunction.PATH_UNLINK_FILE, ROOT, "file/"));
            assertEquals(Errno.SUCCESS, guest.path(WasiFunction.PATH_REMOVE_DIRECTORY, ROOT, "dir/sub/"));
            assertEquals(Errno.SUCCESS, guest.path(WasiFunction.PATH_REMOVE_DIRECTORY, ROOT, "dir"));
            assertEquals(Errno.SUCCESS, guest.path(WasiFunction.PATH_UNLINK_FILE, ROOT, "file"));
            assertEquals(List.of(".", ".."), guest.list(ROOT, 4096));
        }
    }

    @ParameterizedTest
    @EnumSource
    void lists(Host host) throws IOException {
        try (Sandbox sandbox = host.sandbox();
                Guest guest = new Guest(sandbox.open())) {
            Set<String> names = new HashSet<>(Set.of(".", ".."));
            // A real host may have an encoding that lacks it.
            String wide = host == Host.REAL ? "-a" : "-ä";
            for (int i = 0; i < 50; i++) {
                names.add("name-" + i + wide.repeat(i % 7));
            }
            for (String name : names) {
                if (!name.startsWith(".")) {
                    Files.writeString(sandbox.root().resolve(name), "");
                }
            }
            for (int size : new int[] {64, 100, 333, 4096, 60000}) {
                List<String> listed = guest.list(ROOT, size);
                assertEquals(names, Set.copyOf(listed), "buffer of " + size);
                assertEquals(names.size(), listed.size());
            }
            assertEquals(Errno.INVAL, guest.call(WasiFunction.FD_READDIR, ROOT, 0, 10, 1000, Guest.OUT));
            int fd = guest.mustOpen(ROOT, "name-0", 0);
            assertEquals(Errno.NOTDIR, guest.call(WasiFunction.FD_READDIR, fd, 0, 10, 0, Guest.OUT));

            // The inode of an entry is that of the file.
            guest.ok(WasiFunction.FD_READDIR, ROOT, 8192, 4096, 2, Guest.OUT);
            long inode = guest.memory.getLong(8192 + 8);
            String first = guest.text(8192 + 24, guest.memory.getInt(8192 + 16));
            assertEquals(FileType.REGULAR_FILE.code(), guest.memory.getByte(8192 + 20));
            assertEquals(Errno.SUCCESS, guest.stat(ROOT, 0, first));
            assertEquals(inode, guest.memory.getLong(Guest.OUT + 8));
        }
    }

    @ParameterizedTest
    @EnumSource
    void renames(Host host) throws IOException {
        try (Sandbox sandbox = host.sandbox();
                Guest guest = new Guest(sandbox.open())) {
            Path root = sandbox.root();
            Files.writeString(root.resolve("a"), "a");
            Files.writeString(root.resolve("b"), "b");
            Files.createDirectory(root.resolve("empty"));
            Files.createDirectory(root.resolve("full"));
            Files.writeString(root.resolve("full/x"), "x");

            assertEquals(Errno.ISDIR, guest.rename(ROOT, "a", ROOT, "empty"));
            assertEquals(Errno.NOTDIR, guest.rename(ROOT, "empty", ROOT, "a"));
            assertEquals(Errno.NOTEMPTY, guest.rename(ROOT, "empty", ROOT, "full"));
            assertEquals(Errno.NOTDIR, guest.rename(ROOT, "a", ROOT, "new/"));
            assertEquals(Errno.NOTDIR, guest.rename(ROOT, "a/", ROOT, "new"));
            assertEquals(Errno.NOENT, guest.rename(ROOT, "no", ROOT, "new"));
            assertEquals(Errno.NOENT, guest.rename(ROOT, "a", ROOT, "no/new"));
            assertEquals(Errno.INVAL, guest.rename(ROOT, ".", ROOT, "new"));
            assertEquals(Errno.SUCCESS, guest.rename(ROOT, "a", ROOT, "a"));

            assertEquals(Errno.SUCCESS, guest.rename(ROOT, "full/", ROOT, "empty/"));
            assertEquals("x", Files.readString(root.resolve("empty/x")));
            assertEquals(Errno.SUCCESS, guest.rename(ROOT, "a", ROOT, "b"));
            assertEquals("a", Files.readString(root.resolve("b")));
            int dir = guest.mustOpenDirectory(ROOT, "empty");
            assertEquals(Errno.SUCCESS, guest.rename(ROOT, "b", dir, "c"));
            assertEquals("a", Files.readString(root.resolve("empty/c")));
            assertEquals(Errno.SUCCESS, guest.rename(dir, "c", ROOT, "d"));
            assertEquals(List.of(".", "..", "d", "empty"), guest.list(ROOT, 4096).stream().sorted().toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void links(Host host) throws IOException {
        try (Sandbox sandbox = host.sandbox();
                Guest guest = new Guest(sandbox.open())) {
            Path root = sandbox.root();
            Files.writeString(root.resolve("a"), "a");
            Files.createDirectory(root.resolve("dir"));
            assertEquals(Errno.SUCCESS, guest.link(ROOT, 0, "a", ROOT, "dir/b"));
            assertEquals("a", Files.readString(root.resolve("dir/b")));
            assertEquals(Errno.SUCCESS, guest.stat(ROOT, 0, "a"));
            long inode = guest.memory.getLong(Guest.OUT + 8);
            assertEquals(host == Host.REAL ? 2 : 1, guest.memory.getLong(Guest.OUT + 24));
            assertEquals(Errno.SUCCESS, guest.stat(ROOT, 0, "dir/b"));
            assertEquals(inode, guest.memory.getLong(Guest.OUT + 8));
            assertEquals(Errno.EXIST, guest.link(ROOT, 0, "a", ROOT, "dir/b"));
            assertEquals(Errno.PERM, guest.link(ROOT, 0, "dir", ROOT, "dir2"));
            assertEquals(Errno.NOENT, guest.link(ROOT, 0, "no", ROOT, "c"));
            assertEquals(Errno.NOENT, guest.link(ROOT, 0, "a", ROOT, "c/"));

            assertEquals(Errno.SUCCESS, guest.symlink("a", ROOT, "to-a"));
            assertEquals(Errno.SUCCESS, guest.symlink("../to-a", ROOT, "dir/to-to-a"));
            assertEquals(Errno.SUCCESS, guest.symlink("nowhere", ROOT, "dangling"));
            assertEquals(Errno.EXIST, guest.symlink("a", ROOT, "dangling"));
            assertEquals(Errno.NOENT, guest.symlink("a", ROOT, "new/"));
            assertEquals(Errno.NOENT, guest.symlink("", ROOT, "new"));
            assertEquals(Errno.SUCCESS, guest.readLink(ROOT, "dir/to-to-a"));
            assertEquals("../to-a", guest.link());
            assertEquals(Errno.INVAL, guest.readLink(ROOT, "a"));
            assertEquals(Errno.NOENT, guest.readLink(ROOT, "no"));

            assertEquals(Errno.SUCCESS, guest.stat(ROOT, 0, "dir/to-to-a"));
            assertEquals(FileType.SYMBOLIC_LINK, guest.statType());
            assertEquals(Errno.SUCCESS, guest.stat(ROOT, Guest.FOLLOW, "dir/to-to-a"));
            assertEquals(FileType.REGULAR_FILE, guest.statType());
            assertEquals(Errno.LOOP, guest.open(ROOT, 0, "to-a", 0, Guest.ALL_FILE, 0, 0));
            int fd = guest.mustOpen(ROOT, "dir/to-to-a", 0);
            assertEquals(Errno.SUCCESS, guest.read(fd, 10));
            assertEquals("a", guest.data());
            assertEquals(Errno.NOENT, guest.open(ROOT, "dangling", 0));
            assertEquals(Errno.EXIST, guest.open(ROOT, "dangling", Flags.OPEN_CREATE | Flags.OPEN_EXCLUSIVE));
            guest.mustOpen(ROOT, "dangling", Flags.OPEN_CREATE);
            assertTrue(Files.isRegularFile(root.resolve("nowhere")));

            assertEquals(Errno.SUCCESS, guest.link(ROOT, Guest.FOLLOW, "to-a", ROOT, "hard"));
            assertTrue(Files.isRegularFile(root.resolve("hard"), LinkOption.NOFOLLOW_LINKS));
            assertEquals(Errno.SUCCESS, guest.rename(ROOT, "to-a", ROOT, "moved"));
            assertTrue(Files.isSymbolicLink(root.resolve("moved")));
            assertEquals(Errno.SUCCESS, guest.path(WasiFunction.PATH_UNLINK_FILE, ROOT, "moved"));
            assertTrue(Files.exists(root.resolve("a")));

            assertEquals(Errno.SUCCESS, guest.symlink("loop2", ROOT, "loop1"));
            assertEquals(Errno.SUCCESS, guest.symlink("loop1", ROOT, "loop2"));
            assertEquals(Errno.LOOP, guest.open(ROOT, "loop1", 0));
            assertEquals(Errno.LOOP, guest.stat(ROOT, Guest.FOLLOW, "loop1/x"));
        }
    }
}
