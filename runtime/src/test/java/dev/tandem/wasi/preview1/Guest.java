// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.jvm.HeapMemory;
import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiClock;
import dev.tandem.wasi.fs.Directory;
import dev.tandem.wasi.fs.FileType;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Plays the guest: memory, and one method per function that the tests use, with the pointers filled in. */
final class Guest implements AutoCloseable {
    static final long ALL_FILE = Rights.FILE;
    static final long ALL = Rights.FILE | Rights.DIRECTORY;
    static final int FOLLOW = Flags.LOOKUP_SYMLINK_FOLLOW;

    /** Where results and structures go. */
    static final long OUT = 1024;

    private static final long TEXT = 4096;
    private static final long TEXT2 = 16384;
    private static final long IOVECS = 32768;
    private static final long DATA = 65536;

    final HeapMemory memory = new HeapMemory(new MemoryType(new Limits(4, 16, false), false), 16);
    final DescriptorTable descriptors = new DescriptorTable(64);
    final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    final FakeClock clock = new FakeClock();
    final SocketWait sockets = new SocketWait(() -> {});
    private final Preview1 preview1;

    Guest(Directory... directories) {
        this(Edition.PREVIEW1, InputStream.nullInputStream(), directories);
    }

    Guest(Edition edition, InputStream stdin, Directory... directories) {
        descriptors.add(new InputDescriptor(stdin, Terminal.none(), () -> {}));
        descriptors.add(new OutputDescriptor(stdout, Terminal.none()));
        descriptors.add(new OutputDescriptor(stderr, Terminal.none()));
        for (int i = 0; i < directories.length; i++) {
            Directory directory = directories[i];
            descriptors.add(new DirectoryDescriptor(i == 0 ? "/" : "/dir" + i, () -> directory));
        }
        preview1 = new Preview1(
                edition,
                memory,
                descriptors,
                List.of("prog", "größe"),
                List.of("A=1", "B="),
                clock,
                new Random(42),
                () -> {},
                sockets);
    }

    /** Calls a function with all its arguments. */
    Errno call(WasiFunction function, long... arguments) {
        long[] values = new long[Math.max(16, arguments.length)];
        for (int i = 0; i < arguments.length; i++) {
            boolean wide = function.type().parameter(i).equals(ValueType.I64);
            values[i] = wide ? arguments[i] : arguments[i] & 0xFFFF_FFFFL;
        }
        preview1.call(function, values);
        for (Errno errno : Errno.values()) {
            if (errno.code() == values[0]) {
                return errno;
            }
        }
        throw new AssertionError("no errno: " + values[0]);
    }

    /** Calls a function that must succeed. */
    void ok(WasiFunction function, long... arguments) {
        assertEquals(Errno.SUCCESS, call(function, arguments), function.importName());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private long put(long at, String text) {
        byte[] bytes = utf8(text);
        memory.write(at, bytes, 0, bytes.length);
        return bytes.length;
    }

    /** A function of (fd, path, length). */
    Errno path(WasiFunction function, int fd, String path) {
        return call(function, fd, TEXT, put(TEXT, path));
    }

    Errno open(int fd, int lookup, String path, int openFlags, long rights, long inheriting, int fdFlags) {
        return call(
                WasiFunction.PATH_OPEN,
                fd,
                lookup,
                TEXT,
                put(TEXT, path),
                openFlags,
                rights,
                inheriting,
                fdFlags,
                OUT);
    }

    /** Opens with all rights of a file, following links. */
    Errno open(int fd, String path, int openFlags) {
        return open(fd, FOLLOW, path, openFlags, ALL_FILE, 0, 0);
    }

    /** The number that the last open has given. */
    int opened() {
        return memory.getInt(OUT);
    }

    int mustOpen(int fd, String path, int openFlags) {
        assertEquals(Errno.SUCCESS, open(fd, path, openFlags), path);
        return opened();
    }

    int mustOpenDirectory(int fd, String path) {
        assertEquals(Errno.SUCCESS, open(fd, FOLLOW, path, Flags.OPEN_DIRECTORY, ALL, ALL, 0), path);
        return opened();
    }

    Errno rename(int fd, String path, int newFd, String newPath) {
        return call(WasiFunction.PATH_RENAME, fd, TEXT, put(TEXT, path), newFd, TEXT2, put(TEXT2, newPath));
    }

    Errno link(int fd, int lookup, String path, int newFd, String newPath) {
        return call(WasiFunction.PATH_LINK, fd, lookup, TEXT, put(TEXT, path), newFd, TEXT2, put(TEXT2, newPath));
    }

    Errno symlink(String target, int fd, String path) {
        return call(WasiFunction.PATH_SYMLINK, TEXT2, put(TEXT2, target), fd, TEXT, put(TEXT, path));
    }

    Errno readLink(int fd, String path) {
        return call(WasiFunction.PATH_READLINK, fd, TEXT, put(TEXT, path), DATA, 1000, OUT);
    }

    /** The result of the last {@link #readLink}. */
    String link() {
        return text(DATA, memory.getInt(OUT));
    }

    Errno stat(int fd, int lookup, String path) {
        return call(WasiFunction.PATH_FILESTAT_GET, fd, lookup, TEXT, put(TEXT, path), OUT);
    }

    FileType statType() {
        return FileType.values()[memory.getByte(OUT + 16)];
    }

    long statSize() {
        return memory.getLong(OUT + 32);
    }

    Errno setTimes(int fd, int lookup, String path, long accessed, long modified, int flags) {
        return call(
                WasiFunction.PATH_FILESTAT_SET_TIMES, fd, lookup, TEXT, put(TEXT, path), accessed, modified, flags);
    }

    /** Puts buffers of these lengths one after the other, and the array that describes them. */
    private void iovecs(int... lengths) {
        long at = DATA;
        for (int i = 0; i < lengths.length; i++) {
            memory.putInt(IOVECS + 8L * i, (int) at);
            memory.putInt(IOVECS + 8L * i + 4, lengths[i]);
            at += lengths[i];
        }
    }

    Errno write(int fd, String... pieces) {
        int[] lengths = new int[pieces.length];
        long at = DATA;
        for (int i = 0; i < pieces.length; i++) {
            lengths[i] = (int) put(at, pieces[i]);
            at += lengths[i];
        }
        iovecs(lengths);
        return call(WasiFunction.FD_WRITE, fd, IOVECS, pieces.length, OUT);
    }

    Errno pwrite(int fd, String text, long offset) {
        iovecs((int) put(DATA, text));
        return call(WasiFunction.FD_PWRITE, fd, IOVECS, 1, offset, OUT);
    }

    Errno read(int fd, int... lengths) {
        iovecs(lengths);
        return call(WasiFunction.FD_READ, fd, IOVECS, lengths.length, OUT);
    }

    Errno pread(int fd, int length, long offset) {
        iovecs(length);
        return call(WasiFunction.FD_PREAD, fd, IOVECS, 1, offset, OUT);
    }

    Errno receive(int fd, int flags, int... lengths) {
        iovecs(lengths);
        return call(WasiFunction.SOCK_RECV, fd, IOVECS, lengths.length, flags, OUT, OUT + 8);
    }

    Errno send(int fd, String text) {
        iovecs((int) put(DATA, text));
        return call(WasiFunction.SOCK_SEND, fd, IOVECS, 1, 0, OUT);
    }

    /** How many bytes the last read or write has moved. */
    int count() {
        return memory.getInt(OUT);
    }

    /** What the last read has read. */
    String data() {
        return text(DATA, count());
    }

    String text(long at, int length) {
        byte[] bytes = new byte[length];
        memory.read(at, bytes, 0, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    Errno seek(int fd, long offset, int whence) {
        return call(WasiFunction.FD_SEEK, fd, offset, whence, OUT);
    }

    long position() {
        return memory.getLong(OUT);
    }

    /** All names, read with a buffer of that size. */
    List<String> list(int fd, int bufferSize) {
        List<String> names = new ArrayList<>();
        long cookie = 0;
        while (true) {
            ok(WasiFunction.FD_READDIR, fd, DATA, bufferSize, cookie, OUT);
            int used = count();
            int at = 0;
            while (at + 24 <= used && at + 24 + memory.getInt(DATA + at + 16) <= used) {
                int length = memory.getInt(DATA + at + 16);
                names.add(text(DATA + at + 24, length));
                cookie = memory.getLong(DATA + at);
                at += 24 + length;
            }
            if (used < bufferSize) {
                return names;
            }
        }
    }

    @Override
    public void close() {
        descriptors.close();
        sockets.close();
    }

    /** Time that passes only when somebody waits. */
    static final class FakeClock implements WasiClock {
        long realtime = 1_700_000_000_123_456_789L;
        long monotonic = 5_000_000_000L;

        @Override
        public long realtime() {
            return realtime;
        }

        @Override
        public long monotonic() {
            return monotonic;
        }

        @Override
        public long processCpuTime() {
            return 7;
        }

        @Override
        public long threadCpuTime() {
            return 8;
        }

        @Override
        public void sleep(long nanos) {
            realtime += nanos;
            monotonic += nanos;
        }
    }
}
