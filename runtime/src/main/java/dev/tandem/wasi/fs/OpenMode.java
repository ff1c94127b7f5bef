// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.fs;

/**
 * How a file is opened.
 *
 * @param create make the file if it does not exist
 * @param exclusive with {@code create}: fail with {@code EXIST} if it does
 * @param truncate drop the content, which needs no {@code write}
 */
public record OpenMode(boolean read, boolean write, boolean create, boolean exclusive, boolean truncate) {
    /** Whether opening, or what is done with the file later, changes the file system. */
    public boolean changes() {
        return write || create || truncate;
    }
}
