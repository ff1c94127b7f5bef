// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.api.Engine;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmFrame;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import dev.tandem.it.LargeStack;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** After a trap nothing of the activation runs: not in the frame that trapped, not in any further out, not beyond a host function in between. */
@Tag(CurrentCell.BEHAVIOUR)
final class TrapsTest {
    private static final List<TrapCode> KINDS = List.of(
            TrapCode.UNREACHABLE,
            TrapCode.MEMORY_OUT_OF_BOUNDS,
            TrapCode.INTEGER_DIVIDE_BY_ZERO,
            TrapCode.UNINITIALIZED_ELEMENT,
            TrapCode.TABLE_OUT_OF_BOUNDS,
            TrapCode.INVALID_CONVERSION,
            TrapCode.MEMORY_OUT_OF_BOUNDS);

    /** Calls the guest as {@code again} does. */
    @FunctionalInterface
    interface Again {
        void call(int depth, int kind);
    }

    private static Instance instance(Engine engine, AtomicReference<Again> again) {
        try (InputStream in = TrapsTest.class.getResourceAsStream("traps.wasm")) {
            return engine
                    .compile(in)
                    .instantiate(Imports.builder()
                            .function("env", "again", Again.class, (depth, kind) -> again.get().call(depth, kind))
                            .build());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertUntouched(Instance instance) {
        assertEquals(0, instance.global("marks").get());
        byte[] memory = instance.memory("memory").read(0, 65536);
        for (byte one : memory) {
            assertEquals(0, one);
        }
        assertNull(instance.table("table").get(7));
    }

    @Test
    @ExtendWith(LargeStack.class)
    void nothingRunsAfterATrapAtAnyDepth() {
        AtomicReference<Again> again = new AtomicReference<>();
        Instance instance = instance(CurrentCell.engine(), again);
        List<WasmTrap> seen = new ArrayList<>();
        again.set((depth, kind) -> {
            try {
                instance.function("host").call(depth, kind);
            } catch (WasmTrap trap) {
                seen.add(trap);
                throw trap;
            }
        });
        for (String way : List.of("direct", "indirect", "host")) {
            for (int kind = 0; kind < KINDS.size(); kind++) {
                for (int depth : new int[] {0, 1, 2, 17, 90}) {
                    int which = kind;
                    seen.clear();
                    WasmTrap trap = assertThrows(WasmTrap.class, () -> instance.function(way).call(depth, which));
                    assertEquals(KINDS.get(kind), trap.code());
                    seen.forEach(other -> assertSame(trap, other, "the same trap passes every host function"));
                    assertEquals(way.equals("host") ? depth : 0, seen.size());
                    assertUntouched(instance);
                }
            }
        }
    }

    /** What a host function makes of a nested trap is its business; outside all goes on. */
    @Test
    void aTrapEndsItsOwnActivationOnly() {
        AtomicReference<Again> again = new AtomicReference<>();
        Instance instance = instance(CurrentCell.engine(), again);
        List<TrapCode> caught = new ArrayList<>();
        again.set((depth, kind) -> {
            try {
                instance.function("host").call(depth, kind);
            } catch (WasmTrap trap) {
                caught.add(trap.code());
            }
        });
        instance.function("host").call(5, 1);
        assertEquals(List.of(TrapCode.MEMORY_OUT_OF_BOUNDS), caught);
        assertEquals(5, instance.global("marks").get(), "all but the innermost went on");
        assertArrayEquals(new byte[] {0, 1, 1, 1, 1, 1, 0}, instance.memory("memory").read(0, 7));
    }

    /** At every depth, through as many host functions and activations as there are. */
    @Test
    @ExtendWith(LargeStack.class)
    void whatTheInnermostHostFunctionThrowsArrivesAsItself() {
        AtomicReference<Again> again = new AtomicReference<>();
        Instance instance = instance(CurrentCell.engine(), again);
        List<Throwable> seen = new ArrayList<>();
        for (RuntimeException thrown : List.of(new IllegalStateException("own"), new WasmTrap(TrapCode.UNREACHABLE))) {
            again.set((depth, kind) -> {
                if (depth == 0) {
                    throw thrown;
                }
                try {
                    instance.function("host").call(depth, kind);
                } catch (RuntimeException passing) {
                    seen.add(passing);
                    throw passing;
                }
            });
            for (int depth : new int[] {1, 2, 17, 90}) {
                seen.clear();
                assertSame(thrown, assertThrows(RuntimeException.class, () -> instance.function("host").call(depth, 0)));
                assertEquals(depth - 1, seen.size());
                seen.forEach(passing -> assertSame(thrown, passing));
                assertUntouched(instance);
            }
        }
    }

    @Test
    void backtracesGoThroughHostFunctions() {
        AtomicReference<Again> again = new AtomicReference<>();
        Instance instance = instance(CurrentCell.engine(), again);
        again.set((depth, kind) -> instance.function(depth % 2 == 0 ? "direct" : "host").call(depth, kind));
        WasmTrap trap = assertThrows(WasmTrap.class, () -> instance.function("host").call(2, 1));
        // host(2) calls Java, that host(1), that Java, that direct(0).
        assertEquals(List.of("leafLoad", "fail", "direct", "host", "host"), names(trap));
    }

    @Test
    void backtracesShowFunctionsThatMakeNoFrame() {
        Instance instance = instance(CurrentCell.engine(), new AtomicReference<>());
        assertEquals(List.of("leafLoad", "fail", "direct", "direct"), backtrace(instance, 1));
        assertEquals(List.of("leafDivide", "fail", "direct", "direct"), backtrace(instance, 2));
    }

    private static List<String> backtrace(Instance instance, int kind) {
        return names(assertThrows(WasmTrap.class, () -> instance.function("direct").call(1, kind)));
    }

    private static List<String> names(WasmTrap trap) {
        trap.backtrace().forEach(frame -> assertEquals(true, frame.offset() > 0, frame::toString));
        return trap.backtrace().stream().map(WasmFrame::functionName).toList();
    }

    /** Again and again, between faults of HotSpot's own. {@code -Dtandem.test.rounds} says how often. */
    @Test
    void trapsAndTheJvmsFaultsLiveSideBySide() {
        Instance instance = instance(CurrentCell.nativeEngine(), new AtomicReference<>());
        int rounds = Integer.getInteger("tandem.test.rounds", 20_000);
        for (int i = 0; i < rounds; i++) {
            int kind = i % KINDS.size();
            assertEquals(
                    KINDS.get(kind),
                    assertThrows(WasmTrap.class, () -> instance.function("direct").call(3, kind)).code());
            int[] nothing = i < 0 ? new int[1] : null;
            assertThrows(NullPointerException.class, () -> length(nothing));
            if (i % 1000 == 0) {
                assertThrows(StackOverflowError.class, () -> recurse(1));
            }
        }
        assertUntouched(instance);
    }

    private static int length(int[] array) {
        return array.length;
    }

    private static int recurse(int depth) {
        return recurse(depth + 1) + depth;
    }
}
