// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.api.Engine;
import dev.tandem.api.Instance;
import dev.tandem.api.Memory;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Vectors that one compiler or another keeps as lanes, against the same done lane by lane. */
@Timeout(300)
@Tag(CurrentCell.BEHAVIOUR)
final class VectorLanesTest {
    private static final int PAGE = 65536;

    private final Engine engine = CurrentCell.engine();
    private final Instance instance = TestModules.instantiate(engine, "lanes");
    private final Memory memory = instance.memory("memory");

    @Test
    void floatsThroughALoop() {
        int vectors = 37;
        float[] values = new float[4 * vectors];
        ByteBuffer bytes = ByteBuffer.allocate(16 * vectors).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 7919 % 1000) / 8f;
            bytes.putFloat(values[i]);
        }
        memory.write(0, bytes.array(), 0, bytes.capacity());
        for (int lane = 0; lane < 4; lane++) {
            float sum = 0;
            for (int i = 0; i < vectors; i++) {
                float value = values[4 * i + lane] * 1.5f;
                sum += i % 2 == 0 ? value : -value;
            }
            assertArrayEquals(new Object[] {sum}, instance.function("floats").call(vectors, 1.5f, lane), "lane " + lane);
        }
    }

    @Test
    void integersFloatsAndBytesInTurns() {
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        Random random = new Random(seed);
        byte[] start = new byte[32];
        random.nextBytes(start);
        memory.write(0, start, 0, start.length);
        int rounds = 1 + random.nextInt(20);
        byte[] expected = integers(ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN), rounds);
        for (int i = 0; i < 16; i++) {
            Object[] found = instance.function("integers").call(rounds, i);
            assertArrayEquals(new Object[] {expected[i] & 0xff}, found, "-Dtandem.test.seed=" + seed + ", byte " + i);
        }
    }

    private static byte[] integers(ByteBuffer start, int rounds) {
        int[] v = new int[4];
        int[] w = new int[4];
        for (int i = 0; i < 4; i++) {
            v[i] = start.getInt(4 * i);
            w[i] = start.getInt(16 + 4 * i);
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < 4; i++) {
                v[i] += w[i];
                w[i] ^= v[i] << 7;
            }
            v = new int[] {v[1], v[2], v[3], v[0]};
            for (int i = 0; i < 4; i++) {
                w[i] = (float) v[i] < (float) w[i] ? v[i] : w[i];
            }
        }
        ByteBuffer both = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 4; i++) {
            both.putInt(4 * i, v[i]).putInt(16 + 4 * i, w[i]);
        }
        int[] indices = {0, 16, 1, 17, 2, 18, 3, 19, 31, 30, 9, 9, 9, 9, 21, 6};
        byte[] result = new byte[16];
        for (int i = 0; i < 16; i++) {
            result[i] = both.get(indices[i]);
        }
        return result;
    }

    /** A store that goes over the end writes nothing. */
    @Test
    void storesWriteAllLanesOrNone() {
        for (String name : List.of("storeFloats", "storeIntegers")) {
            int offset = name.equals("storeFloats") ? 0 : 4;
            instance.function(name).call(PAGE - 16 - offset);
            byte[] end = new byte[16];
            memory.read(PAGE - 16, end, 0, 16);
            for (int over = 1; over < 16; over++) {
                int at = PAGE - 16 - offset + over;
                WasmTrap trap = assertThrows(WasmTrap.class, () -> instance.function(name).call(at));
                assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, trap.code());
                byte[] after = new byte[16];
                memory.read(PAGE - 16, after, 0, 16);
                assertArrayEquals(end, after, name + " over the end by " + over);
            }
        }
    }
}
