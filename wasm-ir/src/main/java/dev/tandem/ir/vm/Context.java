// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.vm;

import dev.tandem.ir.trap.ConcurrentEntryException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
    private static final VarHandle OWNER = ownerHandle();

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

    /** Told of entries from Java, if set. */
    public @Nullable EntryListener entryListener;

    private volatile @Nullable Thread thread;
    private int depth;

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
     * Takes the instance for the current thread, at an entry from Java; entries nest.
     *
     * @throws ConcurrentEntryException if another thread is inside
     */
    public final void enter() {
        Thread current = Thread.currentThread();
        if (OWNER.getOpaque(this) != current) {
            Thread other = (Thread) OWNER.compareAndExchange(this, null, current);
            if (other != null) {
                throw new ConcurrentEntryException(other.getName());
            }
            EntryListener listener = entryListener;
            if (listener != null) {
                listener.entered();
            }
        }
        depth++;
    }

    /** Ends what {@link #enter} began. */
    public final void leave() {
        if (--depth == 0) {
            EntryListener listener = entryListener;
            if (listener != null) {
                listener.left();
            }
            OWNER.setRelease(this, null);
        }
    }

    /** Whether a thread is inside. */
    public final boolean isEntered() {
        return thread != null;
    }

    private static VarHandle ownerHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(Context.class, "thread", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The embedder's object that stands for this instance. */
    public abstract Object owner();

    /** Makes the guest trap soon, if it runs. Thread-safe. */
    public abstract void interrupt();

    /** Withdraws {@link #interrupt}: the guest was stopped, or had already ended. */
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
