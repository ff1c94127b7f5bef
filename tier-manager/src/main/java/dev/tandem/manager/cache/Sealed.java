// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What all blobs of the cache have in common: a head with a checksum, then parts. The head has magic, key, and end and checksum of each part; the key
 * says in words what the parts are of. So to open a blob is to read its head, however large it is: a part is read, and its checksum compared, when it is
 * asked for.
 *
 * <p>Checksums find damage, and are no defence against who may write: CRC-32 and CRC-32C, which take next to no time even in a JVM that has just
 * started, where SHA-256 takes a second for 100 MB. The way to a part has no lambdas, each of which takes half a millisecond there.
 */
final class Sealed {
    private static final long MAGIC = 0x54414E44454D0003L;
    private static final int CHECKSUM = Long.BYTES;
    /** Magic, size of the head after this, size of the key. */
    private static final int START = Long.BYTES + 2 * Integer.BYTES;
    /** Of a part in the head: where it ends, counted from the end of the head, and its checksum. */
    private static final int PART = Integer.BYTES + CHECKSUM;

    private final String key;
    /** Of the parts, from the head: a copy, so that what was checked stays as it was. */
    private final ByteBuffer index;
    /** The blob after the head. */
    private final ByteBuffer content;

    private Sealed(String key, ByteBuffer index, ByteBuffer content) {
        this.key = key;
        this.index = index;
        this.content = content;
    }

    /** The name under which a blob is kept. */
    static String name(String identity) {
        return HexFormat.of().formatHex(sha256().digest(identity.getBytes(StandardCharsets.UTF_8)));
    }

    /** The blob of these parts. */
    static byte[] seal(String key, List<ByteBuffer> parts) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        int headSize = Math.addExact(keyBytes.length, Math.multiplyExact(PART, parts.size()));
        int size = Math.addExact(START + CHECKSUM, headSize);
        for (ByteBuffer part : parts) {
            size = Math.addExact(size, part.remaining());
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.putLong(MAGIC).putInt(headSize).putInt(keyBytes.length).put(keyBytes);
        int end = 0;
        for (ByteBuffer part : parts) {
            end += part.remaining();
            out.putInt(end).putLong(checksum(part));
        }
        out.putLong(checksum(out.duplicate().flip()));
        parts.forEach(part -> out.put(part.duplicate()));
        return out.array();
    }

    /** What is in a blob; empty if its head is damaged, or it is not as long as that says. */
    static Optional<Sealed> open(ByteBuffer blob) {
        int most = blob.remaining() - START - CHECKSUM;
        if (most < 0) {
            return Optional.empty();
        }
        ByteBuffer start = copy(blob, 0, START);
        int headSize = start == null ? -1 : start.getInt(Long.BYTES);
        if (headSize < 0 || headSize > most) {
            return Optional.empty();
        }
        ByteBuffer head = copy(blob, 0, START + headSize + CHECKSUM);
        if (head == null) {
            return Optional.empty();
        }
        int keySize = head.getInt(START - Integer.BYTES);
        if (head.getLong(0) != MAGIC
                || checksum(head.slice(0, START + headSize)) != head.getLong(START + headSize)
                || keySize < 0
                || keySize > headSize
                || (headSize - keySize) % PART != 0) {
            return Optional.empty();
        }
        Sealed opened = new Sealed(
                StandardCharsets.UTF_8.decode(head.slice(START, keySize)).toString(),
                head.slice(START + keySize, headSize - keySize),
                blob.slice(blob.position() + head.capacity(), blob.remaining() - head.capacity()));
        return opened.end(opened.parts() - 1) == opened.content.capacity() ? Optional.of(opened) : Optional.empty();
    }

    /** What the parts are of. */
    String key() {
        return key;
    }

    /** How many parts there are. */
    int parts() {
        return index.capacity() / PART;
    }

    /** A copy of a part; empty if it is damaged. */
    Optional<ByteBuffer> part(int number) {
        int start = end(number - 1);
        int end = end(number);
        if (start < 0 || end < start || end > content.capacity()) {
            // The checksum was right, so this was written by something else.
            return Optional.empty();
        }
        ByteBuffer part = copy(content, start, end - start);
        return part != null && checksum(part) == index.getLong(PART * number + Integer.BYTES) ? Optional.of(part) : Optional.empty();
    }

    private int end(int number) {
        return number < 0 ? 0 : index.getInt(PART * number);
    }

    /** Whether all parts are. */
    boolean isWhole() {
        for (int i = 0; i < parts(); i++) {
            if (part(i).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** What is checked and then used: the blob may change meanwhile, if it is a file. Null if it is no longer there. */
    private static @Nullable ByteBuffer copy(ByteBuffer from, int start, int size) {
        byte[] bytes = new byte[size];
        try {
            from.get(from.position() + start, bytes);
        } catch (InternalError e) {
            // A mapped file that somebody has made shorter.
            return null;
        }
        return ByteBuffer.wrap(bytes);
    }

    private static long checksum(ByteBuffer bytes) {
        CRC32 one = new CRC32();
        one.update(bytes.duplicate());
        CRC32C other = new CRC32C();
        other.update(bytes.duplicate());
        return one.getValue() << Integer.SIZE | other.getValue();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
