// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import java.util.Arrays;

/** Arrays that grow with what has arrived, never ahead of it because a module says so. */
final class Growth {
    private static final int FIRST = 1 << 15;

    private Growth() {}

    /** An array to begin with for content that claims to have {@code size} bytes. */
    static byte[] begin(int size) {
        return new byte[Math.min(size, FIRST)];
    }

    /** {@code array}, or a larger one if {@code used} bytes fill it: at most twice as long, and never longer than {@code size}. */
    static byte[] room(byte[] array, int used, int size) {
        return used < array.length ? array : Arrays.copyOf(array, (int) Math.min(size, Math.max(FIRST, 2L * array.length)));
    }

    static int[] room(int[] array, int used) {
        return used < array.length ? array : Arrays.copyOf(array, Math.max(16, 2 * array.length));
    }
}
