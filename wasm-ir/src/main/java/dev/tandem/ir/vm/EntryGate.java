// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.vm;

import dev.tandem.ir.trap.ConcurrentEntryException;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where Java enters guest code: lets one thread in at a time, and stops the one inside.
 *
 * <p>Instances that are linked call each other without passing a gate, and use each other's contexts. So they share one: linking
 * {@linkplain #merge merges} gates, as union-find does with sets.
 *
 * <p>The fast path of an entry is one compare-and-set, or none where the gate is {@linkplain #keepOwner biased}: there who leaves stays the
 * owner, and enters again by counting. Another thread that wants in asks for {@link #attention}, lets all threads pass a barrier, and then
 * either sees the count, or knows that the owner will see the request. So it takes over, with a new gate that this one is merged into.
 */
public final class EntryGate {
    /** Owner of a gate that was merged into another: nobody enters it any more. */
    private static final Thread MERGED = Thread.ofPlatform().name("merged").unstarted(() -> {});

    private static final VarHandle OWNER = ownerHandle();

    /** Instances that go from thread to thread are better off without bias. */
    private static final int MAX_TAKEOVERS = 4;

    /** The thread inside; in a biased gate the last one that was. */
    private volatile @Nullable Thread owner;

    /** How often the owner is inside; written by the owner only. */
    int depth;

    /** Whether there is anything for an entering or leaving owner to do: below, or another thread wants in. */
    private volatile boolean attention;

    /** Whether the owner stays when it leaves. Changed by the owner inside only. */
    private boolean biased;

    /** Makes all threads of the process pass a full fence. */
    private @Nullable Runnable barrier;

    private int takeovers;

    // Guarded by this, as all below is.
    private boolean stopping;
    private boolean expired;
    private boolean armed;
    private @Nullable EntryGate successor;
    private List<Runnable> whenLeft = List.of();
    private List<WeakReference<Context>> members = new ArrayList<>(2);
    private int purgeAt = 16;

    /** The gate of what belongs to no instance yet: a table of the host, for example. */
    public EntryGate() {}

    EntryGate(Context first) {
        members.add(new WeakReference<>(first));
    }

    /**
     * Lets who leaves stay the owner: worth it where many calls come from one thread. To be called before anybody enters.
     *
     * @param barrier makes all threads of the process pass a full fence
     */
    public void keepOwner(Runnable barrier) {
        this.barrier = barrier;
        this.biased = true;
    }

    /**
     * Lets the current thread in; entries nest.
     *
     * @throws ConcurrentEntryException if another thread is inside
     * @throws WasmTrap if the guest is to stop: it takes the interrupt
     */
    public void enter() {
        Thread current = Thread.currentThread();
        if (OWNER.getOpaque(this) != current && !OWNER.compareAndSet(this, null, current)) {
            takeOver().enter();
            return;
        }
        depth++;
        // Keeps the compiler from looking at what comes next first; that the processor may do so, the barrier is for.
        VarHandle.releaseFence();
        if (attention) {
            attend();
        }
    }

    /** Ends what {@link #enter} began, by the same thread. */
    public void leave() {
        if (owner == MERGED) {
            successor().leave();
        } else if (depth == 1) {
            release();
        } else {
            depth--;
        }
    }

    /** The owner leaves for the last time. */
    void release() {
        // Who sees the count sees what was done inside.
        VarHandle.releaseFence();
        depth = 0;
        // As in enter.
        VarHandle.releaseFence();
        if (attention) {
            left();
        } else if (!biased) {
            OWNER.setRelease(this, null);
        }
    }

    private void left() {
        List<Runnable> tasks;
        synchronized (this) {
            tasks = whenLeft;
            whenLeft = List.of();
            disarm();
        }
        if (!biased) {
            OWNER.setRelease(this, null);
        }
        for (Runnable task : tasks) {
            task.run();
        }
    }

    /** Whether a thread is inside. Who relies on it being over lets all threads pass a barrier first. */
    public boolean isEntered() {
        EntryGate gate = successor();
        boolean entered = gate.owner != null && (!gate.biased || gate.depth != 0);
        VarHandle.acquireFence();
        return entered;
    }

    /** Whether the current thread is inside. */
    public boolean isMine() {
        EntryGate gate = successor();
        return gate.owner == Thread.currentThread() && gate.depth != 0;
    }

    /** Runs {@code task} once nobody is inside: now, or on the thread that leaves next. Thread-safe. */
    public void whenLeft(Runnable task) {
        EntryGate gate = successor();
        synchronized (gate) {
            if (gate.successor == null && gate.owner != null && !(gate.biased && gate.isAbandoned())) {
                gate.whenLeft = new ArrayList<>(gate.whenLeft);
                gate.whenLeft.add(task);
                gate.attention = true;
                return;
            }
            gate.updateAttention();
        }
        if (gate.successor() == gate) {
            task.run();
        } else {
            gate.whenLeft(task);
        }
    }

    /** The gate to enter instead of this one, which another thread owns. */
    private synchronized EntryGate takeOver() {
        if (successor != null) {
            return successor;
        }
        Thread other = owner;
        if (other == null) {
            return this;
        }
        if (!biased || !isAbandoned()) {
            throw new ConcurrentEntryException(other.getName());
        }
        EntryGate next = new EntryGate();
        synchronized (next) {
            next.barrier = barrier;
            next.takeovers = takeovers + 1;
            next.biased = next.takeovers < MAX_TAKEOVERS;
            next.stopping = stopping;
            next.expired = expired;
            next.armed = armed;
            next.adopt(this);
            next.disarm();
        }
        return next;
    }

    /** Whether the owner has left. If so it will see {@link #attention} before it is inside again. */
    private boolean isAbandoned() {
        attention = true;
        java.util.Objects.requireNonNull(barrier).run();
        boolean left = depth == 0;
        VarHandle.acquireFence();
        if (!left) {
            updateAttention();
        }
        return left;
    }

    private void updateAttention() {
        attention = successor != null || stopping || expired || armed || !whenLeft.isEmpty();
    }

    /** Counted in, the owner sees {@link #attention}. */
    private void attend() {
        EntryGate next;
        WasmTrap trap;
        synchronized (this) {
            next = successor;
            trap = next == null ? takeInterrupt() : null;
        }
        if (next != null) {
            next.enter();
        } else if (trap != null) {
            // Not under the lock: tasks may want others.
            leave();
            throw trap;
        }
    }

    /** What refuses the entry, if the guest is to stop. */
    private @Nullable WasmTrap takeInterrupt() {
        if (!stopping && !expired) {
            return null;
        }
        stopping = false;
        if (expired) {
            return new WasmTrap(TrapCode.INTERRUPTED, "interrupted: the deadline has passed");
        }
        disarm();
        return new WasmTrap(TrapCode.INTERRUPTED);
    }

    /** The gate that this one was merged into, directly or not; itself if it was not. */
    private EntryGate successor() {
        EntryGate gate = this;
        while (true) {
            EntryGate next;
            synchronized (gate) {
                next = gate.successor;
            }
            if (next == null) {
                return gate;
            }
            gate = next;
        }
    }

    /** Stops the call that is inside, or else the next one. Thread-safe. */
    public void interrupt() {
        stop(false);
    }

    /** Stops the call that is inside, and refuses all others until {@link #renew}. Thread-safe. */
    public void expire() {
        stop(true);
    }

    private void stop(boolean forGood) {
        EntryGate gate = successor();
        synchronized (gate) {
            if (gate.successor == null) {
                gate.stopping |= !forGood;
                gate.expired |= forGood;
                gate.attention = true;
                // The owner either sees the line above at its entry, or is seen here; one that stays is always seen.
                if (gate.owner != null) {
                    gate.arm();
                }
                return;
            }
        }
        gate.stop(forGood);
    }

    /** Withdraws {@link #interrupt}. Thread-safe. */
    public void clearInterrupt() {
        EntryGate gate = successor();
        synchronized (gate) {
            gate.stopping = false;
            if (!gate.expired) {
                gate.disarm();
            }
        }
    }

    /** Withdraws {@link #expire}. Thread-safe. */
    public void renew() {
        EntryGate gate = successor();
        synchronized (gate) {
            gate.expired = false;
            if (!gate.stopping) {
                gate.disarm();
            }
        }
    }

    private synchronized void arm() {
        armed = true;
        for (WeakReference<Context> member : members) {
            Context context = member.get();
            if (context != null) {
                context.interrupt();
            }
        }
    }

    /** Ends the polling; an interrupt that a member took is done. */
    private synchronized void disarm() {
        if (armed) {
            armed = false;
            for (WeakReference<Context> member : members) {
                Context context = member.get();
                if (context != null && !context.interrupted) {
                    stopping = false;
                } else if (context != null) {
                    context.clearInterrupt();
                }
            }
        }
        updateAttention();
    }

    /** Makes this gate and another one: what they guard is linked. The current thread must be inside both, and stays inside. */
    public void merge(EntryGate other) {
        EntryGate kept = successor();
        EntryGate gone = other.successor();
        if (kept.equals(gone)) {
            return;
        }
        if (kept.members.size() < gone.members.size()) {
            EntryGate swapped = kept;
            kept = gone;
            gone = swapped;
        }
        // Both are ours, so nobody else merges them: no deadlock in this order.
        synchronized (gone) {
            synchronized (kept) {
                kept.depth += gone.depth;
                kept.stopping |= gone.stopping;
                kept.expired |= gone.expired;
                kept.barrier = kept.barrier == null ? gone.barrier : kept.barrier;
                kept.takeovers = Math.max(kept.takeovers, gone.takeovers);
                kept.biased = kept.barrier != null && kept.takeovers < MAX_TAKEOVERS;
                kept.adopt(gone);
                if (kept.stopping || kept.expired) {
                    kept.arm();
                }
                kept.updateAttention();
            }
        }
    }

    /** Makes this the successor of {@code gone}, whose lock the current thread has. */
    private void adopt(EntryGate gone) {
        for (WeakReference<Context> member : gone.members) {
            Context context = member.get();
            if (context != null) {
                context.guardWith(this);
                add(member);
            }
        }
        whenLeft = new ArrayList<>(whenLeft);
        whenLeft.addAll(gone.whenLeft);
        gone.whenLeft = List.of();
        gone.members = List.of();
        gone.armed = false;
        gone.successor = this;
        gone.updateAttention();
        gone.owner = MERGED;
    }

    private void add(WeakReference<Context> member) {
        if (members.size() >= purgeAt) {
            members.removeIf(known -> known.refersTo(null));
            purgeAt = Math.max(16, 2 * members.size());
        }
        members.add(member);
    }

    private static VarHandle ownerHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(EntryGate.class, "owner", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
