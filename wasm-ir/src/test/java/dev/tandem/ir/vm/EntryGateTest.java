// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.ir.trap.ConcurrentEntryException;
import dev.tandem.ir.trap.WasmTrap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class EntryGateTest {
    Guest guest() {
        return new Guest();
    }

    /** A context whose guest does nothing. */
    static final class Guest extends Context {
        Guest() {
            super(new LinearMemory[0], new Table[0], new GlobalCell[0], new FunctionReference[0], new byte[0][], new Object[0][]);
        }

        @Override
        protected FunctionReference makeFunction(int index) {
            throw new IllegalStateException("no functions");
        }

        @Override
        public Object owner() {
            return this;
        }

        @Override
        public synchronized void interrupt() {
            interrupted = true;
        }

        @Override
        public synchronized void clearInterrupt() {
            interrupted = false;
        }
    }

    private final Guest one = guest();
    private final Guest other = guest();

    private static <T> T onAnotherThread(java.util.concurrent.Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().start(task);
        return task.get();
    }

    private static boolean isRefused(Context context) throws Exception {
        return onAnotherThread(() -> {
            try {
                context.enter();
            } catch (ConcurrentEntryException e) {
                return true;
            }
            context.leave();
            return false;
        });
    }

    private void link() {
        one.enter();
        other.enter();
        one.gate().merge(other.gate());
        other.leave();
        one.leave();
    }

    @Test
    void entriesNest() throws Exception {
        one.enter();
        one.enter();
        one.leave();
        assertTrue(isRefused(one));
        one.leave();
        assertFalse(isRefused(one));
        assertFalse(one.isEntered());
    }

    @Test
    void refusedEntriesChangeNothing() {
        one.entryCheck = () -> {
            throw new IllegalStateException("closed");
        };
        assertThrows(IllegalStateException.class, one::enter);
        assertFalse(one.isEntered());
        one.gate().interrupt();
        one.entryCheck = null;
        assertThrows(WasmTrap.class, one::enter);
        assertFalse(one.isEntered());
    }

    @Test
    void linkedContextsAreEnteredAsOne() throws Exception {
        assertFalse(one.gate().equals(other.gate()));
        EntryGate old = other.gate();
        link();
        assertEquals(one.gate(), other.gate());
        one.enter();
        assertTrue(isRefused(other));
        assertTrue(isRefused(one));
        assertTrue(onAnotherThread(() -> {
            try {
                old.enter();
            } catch (ConcurrentEntryException e) {
                return true;
            }
            old.leave();
            return false;
        }), "through the gate of before");
        one.leave();
        assertFalse(isRefused(other));
        old.enter();
        assertTrue(isRefused(one));
        old.leave();
        assertFalse(isRefused(one));
    }

    @Test
    void linkingWhileInside() throws Exception {
        one.enter();
        link();
        assertTrue(isRefused(other));
        one.leave();
        assertFalse(isRefused(other));
    }

    @Test
    void anInterruptReachesAllThatIsLinked() {
        link();
        one.enter();
        other.gate().interrupt();
        assertTrue(one.interrupted);
        assertTrue(other.interrupted);
        other.clearInterrupt(); // as the guest does when it traps
        one.leave();
        assertFalse(one.interrupted);
        one.enter();
        one.leave();
    }

    @Test
    void anInterruptThatIsNotTakenStopsTheNextEntry() {
        one.enter();
        one.gate().interrupt();
        one.leave();
        assertFalse(one.interrupted);
        assertThrows(WasmTrap.class, one::enter);
        one.enter();
        one.leave();
        one.gate().interrupt();
        one.gate().clearInterrupt();
        one.enter();
        one.gate().interrupt();
        one.gate().clearInterrupt();
        assertFalse(one.interrupted);
        one.leave();
        one.enter();
        one.leave();
    }

    @Test
    void whatHasExpiredStaysShut() {
        one.enter();
        one.gate().expire();
        assertTrue(one.interrupted);
        assertThrows(WasmTrap.class, one::enter, "from a callback");
        one.clearInterrupt();
        one.leave();
        assertThrows(WasmTrap.class, one::enter);
        assertThrows(WasmTrap.class, one::enter);
        one.gate().renew();
        one.enter();
        one.leave();
        assertFalse(one.interrupted);
    }

    @Test
    void linkingKeepsWhatIsPending() {
        one.enter();
        other.enter();
        other.gate().interrupt();
        one.gate().merge(other.gate());
        assertTrue(one.interrupted);
        assertTrue(other.interrupted);
        one.clearInterrupt();
        other.leave();
        one.leave();
        assertFalse(other.interrupted);
        one.enter();
        one.leave();
    }

    @Test
    void tasksWaitUntilNobodyIsInside() throws Exception {
        AtomicInteger done = new AtomicInteger();
        one.gate().whenLeft(done::incrementAndGet);
        assertEquals(1, done.get());
        link();
        one.enter();
        onAnotherThread(() -> {
            other.gate().whenLeft(done::incrementAndGet);
            return null;
        });
        one.enter();
        one.leave();
        assertEquals(1, done.get());
        assertTrue(isRefused(one));
        one.leave();
        assertEquals(2, done.get());
        one.enter();
        one.leave();
        other.gate().whenLeft(done::incrementAndGet);
        assertEquals(3, done.get());
        // Nor do refused entries hold what a task may want.
        one.enter();
        one.gate().whenLeft(() -> done.addAndGet(Thread.holdsLock(one.gate()) ? 100 : 1));
        one.gate().interrupt();
        one.leave();
        assertThrows(WasmTrap.class, one::enter);
        assertEquals(4, done.get());
    }

    /** A thread goes in and out while another wants in: never both inside, and both get there. */
    @Test
    void ownersChange() throws Exception {
        for (int round = 0; round < 500; round++) {
            Guest guest = guest();
            int[] inside = {0};
            for (int i = 0; i < 6; i++) {
                FutureTask<Integer> rival = new FutureTask<>(() -> visit(guest, inside, 20));
                Thread.ofPlatform().start(rival);
                int violations = visit(guest, inside, 20);
                assertEquals(0, violations + rival.get());
            }
        }
    }

    private static int visit(Guest guest, int[] inside, int times) {
        int violations = 0;
        for (int left = times; left > 0; ) {
            try {
                guest.enter();
            } catch (ConcurrentEntryException e) {
                Thread.yield();
                continue;
            }
            // Plain on purpose: what one thread has done inside, the next one sees.
            violations += inside[0]++;
            inside[0]--;
            guest.leave();
            left--;
        }
        return violations;
    }

    /** Threads fight for linked contexts while others interrupt them: never two inside, and in the end all is as before. */
    @Test
    void hammer() throws Exception {
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            guests.add(guest());
        }
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger entries = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        AtomicInteger violations = new AtomicInteger();
        guests.getFirst().enter();
        for (Guest guest : guests) {
            guest.enter();
            guests.getFirst().gate().merge(guest.gate());
            guest.leave();
        }
        guests.getFirst().leave();
        for (int t = 0; t < 4; t++) {
            int own = t;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 20_000; i++) {
                    Guest guest = guests.get((i + own) % 4);
                    if (own == 3) {
                        guest.gate().interrupt();
                        continue;
                    }
                    try {
                        guest.enter();
                    } catch (ConcurrentEntryException | WasmTrap e) {
                        continue;
                    }
                    if (inside.incrementAndGet() != 1) {
                        violations.incrementAndGet();
                    }
                    entries.incrementAndGet();
                    inside.decrementAndGet();
                    guest.leave();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(0, violations.get());
        guests.getFirst().gate().clearInterrupt();
        for (Guest guest : guests) {
            guest.enter();
            assertFalse(guest.interrupted);
            guest.leave();
        }
    }
}
