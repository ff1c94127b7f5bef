// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One module's optimized functions for one target: magic, key, count, then index, length and bytes of each artifact, then the SHA-256 of all
 * that. The key says which module, target and build, in words.
 */
final class CacheFile {
    private static final long MAGIC = 0x54414E44454D0001L;
    private static final int CHECKSUM = 32;

    private CacheFile() {}

    /** The name under which the file of that key is kept. */
    static String name(String key) {
        return HexFormat.of().formatHex(sha256().digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] encode(String key, Map<Integer, byte[]> artifacts) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        int size = 8 + 4 + keyBytes.length + 4 + CHECKSUM;
        for (byte[] artifact : artifacts.values()) {
            size = Math.addExact(size, 8 + artifact.length);
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.putLong(MAGIC).putInt(keyBytes.length).put(keyBytes).putInt(artifacts.size());
        // In order of the indices, so that the same code makes the same file.
        new TreeMap<>(artifacts).forEach((function, artifact) -> out.putInt(function).putInt(artifact.length).put(artifact));
        MessageDigest digest = sha256();
        digest.update(out.array(), 0, out.position());
        out.put(digest.digest());
        return out.array();
    }

    /** The artifacts by function index; empty if the file is damaged or of another key. */
    static Optional<Map<Integer, ByteBuffer>> decode(String key, byte[] file) {
        if (!isWhole(file)) {
            return Optional.empty();
        }
        try {
            ByteBuffer in = ByteBuffer.wrap(file, 0, file.length - CHECKSUM);
            if (in.getLong() != MAGIC || !key.equals(string(in))) {
                return Optional.empty();
            }
            Map<Integer, ByteBuffer> artifacts = new TreeMap<>();
            for (int count = in.getInt(); count > 0; count--) {
                int function = in.getInt();
                int length = in.getInt();
                artifacts.put(function, in.slice(in.position(), length));
                in.position(in.position() + length);
            }
            return Optional.of(artifacts);
        } catch (RuntimeException e) {
            // The checksum is right, so this was written by something else.
            return Optional.empty();
        }
    }

    /** Whether the checksum is that of the content. */
    static boolean isWhole(byte[] file) {
        if (file.length < CHECKSUM + 8) {
            return false;
        }
        MessageDigest digest = sha256();
        digest.update(file, 0, file.length - CHECKSUM);
        return MessageDigest.isEqual(digest.digest(), Arrays.copyOfRange(file, file.length - CHECKSUM, file.length));
    }

    /** The key in a whole file. */
    static Optional<String> key(byte[] file) {
        try {
            ByteBuffer in = ByteBuffer.wrap(file);
            return in.getLong() == MAGIC ? Optional.of(string(in)) : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String string(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("a length of " + length);
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
