// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.LirKind;
import dev.tandem.optimizing.x64.lir.Location;
import dev.tandem.optimizing.x64.lir.Move;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random parallel moves, run move by move. */
class ParallelMoveTest {
    private final ParallelMove parallel = new ParallelMove();

    private static int location(Random random, LirKind kind, boolean source) {
        int stack = random.nextInt(5);
        if (random.nextInt(3) == 0) {
            // Places of 16 bytes and of 8 are apart.
            return Location.stack(kind == LirKind.VECTOR128 ? -1000 - 16 * stack : -8 - 8 * stack);
        }
        int register = random.nextInt(source ? 6 : 5);
        return kind.isVector() ? Location.vector(register) : register;
    }

    private static LirKind kind(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> LirKind.VECTOR128;
            case 1 -> LirKind.FLOAT64;
            default -> LirKind.WORD64;
        };
    }

    @Test
    void random() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            Map<Integer, Integer> expected = new HashMap<>();
            Map<Integer, LirKind> kindOf = new HashMap<>();
            int count = random.nextInt(10);
            for (int i = 0; i < count; i++) {
                LirKind kind = kind(random);
                int from = location(random, kind, true);
                int to = location(random, kind, false);
                // A place holds one value, of one kind.
                if (expected.containsKey(to) || kindOf.merge(from, kind, (known, ignored) -> known) != kind) {
                    continue;
                }
                expected.put(to, from);
                parallel.add(kind, from, to);
            }
            assertEquals(expected, run(seed, expected), "seed " + seed);
        }
    }

    /** What each target holds in the end, as the location it was in. */
    private Map<Integer, Integer> run(int seed, Map<Integer, Integer> expected) {
        List<LirInstruction> code = new ArrayList<>();
        parallel.flush(code);
        Map<Integer, Integer> state = new HashMap<>();
        for (LirInstruction instruction : code) {
            if (instruction instanceof Move move) {
                assertFalse(
                        Location.isStack(move.from()) && Location.isStack(move.to()), "memory to memory, seed " + seed);
                state.put(move.to(), state.getOrDefault(move.from(), move.from()));
            } else if (instruction instanceof WideCopy copy) {
                state.put(copy.to(), state.getOrDefault(copy.from(), copy.from()));
            }
        }
        Map<Integer, Integer> result = new HashMap<>();
        for (int to : expected.keySet()) {
            result.put(to, state.getOrDefault(to, to));
        }
        return result;
    }
}
