// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class LiveSetTest {
    @Test
    void isASet() {
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        Random random = new Random(seed);
        LiveSet set = new LiveSet(50);
        TreeSet<Integer> expected = new TreeSet<>();
        for (int i = 0; i < 5000; i++) {
            int number = random.nextInt(50);
            assertEquals(expected.contains(number), set.contains(number), "-Dtandem.test.seed=" + seed);
            switch (random.nextInt(20)) {
                case 0 -> {
                    set.clear();
                    expected.clear();
                }
                case 1, 2, 3, 4, 5, 6, 7 -> {
                    set.remove(number);
                    expected.remove(number);
                }
                default -> {
                    set.add(number);
                    expected.add(number);
                }
            }
            int[] members = set.toArray();
            Arrays.sort(members);
            assertArrayEquals(expected.stream().mapToInt(Integer::intValue).toArray(), members, "-Dtandem.test.seed=" + seed);
            assertEquals(expected.size(), set.count(), "-Dtandem.test.seed=" + seed);
        }
    }
}
