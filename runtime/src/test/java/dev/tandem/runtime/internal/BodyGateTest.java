// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.api.ClosedException;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class BodyGateTest {
    /** When an arrival ends, its instances are interrupted. */
    @Test
    void whatEndsTheArrivalIsToldAndNotTheInterruptThatFollows() {
        ClosedException reason = new ClosedException("cancelled");
        AtomicReference<BodyGate> self = new AtomicReference<>();
        BodyGate gate = new BodyGate(() -> {
            self.get().fail(reason);
            throw new WasmTrap(TrapCode.INTERRUPTED);
        });
        self.set(gate);
        gate.expect(0, 1);
        assertSame(reason, assertThrows(RuntimeException.class, () -> gate.await(0)));
    }

    @Test
    void anInterruptEndsTheWaiting() {
        WasmTrap trap = new WasmTrap(TrapCode.INTERRUPTED);
        BodyGate gate = new BodyGate(() -> {
            throw trap;
        });
        gate.expect(0, 1);
        assertSame(trap, assertThrows(RuntimeException.class, () -> gate.await(0)));
    }
}
