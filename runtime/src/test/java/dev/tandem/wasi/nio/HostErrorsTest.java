// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.wasi.Errno;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HostErrorsTest {
    static Stream<Arguments> classes() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("f"), Errno.NOENT),
                Arguments.of(new FileNotFoundException("f"), Errno.NOENT),
                Arguments.of(new FileAlreadyExistsException("f"), Errno.EXIST),
                Arguments.of(new NotDirectoryException("f"), Errno.NOTDIR),
                Arguments.of(new DirectoryNotEmptyException("f"), Errno.NOTEMPTY),
                Arguments.of(new AccessDeniedException("f"), Errno.ACCES),
                Arguments.of(new NotLinkException("f"), Errno.INVAL),
                Arguments.of(new FileSystemLoopException("f"), Errno.LOOP),
                Arguments.of(new AtomicMoveNotSupportedException("f", "g", "no"), Errno.XDEV),
                Arguments.of(new ClosedChannelException(), Errno.BADF),
                Arguments.of(new ConnectException("Connection refused"), Errno.CONNREFUSED),
                Arguments.of(new SocketException("odd"), Errno.CONNRESET),
                Arguments.of(new SocketException("Broken pipe"), Errno.PIPE),
                Arguments.of(new FileSystemException("f"), Errno.IO),
                Arguments.of(new EOFException(), Errno.IO),
                Arguments.of(new IOException(), Errno.IO));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void byClass(IOException exception, Errno expected) {
        assertEquals(expected, HostErrors.errno(exception));
        assertEquals(expected, HostErrors.toGuest(exception).errno());
    }

    @ParameterizedTest
    @CsvSource({
        "Is a directory, ISDIR",
        "Not a directory, NOTDIR",
        "Too many levels of symbolic links or unable to access attributes of symbolic link, LOOP",
        "File name too long, NAMETOOLONG",
        "No space left on device, NOSPC",
        "Disk quota exceeded, DQUOT",
        "File too large, FBIG",
        "Read-only file system, ROFS",
        "Too many open files, MFILE",
        "Too many open files in system, NFILE",
        "Invalid cross-device link, XDEV",
        "Cross-device link, XDEV",
        "Invalid argument, INVAL",
        "Operation not permitted, PERM",
        "Device or resource busy, BUSY",
        "Text file busy, TXTBSY",
        "Too many links, MLINK",
        "No such device or address, NXIO",
        "Broken pipe, PIPE",
        "Bad file descriptor, BADF",
        "Illegal seek, SPIPE",
        "The process cannot access the file because it is being used by another process, BUSY",
        "There is not enough space on the disk, NOSPC",
    })
    void byText(String reason, Errno expected) {
        assertEquals(expected, HostErrors.errno(new FileSystemException("f", "g", reason)));
        assertEquals(expected, HostErrors.errno(new IOException(reason)));
    }

    /** What opens the file {@code "Is a directory"} fails for another reason. */
    @Test
    void theNameOfTheFileSaysNothing() {
        assertEquals(Errno.IO, HostErrors.errno(new FileSystemException("Is a directory", "File exists", "odd")));
    }

    @Test
    void anInterruptedThreadEndsTheGuest() {
        WasmTrap trap = assertThrows(WasmTrap.class, () -> HostErrors.toGuest(new ClosedByInterruptException()));
        assertEquals(TrapCode.INTERRUPTED, trap.code());
        assertTrue(Thread.interrupted());
    }
}
