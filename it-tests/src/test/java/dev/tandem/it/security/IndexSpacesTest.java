// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.api.Engine;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.Memory;
import dev.tandem.api.Module;
import dev.tandem.api.Table;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Bulk instructions on several imported and defined memories and tables do what a model in Java does: to the right one, with numbers up to the
 * largest, where sums overflow, all or nothing.
 */
@Tag(CurrentCell.BEHAVIOUR)
final class IndexSpacesTest {
    private static final long SEED = Long.getLong("tandem.test.seed", System.nanoTime());
    private static final int SPACES = 6;
    private static final int ROUNDS = 3000;
    private static final int ELEMENTS = 10;
    private static final int SEGMENT = 10;
    private static final int NULLS = 5;
    private static final byte[] DATA = {'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'};

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Engine engine = CurrentCell.engine();
    private final byte[][] memories = new byte[SPACES][Memory.PAGE_SIZE];
    private final Object[][] tables = new Object[SPACES][ELEMENTS];
    private Instance provider;
    private Instance instance;

    @BeforeEach
    void link() {
        provider = module("provider").instantiate();
        instance = module("spaces").instantiate(Imports.builder().instance("provider", provider).build());
        for (int i = 0; i < SPACES; i++) {
            memory(i).fill(0, (byte) (i + 1), Memory.PAGE_SIZE);
            Arrays.fill(memories[i], (byte) (i + 1));
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Module module(String name) {
        try (InputStream in = IndexSpacesTest.class.getResourceAsStream(name + ".wasm")) {
            return engine.compile(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Memory memory(int index) {
        return (index < SPACES / 2 ? provider : instance).memory("m" + index);
    }

    private Table table(int index) {
        return (index < SPACES / 2 ? provider : instance).table("t" + index);
    }

    /** Near the start, near the end, anywhere, or among the numbers at which sums overflow. */
    private int number(int size) {
        return switch (random.nextInt(8)) {
            case 0 -> size - random.nextInt(4);
            case 1 -> size + random.nextInt(2);
            case 2 -> new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, -size, 0}[random.nextInt(5)];
            case 3 -> random.nextInt(size);
            default -> random.nextInt(Math.min(size, 6));
        };
    }

    private static boolean fits(int start, int count, int size) {
        return Integer.toUnsignedLong(start) + Integer.toUnsignedLong(count) <= size;
    }

    private boolean passes(String function, Object... arguments) {
        try {
            instance.function(function).call(arguments);
            return true;
        } catch (WasmTrap trap) {
            return false;
        }
    }

    @Test
    void memoriesAreToldApart() {
        boolean dropped = false;
        for (int round = 0; round < ROUNDS; round++) {
            int to = random.nextInt(SPACES);
            int from = random.nextInt(SPACES);
            int start = number(memories[to].length);
            int count = number(memories[to].length);
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    int value = random.nextInt(256);
                    if (check(fits(start, count, memories[to].length), "memory.fill " + to, start, value, count)) {
                        Arrays.fill(memories[to], start, start + count, (byte) value);
                    }
                }
                case 2 -> {
                    int source = number(SEGMENT);
                    int some = random.nextInt(4) == 0 ? count : random.nextInt(4);
                    boolean fits = fits(start, some, memories[to].length) && fits(source, some, dropped ? 0 : SEGMENT);
                    if (check(fits, "memory.init " + to, start, source, some)) {
                        System.arraycopy(DATA, source, memories[to], start, some);
                    }
                }
                case 3 -> {
                    if (round > ROUNDS / 2) {
                        check(true, "data.drop");
                        dropped = true;
                    }
                }
                default -> {
                    int source = number(memories[from].length);
                    boolean fits = fits(start, count, memories[to].length) && fits(source, count, memories[from].length);
                    if (check(fits, "memory.copy " + to + " " + from, start, source, count)) {
                        System.arraycopy(memories[from], source, memories[to], start, count);
                    }
                }
            }
            if (round % 50 == 0) {
                for (int i = 0; i < SPACES; i++) {
                    assertEquals(-1, Arrays.mismatch(memories[i], memory(i).read(0, memories[i].length)), "memory " + i + ", " + seed());
                }
            }
        }
    }

    @Test
    void tablesAreToldApart() {
        boolean dropped = false;
        for (int round = 0; round < ROUNDS; round++) {
            int to = random.nextInt(SPACES);
            int from = random.nextInt(SPACES);
            int start = number(ELEMENTS);
            int count = number(ELEMENTS);
            Object value = round;
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    if (check(fits(start, count, tables[to].length), "table.fill " + to, start, value, count)) {
                        Arrays.fill(tables[to], start, start + count, value);
                    }
                }
                case 2 -> {
                    int source = number(NULLS);
                    boolean fits = fits(start, count, tables[to].length) && fits(source, count, dropped ? 0 : NULLS);
                    if (check(fits, "table.init " + to, start, source, count)) {
                        Arrays.fill(tables[to], start, start + count, null);
                    }
                }
                case 3 -> {
                    if (round > ROUNDS / 2) {
                        check(true, "elem.drop");
                        dropped = true;
                    }
                }
                case 4 -> {
                    if (check(fits(start, 1, tables[to].length), "table.set " + to, start, value)) {
                        tables[to][start] = value;
                    }
                }
                case 5 -> {
                    if (tables[to].length < 2 * ELEMENTS) {
                        assertEquals(tables[to].length, instance.function("table.grow " + to).call(value, 1)[0]);
                        tables[to] = Arrays.copyOf(tables[to], tables[to].length + 1);
                        tables[to][tables[to].length - 1] = value;
                    }
                }
                default -> {
                    int source = number(ELEMENTS);
                    boolean fits = fits(start, count, tables[to].length) && fits(source, count, tables[from].length);
                    if (check(fits, "table.copy " + to + " " + from, start, source, count)) {
                        System.arraycopy(tables[from], source, tables[to], start, count);
                    }
                }
            }
            if (round % 20 == 0) {
                for (int i = 0; i < SPACES; i++) {
                    assertEquals(tables[i].length, table(i).size(), seed());
                    for (int k = 0; k < tables[i].length; k++) {
                        assertEquals(tables[i][k], instance.function("table.get " + i).call(k)[0], "table " + i + ", " + seed());
                    }
                }
            }
        }
    }

    private boolean check(boolean expected, String function, Object... arguments) {
        assertEquals(expected, passes(function, arguments), () -> function + Arrays.toString(arguments) + ", " + seed());
        return expected;
    }

    private static String seed() {
        return "-Dtandem.test.seed=" + SEED;
    }
}
