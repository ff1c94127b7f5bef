// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import static dev.tandem.decoder.Bytes.bytes;
import static dev.tandem.decoder.Bytes.custom;
import static dev.tandem.decoder.Bytes.list;
import static dev.tandem.decoder.Bytes.module;
import static dev.tandem.decoder.Bytes.section;
import static dev.tandem.decoder.Bytes.u32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** However a module is cut, the same is heard of it. */
final class CutsTest {
    private static final DecoderOptions ALL = DecoderOptions.all();

    private static void assertSameHoweverCut(byte[] module) {
        String whole = Transcript.of(module, ALL, () -> module.length);
        for (int size = 1; size <= 9; size++) {
            int piece = size;
            assertEquals(whole, Transcript.of(module, ALL, () -> piece));
        }
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20; i++) {
            assertEquals(whole, Transcript.of(module, ALL, Transcript.Cut.random(random)), "-Dtandem.test.seed=" + seed);
        }
    }

    @Test
    void inTwoAnywhere() {
        byte[] module = Samples.everything();
        String whole = Transcript.of(module, ALL, () -> module.length);
        assertFalse(whole.contains("MALFORMED") || whole.contains("INVALID"), whole);
        for (int at = 1; at < module.length; at++) {
            int[] sizes = {at, module.length};
            int[] next = {0};
            assertEquals(whole, Transcript.of(module, ALL, () -> sizes[next[0]++]));
        }
        assertSameHoweverCut(module);
    }

    @Test
    void damagedModules() {
        byte[] module = Samples.everything();
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = module.clone();
            damaged[8 + random.nextInt(module.length - 8)] = (byte) random.nextInt();
            String whole = Transcript.of(damaged, ALL, () -> damaged.length);
            assertEquals(whole, Transcript.of(damaged, ALL, () -> 1), "-Dtandem.test.seed=" + seed);
            assertEquals(whole, Transcript.of(damaged, ALL, Transcript.Cut.random(random)), "-Dtandem.test.seed=" + seed);
        }
    }

    @Test
    void stepsLargerThanTheBuffer() {
        String name = "n\u00E9".repeat(30_000);
        byte[] sum = bytes(0x41, 1, repeated(70_000, 0x41, 1, 0x6A), 0x0B);
        byte[] fields = bytes(0x5F, u32(9_000), repeated(9_000, 0x64, 0x6B, 1));
        byte[] module = module(
                section(1, (Object) list(bytes(0x60, 0, 0), fields)),
                section(2, (Object) list(bytes(name, name, 0, 0))),
                section(6, (Object) list(bytes(0x7F, 0, sum), bytes(0x7F, 1, 0x41, 0, 0x0B))),
                custom(name, new byte[200_000]));
        assertSameHoweverCut(module);
        byte[] damaged = module.clone();
        damaged[damaged.length - 300_000] = 0x6B; // the second byte of an i32.const, or an operator
        damaged[damaged.length - 299_000] = 0x1A;
        assertSameHoweverCut(damaged);
        assertSameHoweverCut(Arrays.copyOf(module, 150_000));
    }

    private static byte[] repeated(int times, int... pattern) {
        byte[] bytes = new byte[times * pattern.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) pattern[i % pattern.length];
        }
        return bytes;
    }
}
