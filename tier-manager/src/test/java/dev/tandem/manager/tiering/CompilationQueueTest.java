// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.manager.QueueOrder;
import dev.tandem.manager.tiering.Candidate.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CompilationQueueTest {
    private final ModuleTiers tiers = mock();
    private final List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(4);

    private Candidate candidate(int function, int size, int reports) {
        Candidate candidate = new Candidate(tiers, new FunctionBody(function, new byte[size], 0, size, 0), 1000);
        for (int i = 0; i < reports; i++) {
            candidate.report();
        }
        return candidate;
    }

    private void serve(Candidate candidate) {
        try {
            assertTrue(go.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        served.add(candidate.functionIndex());
        done.countDown();
    }

    @Test
    void whatGainsMostComesFirstAndOnlyOnce() throws InterruptedException {
        CompilationQueue queue = new CompilationQueue(QueueOrder.GAIN, 1, this::serve);
        Candidate first = candidate(1, 10, 1);
        Candidate large = candidate(2, 5000, 3);
        Candidate small = candidate(3, 50, 2);
        Candidate hotter = candidate(4, 50, 4);
        assertTrue(queue.offer(first));
        while (queue.state(first) == State.QUEUED) {
            Thread.onSpinWait();
        }
        assertTrue(queue.offer(large));
        assertTrue(queue.offer(small));
        assertTrue(queue.offer(hotter));
        assertTrue(queue.offer(large), "it waits already");
        assertEquals(3, queue.size());
        go.countDown();
        assertTrue(done.await(60, TimeUnit.SECONDS));
        assertEquals(List.of(1, 4, 3, 2), served);
        assertFalse(queue.offer(small), "it was served");
    }

    @Test
    void aFaultDoesNotStopTheQueue() throws InterruptedException {
        CountDownLatch two = new CountDownLatch(2);
        CompilationQueue queue = new CompilationQueue(QueueOrder.ARRIVAL, 1, candidate -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, fault) -> {});
            two.countDown();
            throw new AssertionError("a fault");
        });
        queue.offer(candidate(1, 10, 1));
        queue.offer(candidate(2, 10, 1));
        assertTrue(two.await(60, TimeUnit.SECONDS));
    }

    /** As a custom policy's order may. */
    @Test
    void anOrderThatFailsDoesNotStopTheQueue() throws InterruptedException {
        List<Throwable> told = Collections.synchronizedList(new ArrayList<>());
        CompilationQueue queue = new CompilationQueue(
                (a, b) -> {
                    throw new IllegalStateException("cannot tell");
                },
                1,
                candidate -> {
                    Thread.currentThread().setUncaughtExceptionHandler((thread, fault) -> told.add(fault));
                    serve(candidate);
                });
        Candidate first = candidate(0, 10, 1);
        queue.offer(first);
        while (queue.state(first) == State.QUEUED) {
            Thread.onSpinWait();
        }
        for (int i = 1; i < 4; i++) {
            queue.offer(candidate(i, 10, 1));
        }
        go.countDown();
        assertTrue(done.await(60, TimeUnit.SECONDS));
        assertEquals(List.of(0, 1, 2, 3), served);
        assertEquals(1, told.size(), "once");
    }

    @Test
    void ofAClosedModuleNothingWaits() {
        CompilationQueue queue = new CompilationQueue(QueueOrder.HEAT, 1, this::serve);
        Candidate first = candidate(1, 10, 1);
        Candidate second = candidate(2, 10, 1);
        queue.offer(first);
        while (queue.state(first) == State.QUEUED) {
            Thread.onSpinWait();
        }
        queue.offer(second);
        assertEquals(List.of(), queue.cancel(mock()));
        assertEquals(List.of(second), queue.cancel(tiers));
        assertEquals(State.DONE, queue.state(second));
        assertEquals(State.COMPILING, queue.state(first));
        go.countDown();
    }

    @Test
    void aFullQueueTurnsFunctionsAwayUntilThereIsRoom() throws InterruptedException {
        CompilationQueue queue = new CompilationQueue(QueueOrder.ARRIVAL, 1, this::serve);
        Candidate running = candidate(0, 10, 1);
        queue.offer(running);
        while (queue.state(running) == State.QUEUED) {
            Thread.onSpinWait();
        }
        int room = 0;
        while (queue.offer(candidate(room, 10, 1))) {
            room++;
        }
        assertTrue(room >= 1000, "room for " + room);
        Candidate late = candidate(5000, 10, 1);
        assertFalse(queue.offer(late));
        assertEquals(State.IDLE, queue.state(late), "it may come back");
        go.countDown();
        assertTrue(done.await(60, TimeUnit.SECONDS));
        assertTrue(queue.offer(late));
    }

    @Test
    void functionsAreServedByAsManyThreadsAsThePolicyAllows() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        AtomicInteger together = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch served = new CountDownLatch(6);
        CompilationQueue queue = new CompilationQueue(QueueOrder.ARRIVAL, 2, candidate -> {
            most.accumulateAndGet(together.incrementAndGet(), Math::max);
            both.countDown();
            try {
                assertTrue(both.await(60, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            together.decrementAndGet();
            served.countDown();
        });
        for (int i = 0; i < 6; i++) {
            queue.offer(candidate(i, 10, 1));
        }
        assertTrue(served.await(60, TimeUnit.SECONDS));
        assertEquals(2, most.get());
    }
}
