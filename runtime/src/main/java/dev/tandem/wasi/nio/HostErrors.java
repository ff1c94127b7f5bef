// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.nio;

import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
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
import org.jspecify.annotations.Nullable;

/**
 * What a Java exception means as an {@link Errno}. Java keeps the operating system's error number to itself, so beyond the exception classes
 * only the text is left, and that only where the host speaks English; so callers find out beforehand what matters to guests.
 */
public final class HostErrors {
    /** The operating systems' own texts: POSIX, then Windows. */
    private static final String[] TEXTS = {
        "No such file or directory", "Not a directory", "Is a directory", "File exists", "Directory not empty",
        "Permission denied", "Operation not permitted", "Too many levels of symbolic links", "File name too long",
        "No space left on device", "Disk quota exceeded", "File too large", "Read-only file system",
        "Too many open files in system", "Too many open files", "Invalid cross-device link", "Cross-device link",
        "Invalid argument", "Device or resource busy", "Resource busy", "Text file busy", "Too many links",
        "No such device or address", "No such device", "Broken pipe", "Connection reset", "Connection refused",
        "Bad file descriptor", "Illegal seek", "Operation not supported", "Stale file handle",
        "Resource temporarily unavailable", "Interrupted system call", "Cannot allocate memory",
        "Invalid or incomplete multibyte", "Transport endpoint is not connected", "Socket is not connected",
        "Network is unreachable", "No route to host", "Connection timed out",
        "being used by another process", "not enough space on the disk", "syntax is incorrect", "Access is denied",
    };

    private static final Errno[] NUMBERS = {
        Errno.NOENT, Errno.NOTDIR, Errno.ISDIR, Errno.EXIST, Errno.NOTEMPTY,
        Errno.ACCES, Errno.PERM, Errno.LOOP, Errno.NAMETOOLONG,
        Errno.NOSPC, Errno.DQUOT, Errno.FBIG, Errno.ROFS,
        Errno.NFILE, Errno.MFILE, Errno.XDEV, Errno.XDEV,
        Errno.INVAL, Errno.BUSY, Errno.BUSY, Errno.TXTBSY, Errno.MLINK,
        Errno.NXIO, Errno.NODEV, Errno.PIPE, Errno.CONNRESET, Errno.CONNREFUSED,
        Errno.BADF, Errno.SPIPE, Errno.NOTSUP, Errno.STALE,
        Errno.AGAIN, Errno.INTR, Errno.NOMEM,
        Errno.ILSEQ, Errno.NOTCONN, Errno.NOTCONN,
        Errno.NETUNREACH, Errno.HOSTUNREACH, Errno.TIMEDOUT,
        Errno.BUSY, Errno.NOSPC, Errno.INVAL, Errno.ACCES,
    };

    private HostErrors() {}

    /**
     * The exception for the guest.
     *
     * @throws WasmTrap if the host thread was interrupted
     */
    public static WasiException toGuest(IOException e) {
        if (e instanceof ClosedByInterruptException || (e instanceof InterruptedIOException && Thread.interrupted())) {
            Thread.currentThread().interrupt();
            throw new WasmTrap(TrapCode.INTERRUPTED, e);
        }
        return new WasiException(errno(e));
    }

    /** The number that comes closest; {@code IO} if nothing does. */
    public static Errno errno(IOException e) {
        // Not a pattern switch: its first use costs a guest more milliseconds than it may have run so far.
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return Errno.NOENT;
        }
        if (e instanceof FileAlreadyExistsException) {
            return Errno.EXIST;
        }
        if (e instanceof NotDirectoryException) {
            return Errno.NOTDIR;
        }
        if (e instanceof DirectoryNotEmptyException) {
            return Errno.NOTEMPTY;
        }
        if (e instanceof AccessDeniedException) {
            return Errno.ACCES;
        }
        if (e instanceof NotLinkException) {
            return Errno.INVAL;
        }
        if (e instanceof FileSystemLoopException) {
            return Errno.LOOP;
        }
        if (e instanceof AtomicMoveNotSupportedException) {
            return Errno.XDEV;
        }
        if (e instanceof FileSystemException failure) {
            return byText(failure.getReason(), Errno.IO);
        }
        if (e instanceof ClosedChannelException) {
            return Errno.BADF;
        }
        if (e instanceof ConnectException) {
            return Errno.CONNREFUSED;
        }
        return byText(e.getMessage(), e instanceof SocketException ? Errno.CONNRESET : Errno.IO);
    }

    private static Errno byText(@Nullable String text, Errno unknown) {
        if (text != null) {
            for (int i = 0; i < TEXTS.length; i++) {
                if (text.contains(TEXTS[i])) {
                    return NUMBERS[i];
                }
            }
        }
        return unknown;
    }
}
