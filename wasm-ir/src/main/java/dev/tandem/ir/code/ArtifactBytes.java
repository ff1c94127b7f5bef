// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.code;

import dev.tandem.ir.profile.GuardLayout;
import dev.tandem.ir.profile.GuardedCall;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Numbers and arrays of artifacts, as bytes. */
public final class ArtifactBytes {
    private byte[] bytes = new byte[1024];
    private int size;

    public ArtifactBytes() {}

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    public ArtifactBytes put(int value) {
        room(4);
        ByteBuffer.wrap(bytes).putInt(size, value);
        size += 4;
        return this;
    }

    /** Length and content. */
    public ArtifactBytes put(byte[] array) {
        put(array.length);
        room(array.length);
        System.arraycopy(array, 0, bytes, size, array.length);
        size += array.length;
        return this;
    }

    /** Length and content. */
    public ArtifactBytes put(int[] array) {
        put(array.length);
        for (int value : array) {
            put(value);
        }
        return this;
    }

    public ArtifactBytes put(GuardLayout guards) {
        put(guards.calls().size());
        for (GuardedCall call : guards.calls()) {
            put(call.functionIndex()).put(call.offset());
            put(call.expected().stream().mapToInt(Integer::intValue).toArray());
        }
        return this;
    }

    public byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Reads what {@link #put(byte[])} wrote. */
    public static byte[] bytes(ByteBuffer in) {
        byte[] array = new byte[length(in, 1)];
        in.get(array);
        return array;
    }

    /** Reads what {@link #put(int[])} wrote. */
    public static int[] ints(ByteBuffer in) {
        int[] array = new int[length(in, 4)];
        for (int i = 0; i < array.length; i++) {
            array[i] = in.getInt();
        }
        return array;
    }

    /** Reads what {@link #put(GuardLayout)} wrote. */
    public static GuardLayout guards(ByteBuffer in) {
        GuardLayout.Builder guards = new GuardLayout.Builder();
        for (int i = length(in, 12); i > 0; i--) {
            int function = in.getInt();
            int offset = in.getInt();
            guards.add(new GuardedCall(function, offset, Arrays.stream(ints(in)).boxed().toList()));
        }
        return guards.build();
    }

    /** A count of elements that are all still there. */
    public static int length(ByteBuffer in, int elementSize) {
        int length = in.getInt();
        if (length < 0 || (long) length * elementSize > in.remaining()) {
            throw new IllegalArgumentException("not an artifact: a length of " + length);
        }
        return length;
    }
}
