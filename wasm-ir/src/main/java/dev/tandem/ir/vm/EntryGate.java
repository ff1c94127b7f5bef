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
 * {@linkplain #merge merges} gates, as union-find does with sets. The fast path of an entry is one compare-and-set.
 */
public final class EntryGate {
    /** Owner of a gate that was merged into another: nobody enters it any more. */
    private static final Thread MERGED = Thread.ofPlatform().name("merged").unstarted(() -> {});

    private static final VarHandle OWNER = ownerHandle();

    /** The thread inside. */
    private volatile @Nullable Thread owner;

    /** How often the owner is inside; its own. */
    int depth;

    /** Whether {@link #stopping} or {@link #expired}: looked at on every entry. */
    private volatile boolean attention;

    // Guarded by this, as all below is.
    private boolean stopping;
    private boolean expired;
    private boolean armed;
    private @Nullable EntryGate successor;
    private List<WeakReference<Context>> members = new ArrayList<>(2);
    private int purgeAt = 16;

    /** The gate of what belongs to no instance yet: a table of the host, for example. */
    public EntryGate() {}

    EntryGate(Context first) {
        members.add(new WeakReference<>(first));
    }

    /**
     * Lets the current thread in; entries nest.
     *
     * @throws ConcurrentEntryException if another thread is inside
     * @throws WasmTrap if the guest is to stop: it takes the interrupt
     */
    public void enter() {
        Thread current = Thread.currentThread();
        if (OWNER.getOpaque(this) != current) {
            Thread other = (Thread) OWNER.compareAndExchange(this, null, current);
            if (other != null) {
                EntryGate next = successor();
                if (next == this) {
                    throw new ConcurrentEntryException(other.getName());
                }
                next.enter();
                return;
            }
        }
        depth++;
        if (attention) {
            refuseEntry();
        }
    }

    /** Ends what {@link #enter} began, by the same thread. */
    public void leave() {
        if (owner == MERGED) {
            successor().leave();
        } else if (--depth == 0) {
            release();
        }
    }

    /** The owner has left for the last time. */
    void release() {
        if (attention) {
            disarm();
        }
        OWNER.setRelease(this, null);
    }

    /** Whether a thread is inside. */
    public boolean isEntered() {
        return successor().owner != null;
    }

    private synchronized void refuseEntry() {
        if (stopping || expired) {
            WasmTrap trap = expired
                    ? new WasmTrap(TrapCode.INTERRUPTED, "interrupted: the deadline has passed")
                    : new WasmTrap(TrapCode.INTERRUPTED);
            stopping = false;
            if (!expired) {
                disarm();
            }
            leave();
            throw trap;
        }
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
                // The owner either sees the line above at its entry, or is seen here.
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
            gate.attention = gate.expired || gate.armed;
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
        attention = stopping || expired;
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
                for (WeakReference<Context> member : gone.members) {
                    Context context = member.get();
                    if (context != null) {
                        context.guardWith(kept);
                        kept.add(member);
                    }
                }
                kept.depth += gone.depth;
                kept.stopping |= gone.stopping;
                kept.expired |= gone.expired;
                if (kept.stopping || kept.expired) {
                    kept.attention = true;
                    kept.arm();
                }
                gone.members = List.of();
                gone.successor = kept;
                gone.owner = MERGED;
            }
        }
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
