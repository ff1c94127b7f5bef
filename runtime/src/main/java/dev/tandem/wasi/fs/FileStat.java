// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.fs;

/**
 * The attributes of a file.
 *
 * @param device the file system that the file is in; with {@code inode} it identifies the file as long as that exists
 * @param inode stays the same when the file is renamed
 * @param links the number of hard links
 * @param size in bytes; of a symbolic link, the length of its target
 * @param accessed nanoseconds since 1970-01-01T00:00:00Z
 * @param modified nanoseconds since 1970-01-01T00:00:00Z
 * @param changed when content or attributes were changed, nanoseconds since 1970-01-01T00:00:00Z
 */
public record FileStat(
        long device, long inode, FileType type, long links, long size, long accessed, long modified, long changed) {
    /** Attributes of something that has no more than a type. */
    public static FileStat of(FileType type) {
        return new FileStat(0, 0, type, 1, 0, 0, 0, 0);
    }
}
