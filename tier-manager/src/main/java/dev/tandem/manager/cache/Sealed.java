// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** What all blobs of the cache have in common: magic, key, content, then the SHA-256 of all that. The key says in words what the content is of. */
final class Sealed {
    private static final long MAGIC = 0x54414E44454D0002L;
    private static final int CHECKSUM = 32;
    private static final int INT = 4;

    private Sealed() {}

    /** The name under which a blob is kept. */
    static String name(String identity) {
        return HexFormat.of().formatHex(sha256().digest(identity.getBytes(StandardCharsets.UTF_8)));
    }

    /** The blob with that content. */
    static byte[] seal(String key, ByteBuffer content) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        int size = Math.addExact(Long.BYTES + INT + keyBytes.length + CHECKSUM, content.remaining());
        ByteBuffer out = ByteBuffer.allocate(size);
        out.putLong(MAGIC).putInt(keyBytes.length).put(keyBytes).put(content.duplicate());
        MessageDigest digest = sha256();
        digest.update(out.array(), 0, out.position());
        out.put(digest.digest());
        return out.array();
    }

    /** The content; empty if the blob is damaged or of another key. */
    static Optional<ByteBuffer> open(String key, byte[] blob) {
        if (!isWhole(blob) || !key(blob).equals(Optional.of(key))) {
            return Optional.empty();
        }
        int start = Long.BYTES + INT + key.getBytes(StandardCharsets.UTF_8).length;
        return Optional.of(ByteBuffer.wrap(blob, start, blob.length - CHECKSUM - start).slice());
    }

    /** Whether the checksum is that of the rest. */
    static boolean isWhole(byte[] blob) {
        int end = blob.length - CHECKSUM;
        if (end < Long.BYTES + INT) {
            return false;
        }
        MessageDigest digest = sha256();
        digest.update(blob, 0, end);
        return MessageDigest.isEqual(digest.digest(), Arrays.copyOfRange(blob, end, blob.length));
    }

    /** The key in a whole blob. */
    static Optional<String> key(byte[] blob) {
        ByteBuffer in = ByteBuffer.wrap(blob);
        if (in.remaining() < Long.BYTES + INT || in.getLong() != MAGIC) {
            return Optional.empty();
        }
        int length = in.getInt();
        return length < 0 || length > in.remaining()
                ? Optional.empty()
                : Optional.of(new String(blob, in.position(), length, StandardCharsets.UTF_8));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
