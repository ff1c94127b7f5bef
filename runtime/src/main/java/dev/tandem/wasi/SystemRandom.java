// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi;

import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's random numbers, straight from its device: the security providers that {@link SecureRandom} brings take longer to
 * load than a small guest to run. They are used where there is no such device.
 */
final class SystemRandom implements RandomGenerator {
    private static final String DEVICE = "/dev/urandom";

    private @Nullable SecureRandom fallback;

    @Override
    public void nextBytes(byte[] bytes) {
        if (fallback == null) {
            try (DataInputStream device = new DataInputStream(new FileInputStream(DEVICE))) {
                device.readFully(bytes);
                return;
            } catch (IOException e) {
                fallback = new SecureRandom();
            }
        }
        fallback.nextBytes(bytes);
    }

    @Override
    public long nextLong() {
        byte[] bytes = new byte[8];
        nextBytes(bytes);
        return ByteBuffer.wrap(bytes).getLong();
    }
}
