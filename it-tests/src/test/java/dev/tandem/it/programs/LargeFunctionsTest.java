// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.programs;

import static dev.tandem.it.programs.WasmBytes.EMPTY;
import static dev.tandem.it.programs.WasmBytes.F32;
import static dev.tandem.it.programs.WasmBytes.F64;
import static dev.tandem.it.programs.WasmBytes.I32;
import static dev.tandem.it.programs.WasmBytes.I64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.api.Engine;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import dev.tandem.it.programs.WasmBytes.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Functions at and beyond the limits of class files and of HotSpot: more than 8,000 and 65,535 bytes of bytecode in one function, more than
 * 255 parameters, more than 65,535 constants. Expected values come from the same computation in Java.
 */
@Tag(CurrentCell.BEHAVIOUR)
class LargeFunctionsTest {

    private static int run(List<Code> functions, int argument) {
        try (Engine engine = CurrentCell.engine();
                var module = engine.compile(WasmBytes.module(functions));
                var instance = module.instantiate()) {
            return (Integer) Objects.requireNonNull(instance.function("run").call(argument)[0]);
        }
    }

    private static int run(int locals, WasmBytes body, int argument) {
        return run(List.of(Code.i32ToI32(locals, body)), argument);
    }

    /** {@code x = x * 31 + k}, over and over. */
    private static WasmBytes steps(int count, int first) {
        WasmBytes body = new WasmBytes();
        for (int k = first; k < first + count; k++) {
            body.get(0).i32(31).op(0x6c).i32(k).op(0x6a).set(0);
        }
        return body;
    }

    private static int stepped(int x, int count, int first) {
        int result = x;
        for (int k = first; k < first + count; k++) {
            result = result * 31 + k;
        }
        return result;
    }

    @Test
    void straightLineOfManyTimesTheLimit() {
        assertEquals(stepped(7, 30_000, 0), run(0, steps(30_000, 0).get(0), 7));
    }

    @Test
    void everySizeAroundTheLimits() {
        for (int count = 550; count < 750; count += 7) { // 8,000 bytes of bytecode, give or take
            assertEquals(stepped(3, count, 0), run(0, steps(count, 0).get(0), 3), "steps: " + count);
        }
        for (int count = 4_000; count < 7_000; count += 500) { // 65,535
            assertEquals(stepped(3, count, 0), run(0, steps(count, 0).get(0), 3), "steps: " + count);
        }
    }

    /** A loop that turns {@code turns} (local 1) times around a body too large for one method, with a branch out of its middle. */
    @Test
    void loopAroundALargeBody() {
        WasmBytes body = new WasmBytes().i32(50).set(1);
        body.op(0x02, EMPTY).op(0x03, EMPTY);
        body.append(steps(3_000, 0));
        body.get(0).i32(0xffff).op(0x71).i32(12345).op(0x46).op(0x0d, 1L); // if ((x & 0xffff) == 12345) leave
        body.append(steps(3_000, 3_000));
        body.get(1).i32(1).op(0x6b).op(0x22, 1L).op(0x0d, 0L); // if (--turns) again
        body.op(0x0b, 0x0b).get(0);
        int expected = 5;
        for (int turns = 50; turns > 0; turns--) {
            expected = stepped(expected, 3_000, 0);
            if ((expected & 0xffff) == 12345) {
                break;
            }
            expected = stepped(expected, 3_000, 3_000);
        }
        assertEquals(expected, run(1, body, 5));
    }

    @Test
    void manyConditions() {
        WasmBytes body = new WasmBytes();
        int expected = 99;
        for (int k = 0; k < 4_000; k++) {
            body.get(0).i32(1).op(0x71).op(0x04, EMPTY); // if (x & 1) x = x * 3 + k else x = (x >>> 1) ^ k
            body.get(0).i32(3).op(0x6c).i32(k).op(0x6a).set(0);
            body.op(0x05);
            body.get(0).i32(1).op(0x76).i32(k).op(0x73).set(0);
            body.op(0x0b);
            expected = (expected & 1) != 0 ? expected * 3 + k : expected >>> 1 ^ k;
        }
        assertEquals(expected, run(0, body.get(0), 99));
    }

    /** The loop of an interpreter: {@code cases} blocks around a br_table, each doing something of its own to 20 locals. */
    @Test
    void interpreterLoop() {
        int cases = 1_000;
        int registers = 20;
        int rounds = 20_000;
        WasmBytes body = new WasmBytes(); // local 0: state, 1..20: registers, 21: rounds left
        body.i32(rounds).set(registers + 1);
        body.op(0x03, EMPTY);
        body.op(0x02, EMPTY); // the continuation of every case
        for (int k = 0; k < cases; k++) {
            body.op(0x02, EMPTY);
        }
        body.get(0).i32(cases).op(0x70).op(0x0e).unsigned(cases - 1);
        for (int k = 0; k < cases; k++) {
            body.unsigned(k);
        }
        body.op(0x0b);
        for (int k = 0; k < cases; k++) {
            int from = k % registers + 1;
            int to = k * 7 % registers + 1;
            body.get(from).i32(k).op(0x6a).get(to).op(0x73).op(0x22, (long) to); // to = (from + k) ^ to
            body.get(0).i32(1_103_515_245).op(0x6c).op(0x6a).set(0); // state = state * c + to
            body.op(0x0c, (long) (cases - 1 - k)).op(0x0b);
        }
        body.get(registers + 1).i32(1).op(0x6b).op(0x22, registers + 1L).op(0x0d, 0L);
        body.op(0x0b).get(0);

        int[] register = new int[registers + 1];
        int state = 1;
        for (int round = 0; round < rounds; round++) {
            int k = Integer.remainderUnsigned(state, cases);
            int from = k % registers + 1;
            int to = k * 7 % registers + 1;
            register[to] ^= register[from] + k;
            state = state * 1_103_515_245 + register[to];
        }
        assertEquals(state, run(registers + 1, body, 1));
    }

    /** The end of a function that nothing reaches, after bodies of many lengths: it may be the end of a piece or of the rest. */
    @Test
    void endThatNothingReaches() {
        for (int count = 300; count < 1_500; count += 60) {
            WasmBytes body = new WasmBytes();
            body.op(0x02, EMPTY);
            body.get(0).i32(1).op(0x71).op(0x0d, 0L); // odd: on to the rest
            body.append(steps(count, 0)).get(0).op(0x0f).op(0x0b); // even: return from the middle
            body.append(steps(count, 7));
            body.get(0).i32(0x1234567).op(0x46).op(0x04, EMPTY).get(0).op(0x0f).op(0x05);
            body.append(steps(count, 9)).get(0).op(0x0f).op(0x0b);
            body.op(0x00);
            assertEquals(stepped(2, count, 0), run(0, body, 2), "steps: " + count);
            assertEquals(stepped(stepped(3, count, 7), count, 9), run(0, body, 3), "steps: " + count);
        }
    }

    /** A call that does not come back is followed by nothing: traps reach the caller from any piece. */
    @Test
    void trapsInPieces() {
        Code fails = Code.i32ToI32(0, new WasmBytes().op(0x00));
        for (int count = 300; count < 1_500; count += 60) {
            WasmBytes body = new WasmBytes().append(steps(count, 0));
            body.get(0).i32(stepped(4, count, 0)).op(0x46).op(0x04, EMPTY);
            body.append(steps(count, 0)).get(0).op(0x10, 0L).op(0x1a).op(0x00).op(0x0b);
            body.append(steps(count, 5)).get(0).op(0x0f).op(0x00);
            List<Code> functions = List.of(fails, Code.i32ToI32(0, body));
            assertEquals(stepped(stepped(5, count, 0), count, 5), run(functions, 5), "steps: " + count);
            WasmTrap trap = assertThrows(WasmTrap.class, () -> run(functions, 4), "steps: " + count);
            assertEquals(TrapCode.UNREACHABLE, trap.code());
        }
    }

    @Test
    void branchTableOfTheLargestSize() {
        int size = 65_520;
        WasmBytes body = new WasmBytes();
        body.op(0x02, EMPTY, 0x02, EMPTY, 0x02, EMPTY);
        body.get(0).op(0x0e).unsigned(size);
        for (int i = 0; i < size; i++) {
            body.unsigned(i % 3);
        }
        body.unsigned(1);
        body.op(0x0b).i32(100).op(0x0f).op(0x0b).i32(101).op(0x0f).op(0x0b).i32(102);
        for (int index : new int[] {0, 1, 2, 3, 32_768, size - 1, size, size + 1, -1, Integer.MIN_VALUE}) {
            int expected = index >= 0 && index < size ? 100 + index % 3 : 101;
            assertEquals(expected, run(0, body, index), "index " + index);
        }
    }

    @Test
    void deepOperandStack() {
        int depth = 3_000;
        WasmBytes body = new WasmBytes();
        int expected = 0;
        for (int i = 0; i < depth; i++) {
            body.get(0).i32(i).op(0x6c);
        }
        body.op(0x02, I32).append(steps(2_000, 0)).get(0).op(0x0b); // a long block while they wait
        for (int i = 0; i < depth; i++) {
            body.op(i % 2 == 0 ? 0x6a : 0x6b);
        }
        expected = stepped(11, 2_000, 0);
        for (int i = 0; i < depth; i++) {
            int under = 11 * (depth - 1 - i);
            expected = i % 2 == 0 ? under + expected : under - expected;
        }
        assertEquals(expected, run(0, body, 11));
    }

    @Test
    void deepNesting() {
        int depth = 1_000;
        WasmBytes body = new WasmBytes();
        for (int i = 0; i < depth; i++) {
            body.op(i % 3 == 2 ? 0x03 : 0x02, EMPTY);
        }
        body.get(0).i32(1).op(0x6a).set(0);
        body.get(0).i32(500).op(0x46).op(0x0d, depth - 1L); // x == 500: out of all
        for (int i = 0; i < depth; i++) {
            body.get(0).i32(i).op(0x6a).set(0).op(0x0b);
        }
        body.get(0);
        assertEquals(500, run(0, body, 499));
        assertEquals(2 + depth * (depth - 1) / 2, run(0, body, 1));
    }

    /** 1,000 parameters and 1,000 results, the most there may be, directly and through the table. */
    @Test
    void manyParametersAndResults() {
        int count = 1_000;
        int[] types = new int[count];
        int[] kinds = {I32, I64, F32, F64};
        WasmBytes turn = new WasmBytes(); // returns its parameters in pairs of four turned round
        WasmBytes push = new WasmBytes();
        for (int i = 0; i < count; i++) {
            types[i] = kinds[i % 4];
            turn.get(i);
            push.get(0).i32(i).op(0x6a);
            switch (i % 4) {
                case 1 -> push.op(0xac); // i64.extend_i32_s
                case 2 -> push.op(0xb2); // f32.convert_i32_s
                case 3 -> push.op(0xb7); // f64.convert_i32_s
                default -> { }
            }
        }
        WasmBytes take = new WasmBytes(); // folds 1,000 results, the last one first
        for (int i = count - 1; i >= 0; i--) {
            switch (i % 4) {
                case 1 -> take.op(0xa7); // i32.wrap_i64
                case 2 -> take.op(0xa8); // i32.trunc_f32_s
                case 3 -> take.op(0xaa); // i32.trunc_f64_s
                default -> { }
            }
            take.get(1).i32(31).op(0x6c).op(0x6a).set(1);
        }
        WasmBytes body = new WasmBytes().append(push).op(0x10, 0L).append(take);
        body.append(push).i32(0).op(0x11).unsigned(0).unsigned(0).append(take).get(1);

        int expected = 0;
        for (int call = 0; call < 2; call++) {
            for (int i = count - 1; i >= 0; i--) {
                expected = expected * 31 + 9 + i;
            }
        }
        assertEquals(expected, run(List.of(new Code(types, types, 0, I32, turn), Code.i32ToI32(1, body)), 9));
    }

    @Test
    void manyLocals() {
        int locals = 49_999;
        WasmBytes body = new WasmBytes();
        int expected = 0;
        for (int i = 1; i <= locals; i += 50) {
            body.get(0).i32(i).op(0x6c).set(i);
        }
        for (int i = 1; i <= locals; i += 25) {
            body.get(i).get(locals).op(0x6a).set(locals);
        }
        for (int i = 1; i <= locals; i += 25) {
            int value = i % 50 == 1 ? 13 * i : 0;
            expected += i == locals ? expected : value;
        }
        assertEquals(expected, run(locals, body.get(locals), 13));
    }

    @Test
    void moreConstantsThanAClassCanHold() {
        List<Code> functions = new ArrayList<>();
        WasmBytes sum = new WasmBytes().i64(0);
        long expected = 0;
        for (int f = 0; f < 10; f++) {
            WasmBytes body = new WasmBytes().i64(0);
            for (int i = 0; i < 8_000; i++) {
                long constant = (f * 8_000L + i) * 0x9e3779b97f4a7c15L;
                body.i64(constant).op(0x85).i64(7).op(0x89); // ((sum ^ constant) rotl 7)
            }
            functions.add(new Code(new int[0], new int[] {I64}, 0, I32, body));
            sum.op(0x10, (long) f).op(0x7c);
            long x = 0;
            for (int i = 0; i < 8_000; i++) {
                x = Long.rotateLeft(x ^ (f * 8_000L + i) * 0x9e3779b97f4a7c15L, 7);
            }
            expected += x;
        }
        functions.add(Code.i32ToI32(0, sum.op(0xa7)));
        assertEquals((int) expected, run(functions, 0));
    }

    @Test
    void manyFunctionsCalledThroughTheTable() {
        int count = 5_000;
        List<Code> functions = new ArrayList<>();
        for (int f = 0; f < count; f++) {
            functions.add(Code.i32ToI32(0, new WasmBytes().get(0).i32(f).op(0x6a)));
        }
        WasmBytes body = new WasmBytes().op(0x03, EMPTY); // do x = table[i](x) while (++i < count)
        body.get(0).get(1).op(0x11).unsigned(0).unsigned(0).set(0);
        body.get(1).i32(1).op(0x6a).op(0x22, 1L).i32(count).op(0x48).op(0x0d, 0L);
        body.op(0x0b).get(0);
        functions.add(Code.i32ToI32(1, body));
        assertEquals(4 + count * (count - 1) / 2, run(functions, 4));
    }
}
