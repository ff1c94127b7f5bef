// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.fs;

import java.util.List;
import java.util.OptionalLong;

/**
 * An open directory. It stays the same directory if it is renamed, where the host can do that.
 *
 * <p>A {@code name} is one file name: not empty, not {@code .} or {@code ..}, without slashes and NUL characters. <b>No operation follows a
 * symbolic link</b>: where the name is one, it is the link itself that is meant, and opening it fails with {@code LOOP}.
 * Failures are {@link dev.tandem.wasi.WasiException}s; one with {@code NOENT} if a name that must exist does not. Used by one thread at a time.
 */
public interface Directory extends AutoCloseable {
    /** The attributes of the directory itself. */
    FileStat stat();

    FileStat stat(String name);

    /** As {@link #stat(String)}, but only device, inode and type need be right: what following a path needs, if that is cheaper. */
    default FileStat identify(String name) {
        return stat(name);
    }

    /** One more handle of this same directory, to be closed on its own. */
    Directory reopen();

    /** Opens a directory in this one; {@code NOTDIR} if it is something else. */
    Directory openDirectory(String name);

    /** Opens a file that is no directory ({@code ISDIR}). */
    OpenFile openFile(String name, OpenMode mode);

    /** The names in it, without {@code .} and {@code ..}. */
    List<String> list();

    void createDirectory(String name);

    /** The target of a symbolic link, with slashes as separators; {@code INVAL} if it is something else. */
    String readLink(String name);

    void createSymbolicLink(String name, String target);

    /** Gives a file one more name; {@code XDEV} if the other directory is in another file system, {@code EXIST} if the name is taken. */
    void createHardLink(String name, Directory newDirectory, String newName);

    /** As POSIX has it: atomically replaces a file, or an empty directory by a directory. {@code XDEV} as above. */
    void rename(String name, Directory newDirectory, String newName);

    /** Removes a name that is no directory ({@code ISDIR}). */
    void unlink(String name);

    /** Removes an empty directory ({@code NOTDIR}, {@code NOTEMPTY}). */
    void removeDirectory(String name);

    /** Sets the times that are given of the directory itself, in nanoseconds since 1970-01-01T00:00:00Z. */
    void setTimes(OptionalLong accessed, OptionalLong modified);

    /** Sets the times that are given, in nanoseconds since 1970-01-01T00:00:00Z. */
    void setTimes(String name, OptionalLong accessed, OptionalLong modified);

    /** Makes changes of the directory durable. */
    void sync();

    @Override
    void close();
}
