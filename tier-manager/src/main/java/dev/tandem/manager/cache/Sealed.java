// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * What all blobs of the cache have in common: magic, key, content, then a checksum of all that. The key says in words what the content is of. The
 * checksum finds damage, and is no defence against who may write: CRC-32 and CRC-32C, which take next to no time even in a JVM that has
 * just started, where SHA-256 takes a second for 100 MB.
 */
final class Sealed {
    private static final long MAGIC = 0x54414E44454D0002L;
    private static final int CHECKSUM = Long.BYTES;
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
        out.putLong(checksum(out.array(), out.position()));
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
        return checksum(blob, end) == ByteBuffer.wrap(blob).getLong(end);
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32 one = new CRC32();
        one.update(bytes, 0, length);
        CRC32C other = new CRC32C();
        other.update(bytes, 0, length);
        return one.getValue() << Integer.SIZE | other.getValue();
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
