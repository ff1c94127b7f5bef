// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.fs;

/** What a file is. */
public enum FileType {
    UNKNOWN(0),
    BLOCK_DEVICE(1),
    CHARACTER_DEVICE(2),
    DIRECTORY(3),
    REGULAR_FILE(4),
    SOCKET_DGRAM(5),
    SOCKET_STREAM(6),
    SYMBOLIC_LINK(7);

    private final int code;

    FileType(int code) {
        this.code = code;
    }

    /** Preview 1's number for it. */
    public int code() {
        return code;
    }
}
