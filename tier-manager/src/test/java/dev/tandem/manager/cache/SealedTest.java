// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SealedTest {
    private static final String KEY = "of what";
    /** Magic, two sizes, key. */
    private static final int PARTS = 16 + KEY.length();

    private static ByteBuffer part(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] blob() {
        return Sealed.seal(KEY, List.of(part("one"), part("two"), part("")));
    }

    private static Sealed open(byte[] blob) {
        return Sealed.open(ByteBuffer.wrap(blob)).orElseThrow();
    }

    @Test
    void partsAreThereOneByOne() {
        byte[] blob = blob();
        byte[] inside = new byte[blob.length + 9];
        System.arraycopy(blob, 0, inside, 5, blob.length);
        for (Sealed opened : List.of(open(blob), Sealed.open(ByteBuffer.wrap(inside, 5, blob.length)).orElseThrow())) {
            assertEquals(KEY, opened.key());
            assertEquals(3, opened.parts());
            assertEquals(Optional.of(part("two")), opened.part(1));
            assertEquals(Optional.of(part("one")), opened.part(0));
            assertEquals(Optional.of(part("")), opened.part(2));
            assertTrue(opened.isWhole());
        }
        assertEquals(0, open(Sealed.seal("", List.of())).parts());
    }

    @Test
    void damageToOnePartIsNoneToOthers() {
        byte[] blob = blob();
        blob[blob.length - 1] ^= 1;
        assertEquals(Optional.of(part("one")), open(blob).part(0));
        assertEquals(Optional.empty(), open(blob).part(1));
        assertFalse(open(blob).isWhole());
    }

    @Test
    void partsInEachOthersPlaceAreDamaged() {
        byte[] blob = blob();
        byte[] swapped = blob.clone();
        System.arraycopy(blob, blob.length - 3, swapped, blob.length - 6, 3);
        System.arraycopy(blob, blob.length - 6, swapped, blob.length - 3, 3);
        assertEquals(Optional.empty(), open(swapped).part(0));
        assertEquals(Optional.empty(), open(swapped).part(1));
    }

    /** With a right checksum, as no damage makes them. */
    @Test
    void endsThatLieLeadNowhere() {
        for (int[] ends : new int[][] {{-1, 6, 6}, {7, 6, 6}, {Integer.MAX_VALUE, 6, 6}, {5, 2, 6}, {3, Integer.MIN_VALUE, 6}}) {
            ByteBuffer blob = ByteBuffer.wrap(blob());
            for (int i = 0; i < 3; i++) {
                blob.putInt(PARTS + 12 * i, ends[i]);
            }
            checkHead(blob);
            assertFalse(open(blob.array()).isWhole(), () -> Arrays.toString(ends));
        }
        for (int last : new int[] {-1, 0, 5, 7, Integer.MAX_VALUE}) {
            ByteBuffer blob = ByteBuffer.wrap(blob()).putInt(PARTS + 24, last);
            checkHead(blob);
            assertEquals(Optional.empty(), Sealed.open(blob).map(Sealed::key), () -> "last end " + last);
        }
        for (int keySize : new int[] {-1, KEY.length() - 1, KEY.length() + 1, 1000, Integer.MAX_VALUE}) {
            ByteBuffer blob = ByteBuffer.wrap(blob()).putInt(12, keySize);
            checkHead(blob);
            assertEquals(Optional.empty(), Sealed.open(blob).map(Sealed::key), () -> "key of " + keySize);
        }
    }

    private static void checkHead(ByteBuffer blob) {
        int size = PARTS + 36;
        CRC32 one = new CRC32();
        one.update(blob.array(), 0, size);
        CRC32C other = new CRC32C();
        other.update(blob.array(), 0, size);
        blob.putLong(size, one.getValue() << 32 | other.getValue());
    }

    /** To read what is mapped and gone is no exception like others. */
    @Test
    void aFileThatIsCutWhileItIsMappedIsDamaged(@TempDir Path folder) throws IOException {
        byte[] large = new byte[1 << 20];
        Path file = Files.write(folder.resolve("file"), Sealed.seal(KEY, List.of(part("one"), ByteBuffer.wrap(large))));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            Sealed opened = Sealed.open(mapped).orElseThrow();
            channel.truncate(1 << 13);
            assertEquals(Optional.of(part("one")), opened.part(0));
            assertEquals(Optional.empty(), opened.part(1));
            channel.truncate(0);
            assertEquals(Optional.empty(), opened.part(0));
            assertEquals(Optional.empty(), Sealed.open(mapped).map(Sealed::key));
        }
    }
}
