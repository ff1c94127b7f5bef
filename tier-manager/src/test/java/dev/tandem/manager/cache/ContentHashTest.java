// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ContentHashTest {
    private final long seed = Long.getLong("tandem.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void isTheSameForAllCuts() {
        byte[] module = module(200_000, 70_000, 1);
        byte[] whole = hash(module, module.length);
        for (int most : new int[] {1, 7, 4096, 65_536}) {
            assertArrayEquals(whole, hash(module, most), "-Dtandem.test.seed=" + seed + ", pieces of at most " + most);
        }
    }

    @Test
    void leavesOutDataAndCustomSectionsButNotCode() {
        byte[] module = module(1000, 300, 1);
        assertArrayEquals(hash(module, 64), hash(module(1000, 300, 2), 64));
        for (int at = 10; at < 1010; at += 99) {
            byte[] other = module.clone();
            other[at] ^= 1;
            assertFalse(Arrays.equals(hash(module, 64), hash(other, 64)), "byte " + at + " of the code is not in the hash");
        }
    }

    /** A code section, then a data and a custom section whose contents are {@code filler}. */
    private static byte[] module(int code, int data, int filler) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        section(out, 10, code, 5);
        section(out, 11, data, filler);
        section(out, 0, data, filler);
        section(out, 0, 0, filler);
        return out.toByteArray();
    }

    private static void section(ByteArrayOutputStream out, int id, int size, int filler) {
        out.write(id);
        int left = size;
        for (; left > 127; left >>>= 7) {
            out.write(left & 127 | 128);
        }
        out.write(left);
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) filler);
        out.writeBytes(content);
    }

    private byte[] hash(byte[] module, int most) {
        ContentHash hash = new ContentHash();
        byte[] buffer = new byte[most];
        for (int at = 0; at < module.length; ) {
            int length = Math.min(module.length - at, 1 + random.nextInt(most));
            System.arraycopy(module, at, buffer, 0, length);
            hash.update(ByteBuffer.wrap(buffer, 0, length));
            Arrays.fill(buffer, (byte) -1);
            at += length;
        }
        return hash.digest();
    }
}
