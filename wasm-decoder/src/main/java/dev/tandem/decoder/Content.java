// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

/** Bytes that the module keeps as they are, filled as they arrive. */
final class Content {
    static final Content NONE = new Content(0);

    private final int size;
    private byte[] bytes;
    private int filled;

    Content(int size) {
        this.size = size;
        bytes = Growth.begin(size);
    }

    /** Takes what has arrived; returns whether the content is complete. */
    boolean fill(ByteReader in) {
        if (filled < size) {
            bytes = Growth.room(bytes, filled, size);
            filled += in.take(bytes, filled, bytes.length - filled);
        }
        return filled == size;
    }

    /** The complete content. */
    byte[] bytes() {
        return bytes;
    }
}
