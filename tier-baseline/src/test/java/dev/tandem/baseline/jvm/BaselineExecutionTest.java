// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.jvm.JvmBackend;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs functions of {@code basics.wat}. */
public class BaselineExecutionTest {
    private final List<Long> seen = new ArrayList<>();
    private TestInstance instance;

    @BeforeEach
    void instantiate() throws IOException {
        try (InputStream in = BaselineExecutionTest.class.getResourceAsStream("basics.wasm")) {
            instance = new TestInstance(
                    in.readAllBytes(),
                    Map.of("seen", (context, numbers, references) -> seen.add(numbers[0])),
                    backend(),
                    compiler());
        }
    }

    protected Backend backend() {
        return new JvmBackend();
    }

    protected BaselineCompiler compiler() {
        return new JvmBaselineCompiler();
    }

    private void traps(TrapCode code, String export, long... arguments) {
        WasmTrap trap = assertThrows(WasmTrap.class, () -> instance.call(export, arguments));
        assertEquals(code, trap.code());
    }

    @Test
    void recursion() {
        assertEquals(6765, instance.callInt("fib", 20));
    }

    @Test
    void severalResults() {
        long[] results = instance.call("pair", 41, Double.doubleToRawLongBits(0.0));
        assertArrayEquals(new long[] {42, Double.doubleToRawLongBits(-0.0), -7}, results);
        assertEquals(5 - 2 - 7, instance.call("sumPair", 4, Double.doubleToRawLongBits(2))[0]);
    }

    @Test
    void indirectCalls() {
        assertEquals(18, instance.callInt("apply", 0, 9));
        assertEquals(34, instance.callInt("apply", 2, 9));
        assertEquals(3 * 36, instance.callInt("applyTwice", 0, 9));
        traps(TrapCode.INDIRECT_CALL_TYPE_MISMATCH, "apply", 1, 9);
        traps(TrapCode.UNINITIALIZED_ELEMENT, "apply", 3, 9);
        traps(TrapCode.UNDEFINED_ELEMENT, "apply", 4, 9);
        traps(TrapCode.UNDEFINED_ELEMENT, "apply", 0xffff_ffffL, 9);
    }

    @Test
    void addressesAreUnsigned() {
        assertEquals(0, instance.callInt("load", 65532));
        traps(TrapCode.MEMORY_OUT_OF_BOUNDS, "load", 65533);
        traps(TrapCode.MEMORY_OUT_OF_BOUNDS, "load", 0xffff_ffffL);
        traps(TrapCode.MEMORY_OUT_OF_BOUNDS, "loadFar", 0xffff_fffcL);
        traps(TrapCode.MEMORY_OUT_OF_BOUNDS, "loadFar", 0x7fff_ffffL);
        assertEquals(0, instance.callInt("loadFar", 65528));
    }

    @Test
    void aStoreThatTrapsWritesNothing() {
        traps(TrapCode.MEMORY_OUT_OF_BOUNDS, "store", 65521, -1);
        assertEquals(0, instance.callInt("load", 65532));
        instance.call("store", 65520, -1);
        assertEquals(-1, instance.callInt("load", 65532));
    }

    @Test
    void growMovesMemory() {
        assertEquals(42 + 2, instance.callInt("grow", 1));
        assertEquals(0, instance.callInt("load", 65536));
        assertEquals(42 + 2, instance.callInt("grow", 5));
    }

    @Test
    void division() {
        assertEquals(-3, instance.callInt("divide", -7, 2));
        traps(TrapCode.INTEGER_DIVIDE_BY_ZERO, "divide", 1, 0);
        traps(TrapCode.INTEGER_OVERFLOW, "divide", Integer.MIN_VALUE, -1);
    }

    @Test
    void branchesDropWhatStandsBelowTheirValues() {
        assertEquals(1009, instance.callInt("dirty", 1));
        assertEquals(1016, instance.callInt("dirty", 0));
    }

    @Test
    void branchTable() {
        assertEquals(10, instance.callInt("switch", 0));
        assertEquals(12, instance.callInt("switch", 2));
        assertEquals(99, instance.callInt("switch", 0xffff_ffffL));
    }

    @Test
    void importedFunctions() {
        instance.call("forward", 3);
        assertEquals(List.of(3L, 2L, 1L), seen);
    }

    @Test
    void tailCallsTakeNoStack() {
        assertEquals(1, instance.callInt("even", 2_000_000));
        assertEquals(0, instance.callInt("odd", 2_000_000));
        assertEquals(1_000_000, instance.call("count", 1_000_000, 0)[0]);
    }

    @Test
    void unsignedComparisons() {
        assertEquals(1, instance.callInt("unsigned", 1, 0x3fff_ffff));
        assertEquals(1, instance.callInt("unsigned", 1, -1) & 1);
        assertEquals(2, instance.callInt("unsigned", -1, 1) & 2);
    }

    /** C2 miscompiled HotSpot's own intrinsic of unsigned comparison in hot code; ours must not depend on it. */
    @Test
    void unsignedComparisonsInHotCode() {
        int n = 3_000_000;
        int x = 0x9e3779b9;
        int sum = 0;
        for (int i = 0; i < n; i++) {
            int y = x;
            x ^= x << 13;
            x ^= x >>> 17;
            x ^= x << 5;
            sum *= 31;
            sum += Integer.toUnsignedLong(x) < Integer.toUnsignedLong(y) ? 1 : 0;
            sum += Integer.toUnsignedLong(x) >= 0xc000_0000L ? 2 : 0;
            sum += Integer.toUnsignedLong(x) > Integer.toUnsignedLong(Integer.rotateLeft(y, 7)) ? 1 : 0;
            sum += (long) x + Long.MIN_VALUE <= (long) y + Long.MIN_VALUE ? 4 : 0;
        }
        assertEquals(sum, instance.callInt("unsignedLoop", n));
    }

    @Test
    void minimumOfZerosAndNans() {
        long negativeZero = Float.floatToRawIntBits(-0f) & 0xffff_ffffL;
        assertEquals((int) negativeZero, instance.callInt("minimum", 0, negativeZero));
        assertEquals(0x7fc0_0000, instance.callInt("minimum", 0x7fa0_0000L, 0) & 0x7fc0_0000);
    }

    @Test
    void stackOverflowIsATrap() {
        traps(TrapCode.CALL_STACK_EXHAUSTED, "forward", 10_000_000);
        assertEquals(55, instance.callInt("fib", 10));
    }

    @Test
    void interruption() throws InterruptedException {
        Thread interrupter = Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                instance.context.interrupt();
            }
        });
        traps(TrapCode.INTERRUPTED, "endless", 0);
        interrupter.interrupt();
        interrupter.join();
    }

    @Test
    void theBacktraceTellsWhere() {
        WasmTrap trap = assertThrows(WasmTrap.class, () -> instance.call("load", -1));
        assertEquals("load", trap.backtrace().getFirst().functionName());
        int offset = (int) trap.backtrace().getFirst().offset() - instance.module.body(6).offset();
        assertEquals(3, offset);
    }
}
