// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.fs.ReadOnlyDirectory;
import dev.tandem.wasi.nio.PathDirectory;
import dev.tandem.wasi.preview1.Host.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guests that try to get out of their directory, or to change one that they may only read. */
class EscapesTest {
    private static final int ROOT = 3;

    /** Tries everything that takes a path with one that leads out; none may succeed. */
    private static void tryAll(Guest guest, int fd, String path) {
        for (int lookup : new int[] {0, Guest.FOLLOW}) {
            for (int flags : new int[] {0, Flags.OPEN_CREATE, Flags.OPEN_TRUNCATE, Flags.OPEN_DIRECTORY}) {
                refused(guest.open(fd, lookup, path, flags, Guest.ALL_FILE, 0, 0), path);
            }
        }
        refused(guest.stat(fd, Guest.FOLLOW, path), path);
        refused(guest.setTimes(fd, Guest.FOLLOW, path, 1, 1, 5), path);
        refused(guest.link(fd, Guest.FOLLOW, path, ROOT, "stolen"), path);
        refused(guest.link(ROOT, 0, "mine", fd, path), path);
        refused(guest.path(WasiFunction.PATH_CREATE_DIRECTORY, fd, path), path);
        refused(guest.path(WasiFunction.PATH_REMOVE_DIRECTORY, fd, path), path);
        refused(guest.symlink("mine", fd, path), path);
    }

    private static void refused(Errno errno, String path) {
        assertTrue(errno != Errno.SUCCESS, path);
    }

    @ParameterizedTest
    @EnumSource
    void dotsAndAbsolutePaths(Host host) throws IOException {
        try (Sandbox sandbox = host.sandbox();
                Guest guest = new Guest(sandbox.open())) {
            Files.createDirectories(sandbox.root().resolve("a/b"));
            Files.writeString(sandbox.root().resolve("mine"), "");
            int inner = guest.mustOpenDirectory(ROOT, "a");
            for (String path : List.of(
                    "..",
                    "../",
                    "../outside/file",
                    "./../outside/file",
                    "a/../../outside/file",
                    "a/b/../../../outside/file",
                    "a//..//..//outside/file",
                    "../root",
                    "../root/mine",
                    sandbox.outside().resolve("file").toString(),
                    sandbox.root().resolve("mine").toString(),
                    "/")) {
                tryAll(guest, ROOT, path);
                refused(guest.path(WasiFunction.PATH_UNLINK_FILE, ROOT, path), path);
                refused(guest.rename(ROOT, path, ROOT, "stolen"), path);
                refused(guest.rename(ROOT, "mine", ROOT, path), path);
                assertEquals(Errno.PERM, guest.stat(ROOT, Guest.FOLLOW, path), path);
            }
            // A descriptor is the root of what can be reached through it.
            assertEquals(Errno.PERM, guest.stat(inner, Guest.FOLLOW, "../mine"));
            assertEquals(Errno.PERM, guest.open(inner, "b/../../mine", 0));
            assertEquals(Errno.SUCCESS, guest.stat(inner, Guest.FOLLOW, "b/.."));
            assertTrue(sandbox.isOutsideUntouched());
        }
    }

    @ParameterizedTest
    @EnumSource
    void symbolicLinks(Host host) throws IOException {
        try (Sandbox sandbox = host.sandbox();
                Guest guest = new Guest(sandbox.open())) {
            Path root = sandbox.root();
            Files.createDirectories(root.resolve("a/b"));
            Files.writeString(root.resolve("mine"), "");
            Path outside = sandbox.outside();
            link(root, "absolute", outside.resolve("file").toString());
            link(root, "absolute-dir", outside.toString());
            link(root, "relative", "../outside/file");
            link(root, "relative-dir", "../outside");
            link(root, "back", "../root/mine");
            link(root, "a/b/up", "../../..");
            link(root, "chain1", "chain2/file");
            link(root, "chain2", "a/chain3");
            link(root, "a/chain3", "b/up/outside");
            link(root, "new-outside", "../outside/new");
            for (String path : List.of(
                    "absolute",
                    "absolute/",
                    "absolute-dir/file",
                    "absolute-dir/new",
                    "absolute-dir/",
                    "relative",
                    "relative/",
                    "relative-dir/file",
                    "relative-dir/new",
                    "relative-dir/",
                    "relative-dir/.",
                    "relative-dir/..",
                    "back",
                    "a/b/up/outside/file",
                    "a/b/up/root/mine",
                    "a/../a/b/up/outside/new",
                    "chain1",
                    "chain2/file",
                    "new-outside")) {
                tryAll(guest, ROOT, path);
                assertEquals(Errno.PERM, guest.stat(ROOT, Guest.FOLLOW, path), path);
                assertTrue(sandbox.isOutsideUntouched(), path);
            }
            refused(guest.path(WasiFunction.PATH_UNLINK_FILE, ROOT, "relative-dir/file"), "unlink");
            refused(guest.rename(ROOT, "relative-dir/file", ROOT, "stolen"), "rename");
            refused(guest.rename(ROOT, "mine", ROOT, "relative-dir/new"), "rename");
            refused(guest.link(ROOT, 0, "relative-dir/file", ROOT, "stolen"), "link");
            refused(guest.readLink(ROOT, "absolute"), "where the host has things");
            assertEquals(Errno.PERM, guest.symlink("/etc/passwd", ROOT, "new"));

            // Links inside do work, and a guest may make a link that leads out, to no avail.
            assertEquals(Errno.SUCCESS, guest.symlink("../../mine", ROOT, "a/b/inside"));
            assertEquals(Errno.SUCCESS, guest.stat(ROOT, Guest.FOLLOW, "a/b/inside"));
            int inner = guest.mustOpenDirectory(ROOT, "a/b");
            assertEquals(Errno.PERM, guest.stat(inner, Guest.FOLLOW, "inside"));
            assertEquals(Errno.SUCCESS, guest.symlink("../outside/file", ROOT, "out"));
            tryAll(guest, ROOT, "out");
            // The link itself can be moved and removed: what it leads to stays.
            assertEquals(Errno.SUCCESS, guest.rename(ROOT, "relative", ROOT, "a/relative"));
            assertEquals(Errno.SUCCESS, guest.path(WasiFunction.PATH_UNLINK_FILE, ROOT, "a/relative"));
            // A hard link to a link is a link.
            if (host == Host.REAL) {
                assertEquals(Errno.SUCCESS, guest.link(ROOT, 0, "out", ROOT, "out2"));
                tryAll(guest, ROOT, "out2");
            }
            assertTrue(sandbox.isOutsideUntouched());
        }
    }

    private static void link(Path root, String name, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(name), root.getFileSystem().getPath(target));
    }

    /** A directory that the guest has open is replaced by a link that leads out. */
    @ParameterizedTest
    @EnumSource
    void directoriesThatAreSwappedForLinks(Host host) throws IOException {
        try (Sandbox sandbox = host.sandbox();
                Guest guest = new Guest(sandbox.open())) {
            Path dir = Files.createDirectories(sandbox.root().resolve("a/dir"));
            Files.writeString(dir.resolve("file"), "mine");
            Files.writeString(sandbox.root().resolve("mine"), "");
            int fd = guest.mustOpenDirectory(ROOT, "a/dir");
            Files.move(dir, sandbox.root().resolve("a/moved"));
            Files.createSymbolicLink(dir, sandbox.outside());

            refused(guest.path(WasiFunction.PATH_CREATE_DIRECTORY, fd, "new"), "mkdir");
            refused(guest.symlink("x", fd, "new"), "symlink");
            refused(guest.link(ROOT, 0, "mine", fd, "new"), "link");
            refused(guest.link(fd, 0, "file", ROOT, "stolen"), "link");
            // The rest either works on the directory that was opened, or fails.
            if (guest.open(fd, "file", 0) == Errno.SUCCESS) {
                assertEquals(Errno.SUCCESS, guest.read(guest.opened(), 10));
                assertEquals("mine", guest.data());
            }
            guest.open(fd, "file", Flags.OPEN_TRUNCATE);
            guest.open(fd, "new", Flags.OPEN_CREATE);
            guest.rename(fd, "file", ROOT, "stolen");
            guest.path(WasiFunction.PATH_UNLINK_FILE, fd, "file");
            assertTrue(sandbox.isOutsideUntouched());
        }
    }

    @ParameterizedTest
    @EnumSource
    void readOnlyDirectories(Host host) throws IOException {
        try (Sandbox sandbox = host.sandbox()) {
            Path writable = Files.createDirectory(sandbox.root().resolve("writable"));
            Files.writeString(writable.resolve("mine"), "");
            Path fixed = Files.createDirectory(sandbox.root().resolve("fixed"));
            Files.createDirectory(fixed.resolve("dir"));
            Files.writeString(fixed.resolve("dir/file"), "fixed");
            Files.writeString(fixed.resolve("file"), "fixed");
            try (Guest guest =
                    new Guest(PathDirectory.open(writable), new ReadOnlyDirectory(PathDirectory.open(fixed)))) {
                int ro = 4;
                int dir = guest.mustOpenDirectory(ro, "dir");
                for (int fd : new int[] {ro, dir}) {
                    assertEquals(Errno.ROFS, guest.open(fd, "file", 0));
                    assertEquals(Errno.ROFS, guest.open(fd, Guest.FOLLOW, "file", Flags.OPEN_TRUNCATE, Rights.FD_READ, 0, 0));
                    assertEquals(Errno.ROFS, guest.open(fd, Guest.FOLLOW, "new", Flags.OPEN_CREATE, Rights.FD_READ, 0, 0));
                    assertEquals(Errno.ROFS, guest.path(WasiFunction.PATH_CREATE_DIRECTORY, fd, "new"));
                    assertEquals(Errno.ROFS, guest.path(WasiFunction.PATH_UNLINK_FILE, fd, "file"));
                    assertEquals(Errno.ROFS, guest.symlink("file", fd, "new"));
                    assertEquals(Errno.ROFS, guest.setTimes(fd, 0, "file", 1, 1, 5));
                    assertEquals(Errno.ROFS, guest.call(WasiFunction.FD_FILESTAT_SET_TIMES, fd, 1, 1, 5));
                    assertEquals(Errno.ROFS, guest.rename(fd, "file", fd, "new"));
                    assertEquals(Errno.ROFS, guest.rename(fd, "file", ROOT, "stolen"));
                    refused(guest.rename(ROOT, "mine", fd, "new"), "rename into");
                    refused(guest.link(ROOT, 0, "mine", fd, "new"), "link into");
                    assertEquals(Errno.ROFS, guest.link(fd, 0, "file", ROOT, "stolen"));
                    long rights = Guest.ALL_FILE & ~Rights.FD_WRITE;
                    assertEquals(Errno.SUCCESS, guest.open(fd, 0, "file", 0, rights, 0, 0));
                    int file = guest.opened();
                    assertEquals(Errno.SUCCESS, guest.read(file, 10));
                    assertEquals("fixed", guest.data());
                    assertEquals(Errno.NOTCAPABLE, guest.write(file, "x"));
                    assertEquals(Errno.ROFS, guest.call(WasiFunction.FD_FILESTAT_SET_SIZE, file, 0));
                    assertEquals(Errno.ROFS, guest.call(WasiFunction.FD_ALLOCATE, file, 0, 100));
                    assertEquals(Errno.ROFS, guest.call(WasiFunction.FD_FILESTAT_SET_TIMES, file, 1, 1, 5));
                }
                assertEquals(Errno.ROFS, guest.path(WasiFunction.PATH_REMOVE_DIRECTORY, ro, "dir"));
                assertEquals(List.of(".", "..", "dir", "file"), guest.list(ro, 4096).stream().sorted().toList());
                assertEquals("fixed", Files.readString(fixed.resolve("file")));
                assertEquals("fixed", Files.readString(fixed.resolve("dir/file")));
            }
        }
    }

    /** Between two directories of one guest, renames and links work; that is no escape. */
    @ParameterizedTest
    @EnumSource
    void betweenDirectories(Host host) throws IOException {
        try (Sandbox sandbox = host.sandbox()) {
            Path one = Files.createDirectory(sandbox.root().resolve("one"));
            Path two = Files.createDirectory(sandbox.root().resolve("two"));
            Files.writeString(one.resolve("file"), "content");
            try (Guest guest = new Guest(PathDirectory.open(one), PathDirectory.open(two))) {
                assertEquals(Errno.SUCCESS, guest.link(3, 0, "file", 4, "linked"));
                assertEquals(Errno.SUCCESS, guest.rename(3, "file", 4, "moved"));
                assertEquals("content", Files.readString(two.resolve("moved")));
                assertEquals("content", Files.readString(two.resolve("linked")));
                assertEquals(Errno.PERM, guest.rename(3, "../two/moved", 3, "back"));
            }
        }
    }

    /**
     * Random trees with links of all kinds, random paths: what a guest finds is what the host finds there, and is inside.
     */
    @Test
    void randomTreesAndPaths() throws IOException {
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        Random random = new Random(seed);
        int inside = 0;
        for (int round = 0; round < 20; round++) {
            try (Sandbox sandbox = Host.REAL.sandbox();
                    Guest guest = new Guest(sandbox.open())) {
                Path root = sandbox.root().toRealPath();
                grow(root, random);
                for (int i = 0; i < 200; i++) {
                    String path = path(random, 6);
                    boolean found = guest.stat(ROOT, Guest.FOLLOW, path) == Errno.SUCCESS;
                    String what = path + " with -Dtandem.test.seed=" + seed;
                    if (found) {
                        inside++;
                        Path real = root.resolve(path).toRealPath();
                        assertTrue(real.startsWith(root), what);
                        assertEquals(Files.getAttribute(real, "unix:ino"), guest.memory.getLong(Guest.OUT + 8), what);
                    }
                    guest.open(ROOT, random.nextInt(2), path, random.nextInt(16), Rights.FD_WRITE, 0, 0);
                    guest.call(WasiFunction.FD_CLOSE, 4);
                    guest.rename(ROOT, path, ROOT, path(random, 3));
                    guest.link(ROOT, random.nextInt(2), path, ROOT, path(random, 3));
                    guest.path(WasiFunction.PATH_CREATE_DIRECTORY, ROOT, path);
                    guest.symlink(path(random, 3), ROOT, path);
                    guest.setTimes(ROOT, Guest.FOLLOW, path, 1, 1, 5);
                    if (random.nextInt(4) == 0) {
                        guest.path(WasiFunction.PATH_UNLINK_FILE, ROOT, path);
                        guest.path(WasiFunction.PATH_REMOVE_DIRECTORY, ROOT, path);
                    }
                }
                assertTrue(sandbox.isOutsideUntouched(), "-Dtandem.test.seed=" + seed);
            }
        }
        assertTrue(inside > 100, inside + " paths lead somewhere, with -Dtandem.test.seed=" + seed);
    }

    /** Makes files, directories and links with the names that {@link #path} uses. */
    private static void grow(Path root, Random random) throws IOException {
        for (int i = 0; i < 25; i++) {
            Path at = root;
            while (random.nextInt(3) > 0) {
                Path down = at.resolve(name(random));
                if (Files.isDirectory(down, LinkOption.NOFOLLOW_LINKS)) {
                    at = down;
                }
            }
            Path made = at.resolve(name(random));
            if (Files.exists(made, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            switch (random.nextInt(4)) {
                case 0 -> Files.writeString(made, "");
                case 1 -> Files.createSymbolicLink(made, Path.of(path(random, 4)));
                default -> Files.createDirectory(made);
            }
        }
    }

    private static String name(Random random) {
        return String.valueOf((char) ('a' + random.nextInt(4)));
    }

    private static String path(Random random, int length) {
        StringBuilder path = new StringBuilder();
        int names = 1 + random.nextInt(length);
        for (int i = 0; i < names; i++) {
            path.append(
                    switch (random.nextInt(12)) {
                        case 0, 1, 2 -> "..";
                        case 3 -> ".";
                        case 4 -> random.nextInt(6) == 0 ? "outside" : name(random);
                        case 5 -> random.nextInt(6) == 0 ? "root" : name(random);
                        default -> name(random);
                    });
            path.append(i + 1 < names || random.nextInt(8) == 0 ? "/" : "");
        }
        return path.toString();
    }
}
