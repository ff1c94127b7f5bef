// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.vm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An instance as generated code sees it. The last argument of every compiled function; code itself belongs to the module and is
 * shared by its instances. Backends extend it with what their code wants at hand.
 *
 * <p>Arrays are indexed by the module's index spaces, imports first. Confined to one thread at a time, except {@link #interrupt}.
 */
public abstract class Context {
    private static final byte[] NO_DATA = {};
    private static final Object[] NO_ELEMENTS = {};

    public final LinearMemory[] memories;
    public final Table[] tables;
    public final GlobalCell[] globals;

    /** Functions as values; filled when first asked for, see {@link #function}. */
    public final @Nullable FunctionReference[] functions;

    /** Data segments; dropped ones are empty. */
    public final byte[][] data;

    /** Element segments; dropped ones are empty. */
    public final @Nullable Object[][] elements;

    /** Results of the last call of a function of this instance beyond the first, in the slots of the raw convention. */
    public long[] results = new long[8];

    /** Reference results beyond the first, in the same slots. */
    public @Nullable Object[] referenceResults = new Object[8];

    /** The pending tail call, whose arguments are in {@link #results} and {@link #referenceResults}; null if there is none. */
    public @Nullable FunctionReference tailCallee;

    /** Set to make the guest trap at its next prologue or back-edge. Plain on purpose: see the backend's poll. */
    public boolean interrupted;

    /** Asked before each entry from Java, if set; refuses by throwing. */
    public volatile @Nullable Runnable entryCheck;

    /** Replaced by whoever links or takes over; who is inside sees the right one, and an old one leads on. */
    private volatile EntryGate gate;

    @SuppressWarnings("this-escape") // the gate only keeps it
    protected Context(
            LinearMemory[] memories,
            Table[] tables,
            GlobalCell[] globals,
            @Nullable FunctionReference[] functions,
            byte[][] data,
            @Nullable Object[][] elements) {
        this.memories = memories;
        this.tables = tables;
        this.globals = globals;
        this.functions = functions;
        this.data = data;
        this.elements = elements;
        this.gate = new EntryGate(this);
    }

    /** The function with that index as a value; the same object every time. */
    public final FunctionReference function(int index) {
        FunctionReference known = functions[index];
        if (known == null) {
            known = makeFunction(index);
            functions[index] = known;
        }
        return known;
    }

    protected abstract FunctionReference makeFunction(int index);

    /**
     * Takes the instance, and all it is linked with, for the current thread, at an entry from Java; entries nest.
     *
     * @throws dev.tandem.ir.trap.ConcurrentEntryException if another thread is inside
     * @throws dev.tandem.ir.trap.WasmTrap if the guest is to stop
     */
    public final void enter() {
        Runnable check = entryCheck;
        if (check != null) {
            check.run();
        }
        gate.enter();
    }

    /** Ends what {@link #enter} began. Of nested entries without a call, because it runs when a stack overflow unwinds. */
    public final void leave() {
        EntryGate left = gate;
        if (left.depth == 1) {
            left.release();
        } else {
            left.depth--;
        }
    }

    /** Whether a thread is inside. */
    public final boolean isEntered() {
        return gate.isEntered();
    }

    /** Where Java enters this instance, and all it is linked with. */
    public final EntryGate gate() {
        return gate;
    }

    void guardWith(EntryGate shared) {
        gate = shared;
    }

    /** The embedder's object that stands for this instance. */
    public abstract Object owner();

    /** Backend only, see {@link EntryGate#interrupt}: makes code of this instance trap at its next prologue or back-edge. Thread-safe. */
    public abstract void interrupt();

    /** Withdraws {@link #interrupt}: the guest was stopped, or had already ended. Thread-safe. */
    public abstract void clearInterrupt();

    public final void dropData(int index) {
        data[index] = NO_DATA;
    }

    public final void dropElements(int index) {
        elements[index] = NO_ELEMENTS;
    }

    /** Makes room for that many slots in the result arrays. */
    public final void reserveResults(int slots) {
        if (results.length < slots) {
            results = Arrays.copyOf(results, slots);
            referenceResults = Arrays.copyOf(referenceResults, slots);
        }
    }
}
