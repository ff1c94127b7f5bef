// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.api.Engine;
import dev.tandem.api.Instance;
import dev.tandem.it.CurrentCell;
import dev.tandem.it.security.ModuleBytes.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Vector instructions with constants that compilers have special code for: shuffles, of two vectors or one twice, and shifts of lanes. */
@Tag(CurrentCell.BEHAVIOUR)
final class VectorConstantsTest {
    private static final int VECTOR = 0xfd;
    private static final long[] FIRST = {0x8786_8584_0302_0100L, 0x8f8e_8d8c_7b7a_7978L};
    private static final long[] SECOND = {0x1716_1514_f3f2_f1f0L, 0xff80_7f01_0080_fffeL};

    private final Engine engine = CurrentCell.engine();

    @AfterEach
    void close() {
        engine.close();
    }

    /** The vector of two parameters. */
    private static Code vector(Code code, int parameter) {
        return code.local(parameter).op(VECTOR, 0x12).local(parameter + 1).op(VECTOR, 0x1e, 1); // i64x2.splat, i64x2.replace_lane
    }

    /** A function from the halves of vectors to a half of the result. */
    private static String function(ModuleBytes module, int parameters, int half, Code body) {
        int[] types = new int[parameters];
        Arrays.fill(types, ModuleBytes.I64);
        return module.function(types, new int[] {ModuleBytes.I64}, body.op(VECTOR, 0x1d, half)); // i64x2.extract_lane
    }

    private static int byteOf(long[] vector, int index) {
        return (int) (vector[index / 8] >>> 8 * (index % 8)) & 0xff;
    }

    private static List<int[]> shuffles() {
        List<int[]> all = new ArrayList<>();
        for (int start = 0; start < 32; start++) {
            int[] run = new int[16];
            for (int i = 0; i < 16; i++) {
                run[i] = (start + i) % 32;
            }
            all.add(run);
        }
        for (int width = 1; width <= 8; width *= 2) {
            for (int half = 0; half <= 8; half += 8) {
                for (int order = 0; order <= 16; order += 16) {
                    int[] interleaved = new int[16];
                    for (int i = 0; i < 16; i++) {
                        int lane = i / width;
                        interleaved[i] = half + lane / 2 * width + i % width + (lane % 2 == 0 ? order : 16 - order);
                    }
                    all.add(interleaved);
                }
            }
        }
        Random random = new Random(25);
        for (int n = 0; n < 40; n++) {
            for (int width = 1; width <= 8; width *= 2) {
                int[] lanes = new int[16];
                int[] blend = new int[16];
                int[] halves = new int[16];
                int[] words = new int[16];
                for (int i = 0; i < 16; i += width) {
                    int lane = random.nextInt(32 / width);
                    int source = 16 * random.nextInt(2);
                    int within = random.nextInt(16 / width) * width;
                    int near = i / 8 * 8 + random.nextInt(8 / width) * width;
                    for (int k = 0; k < width; k++) {
                        lanes[i + k] = lane * width + k;
                        blend[i + k] = source + i + k;
                        halves[i + k] = within + k + (i < 8 == n % 2 < 1 ? 0 : 16);
                        words[i + k] = (n % 2 == i / 8 ? i : near) + k;
                    }
                }
                all.addAll(List.of(lanes, blend, halves, words));
            }
        }
        return all;
    }

    @Test
    void shuffle() {
        ModuleBytes module = new ModuleBytes(1);
        List<int[]> shuffles = shuffles();
        List<String> names = new ArrayList<>();
        for (int[] indices : shuffles) {
            for (int half = 0; half < 2; half++) {
                names.add(function(module, 4, half, vector(vector(new Code(), 0), 2).op(VECTOR, 0x0d).op(indices)));
                Code twice = vector(vector(new Code(), 0), 0).op(VECTOR, 0x0d).op(indices);
                names.add(function(module, 2, half, twice));
            }
        }
        Instance instance = engine.compile(module.bytes()).instantiate();
        for (int n = 0; n < shuffles.size(); n++) {
            int[] indices = shuffles.get(n);
            for (int half = 0; half < 2; half++) {
                long two = 0;
                long one = 0;
                for (int i = 7; i >= 0; i--) {
                    int index = indices[8 * half + i];
                    two = two << 8 | byteOf(index < 16 ? FIRST : SECOND, index % 16);
                    one = one << 8 | byteOf(FIRST, index % 16);
                }
                String what = Arrays.toString(indices);
                String name = names.get(4 * n + 2 * half);
                assertEquals(two, instance.function(name).call(FIRST[0], FIRST[1], SECOND[0], SECOND[1])[0], what);
                assertEquals(one, instance.function(names.get(4 * n + 2 * half + 1)).call(FIRST[0], FIRST[1])[0], what);
            }
        }
    }

    private record Shift(int opcode, int width, boolean left, boolean signed) {
        long apply(long lanes, int count) {
            LongUnaryOperator lane = value -> {
                int by = count & (width - 1);
                int unused = 64 - width;
                return left ? value << by : signed ? value << unused >> unused >> by : value >>> by;
            };
            long mask = width == 64 ? -1 : (1L << width) - 1;
            long result = 0;
            for (int at = 0; at < 64; at += width) {
                result |= (lane.applyAsLong(lanes >>> at & mask) & mask) << at;
            }
            return result;
        }
    }

    @Test
    void shift() {
        ModuleBytes module = new ModuleBytes(1);
        record Made(String name, Shift shift, int count, int half) {}
        List<Made> functions = new ArrayList<>();
        int[] opcodes = {0x6b, 0x8b, 0xab, 0xcb}; // shl, shr_s, shr_u of i8x16, i16x8, i32x4, i64x2
        for (int i = 0; i < opcodes.length; i++) {
            int width = 8 << i;
            for (int kind = 0; kind < 3; kind++) {
                Shift shift = new Shift(opcodes[i] + kind, width, kind == 0, kind == 1);
                for (int count : new int[] {0, 1, 3, 4, 7, width - 1, width, width + 1, 63, 64, 127, -1}) {
                    Code body = vector(new Code(), 0).i32(count).op(VECTOR).unsigned(shift.opcode);
                    functions.add(new Made(function(module, 2, count & 1, body), shift, count, count & 1));
                }
            }
        }
        Instance instance = engine.compile(module.bytes()).instantiate();
        for (Made made : functions) {
            for (long[] vector : new long[][] {FIRST, SECOND}) {
                long expected = made.shift.apply(vector[made.half], made.count);
                assertEquals(expected, instance.function(made.name).call(vector[0], vector[1])[0], made::toString);
            }
        }
    }
}
