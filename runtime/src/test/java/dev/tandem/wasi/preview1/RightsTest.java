// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.fs.FileType;
import dev.tandem.wasi.preview1.Host.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Descriptors: their table, and what they allow. */
class RightsTest {
    private static final int ROOT = 3;
    private Sandbox sandbox;
    private Guest guest;

    @BeforeEach
    void open() throws IOException {
        sandbox = Host.JIMFS.sandbox();
        guest = new Guest(sandbox.open());
        Files.writeString(sandbox.root().resolve("file"), "0123456789");
        Files.createDirectory(sandbox.root().resolve("dir"));
    }

    @AfterEach
    void close() throws IOException {
        guest.close();
        sandbox.close();
    }

    private int with(long rights) {
        assertEquals(Errno.SUCCESS, guest.open(ROOT, 0, "file", 0, rights, 0, 0));
        return guest.opened();
    }

    @Test
    void everyFunctionNeedsItsRight() {
        int none = with(0);
        Map<WasiFunction, long[]> calls = Map.ofEntries(
                Map.entry(WasiFunction.FD_ADVISE, new long[] {none, 0, 0, 0}),
                Map.entry(WasiFunction.FD_ALLOCATE, new long[] {none, 0, 1}),
                Map.entry(WasiFunction.FD_DATASYNC, new long[] {none}),
                Map.entry(WasiFunction.FD_SYNC, new long[] {none}),
                Map.entry(WasiFunction.FD_FDSTAT_SET_FLAGS, new long[] {none, 0}),
                Map.entry(WasiFunction.FD_FILESTAT_GET, new long[] {none, 0}),
                Map.entry(WasiFunction.FD_FILESTAT_SET_SIZE, new long[] {none, 0}),
                Map.entry(WasiFunction.FD_FILESTAT_SET_TIMES, new long[] {none, 0, 0, 0}),
                Map.entry(WasiFunction.FD_READ, new long[] {none, 0, 0, 0}),
                Map.entry(WasiFunction.FD_WRITE, new long[] {none, 0, 0, 0}),
                Map.entry(WasiFunction.FD_PREAD, new long[] {none, 0, 0, 0, 0}),
                Map.entry(WasiFunction.FD_PWRITE, new long[] {none, 0, 0, 0, 0}),
                Map.entry(WasiFunction.FD_SEEK, new long[] {none, 0, 0, 0}),
                Map.entry(WasiFunction.FD_TELL, new long[] {none, 0}));
        calls.forEach((function, arguments) ->
                assertEquals(Errno.NOTCAPABLE, guest.call(function, arguments), function.importName()));
    }

    @Test
    void seekAndTell() {
        int tells = with(Rights.FD_TELL | Rights.FD_READ);
        assertEquals(Errno.SUCCESS, guest.seek(tells, 0, 1));
        assertEquals(Errno.NOTCAPABLE, guest.seek(tells, 1, 1));
        assertEquals(Errno.NOTCAPABLE, guest.pread(tells, 1, 0));
        int seeks = with(Rights.FD_SEEK | Rights.FD_READ);
        assertEquals(Errno.SUCCESS, guest.seek(seeks, 0, 1));
        assertEquals(Errno.SUCCESS, guest.call(WasiFunction.FD_TELL, seeks, Guest.OUT));
        assertEquals(Errno.SUCCESS, guest.pread(seeks, 1, 0));
    }

    @Test
    void rightsOnlyShrink() {
        int fd = with(Rights.FD_READ | Rights.FD_WRITE);
        guest.ok(WasiFunction.FD_FDSTAT_SET_RIGHTS, fd, Rights.FD_READ, 0);
        assertEquals(Errno.NOTCAPABLE, guest.write(fd, "x"));
        assertEquals(
                Errno.NOTCAPABLE,
                guest.call(WasiFunction.FD_FDSTAT_SET_RIGHTS, fd, Rights.FD_READ | Rights.FD_WRITE, 0));
        assertEquals(Errno.NOTCAPABLE, guest.call(WasiFunction.FD_FDSTAT_SET_RIGHTS, fd, 0, Rights.FD_READ));
        guest.ok(WasiFunction.FD_FDSTAT_GET, fd, Guest.OUT);
        assertEquals(FileType.REGULAR_FILE.code(), guest.memory.getByte(Guest.OUT));
        assertEquals(Rights.FD_READ, guest.memory.getLong(Guest.OUT + 8));
        assertEquals(0, guest.memory.getLong(Guest.OUT + 16));
    }

    @Test
    void directoriesPassOnNoMoreThanTheyInherit() {
        long base = Rights.PATH_OPEN | Rights.PATH_CREATE_FILE | Rights.PATH_FILESTAT_GET;
        long inheriting = Rights.FD_READ | Rights.PATH_OPEN;
        assertEquals(Errno.SUCCESS, guest.open(ROOT, 0, ".", Flags.OPEN_DIRECTORY, base, inheriting, 0));
        int dir = guest.opened();
        assertEquals(Errno.NOTCAPABLE, guest.open(dir, 0, "file", 0, Rights.FD_READ | Rights.FD_WRITE, 0, 0));
        assertEquals(Errno.NOTCAPABLE, guest.open(dir, 0, "file", 0, Rights.FD_READ, Rights.FD_WRITE, 0));
        assertEquals(Errno.NOTCAPABLE, guest.open(dir, 0, "file", 0, Rights.FD_READ, 0, Flags.FD_SYNC));
        assertEquals(Errno.NOTCAPABLE, guest.open(dir, 0, "file", 0, Rights.FD_READ, 0, Flags.FD_DSYNC));
        assertEquals(Errno.NOTCAPABLE, guest.open(dir, 0, "file", Flags.OPEN_TRUNCATE, Rights.FD_READ, 0, 0));
        assertEquals(Errno.SUCCESS, guest.open(dir, 0, "file", 0, Rights.FD_READ, 0, 0));
        assertEquals(Errno.NOTCAPABLE, guest.path(WasiFunction.PATH_CREATE_DIRECTORY, dir, "new"));
        assertEquals(Errno.NOTCAPABLE, guest.path(WasiFunction.PATH_UNLINK_FILE, dir, "file"));
        assertEquals(Errno.NOTCAPABLE, guest.path(WasiFunction.PATH_REMOVE_DIRECTORY, dir, "dir"));
        assertEquals(Errno.NOTCAPABLE, guest.rename(dir, "file", ROOT, "new"));
        assertEquals(Errno.NOTCAPABLE, guest.rename(ROOT, "file", dir, "new"));
        assertEquals(Errno.NOTCAPABLE, guest.link(dir, 0, "file", ROOT, "new"));
        assertEquals(Errno.NOTCAPABLE, guest.link(ROOT, 0, "file", dir, "new"));
        assertEquals(Errno.NOTCAPABLE, guest.symlink("file", dir, "new"));
        assertEquals(Errno.NOTCAPABLE, guest.readLink(dir, "file"));
        assertEquals(Errno.NOTCAPABLE, guest.setTimes(dir, 0, "file", 0, 0, 0));
        assertEquals(Errno.SUCCESS, guest.stat(dir, 0, "file"));
        assertEquals(Errno.NOTCAPABLE, guest.call(WasiFunction.FD_READDIR, dir, 0, 0, 0, 0));
        // Opened through it, a directory has no more.
        assertEquals(Errno.NOTCAPABLE, guest.open(dir, 0, "dir", Flags.OPEN_DIRECTORY, base, 0, 0));
        assertEquals(Errno.SUCCESS, guest.open(dir, 0, "dir", Flags.OPEN_DIRECTORY, Rights.PATH_OPEN, inheriting, 0));
    }

    @Test
    void renumber() throws IOException {
        int one = guest.mustOpen(ROOT, "file", 0);
        int two = guest.mustOpen(ROOT, "new", Flags.OPEN_CREATE);
        assertEquals(Errno.SUCCESS, guest.write(two, "two"));
        assertEquals(Errno.BADF, guest.call(WasiFunction.FD_RENUMBER, one, 99));
        assertEquals(Errno.BADF, guest.call(WasiFunction.FD_RENUMBER, 99, one));
        assertEquals(Errno.BADF, guest.call(WasiFunction.FD_RENUMBER, one, -1));
        guest.ok(WasiFunction.FD_RENUMBER, two, two);
        assertEquals(Errno.SUCCESS, guest.write(two, "!"));
        guest.ok(WasiFunction.FD_RENUMBER, one, two);
        assertEquals(Errno.BADF, guest.read(one, 1));
        assertEquals(Errno.SUCCESS, guest.read(two, 4));
        assertEquals("0123", guest.data());
        assertEquals("two!", Files.readString(sandbox.root().resolve("new")));
        assertEquals(one, guest.mustOpen(ROOT, "new", 0));
        // Standard output becomes a file.
        guest.ok(WasiFunction.FD_RENUMBER, one, 1);
        assertEquals(Errno.SUCCESS, guest.write(1, "out"));
        assertEquals("out!", Files.readString(sandbox.root().resolve("new")));
        guest.ok(WasiFunction.FD_CLOSE, ROOT);
        assertEquals(Errno.BADF, guest.call(WasiFunction.FD_PRESTAT_GET, ROOT, Guest.OUT));
    }

    @Test
    void theTableHasALimit() {
        int last = ROOT;
        for (Errno errno = Errno.SUCCESS; errno == Errno.SUCCESS; errno = guest.open(ROOT, "file", 0)) {
            last = Math.max(last, guest.opened());
        }
        assertEquals(63, last);
        assertEquals(Errno.MFILE, guest.open(ROOT, "new", Flags.OPEN_CREATE));
        assertTrue(Files.notExists(sandbox.root().resolve("new")));
        guest.ok(WasiFunction.FD_CLOSE, 10);
        guest.ok(WasiFunction.FD_CLOSE, 7);
        assertEquals(7, guest.mustOpen(ROOT, "file", 0));
    }

    @Test
    void preopens() {
        guest.ok(WasiFunction.FD_PRESTAT_GET, ROOT, Guest.OUT);
        assertEquals(0, guest.memory.getByte(Guest.OUT));
        assertEquals(1, guest.memory.getInt(Guest.OUT + 4));
        guest.ok(WasiFunction.FD_PRESTAT_DIR_NAME, ROOT, Guest.OUT, 1);
        assertEquals("/", guest.text(Guest.OUT, 1));
        assertEquals(Errno.NAMETOOLONG, guest.call(WasiFunction.FD_PRESTAT_DIR_NAME, ROOT, Guest.OUT, 0));
        assertEquals(Errno.BADF, guest.call(WasiFunction.FD_PRESTAT_GET, 0, Guest.OUT));
        assertEquals(Errno.BADF, guest.call(WasiFunction.FD_PRESTAT_GET, 4, Guest.OUT));
        int opened = guest.mustOpenDirectory(ROOT, "dir");
        assertEquals(Errno.BADF, guest.call(WasiFunction.FD_PRESTAT_GET, opened, Guest.OUT));
    }
}
