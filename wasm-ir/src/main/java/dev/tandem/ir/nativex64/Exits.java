// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.ir.platform.RawMemory;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Where guest code comes into Java, whatever for. Nothing is ever thrown from here, because that would end the process: it is parked at the
 * entry that the guest was called through, and the stub that called ends the activation.
 */
final class Exits {
    // What is wanted, in the upper half of a word, and often an index in the lower. A host function is the index alone.
    static final long BUILTIN = 1L << 32;
    static final long COMPILE = 2L << 32;
    static final long TRAP = 3L << 32;
    static final long FAULT = 4L << 32;
    static final long SPENT = 5L << 32;
    static final long MISSED = 6L << 32;

    private static final TrapCode[] TRAP_CODES = TrapCode.values();

    private final NativeFloor floor;

    Exits(NativeFloor floor) {
        this.floor = floor;
    }

    /** {@link #exit} as a handle of this object. */
    MethodHandle handle() {
        Class<?> word = long.class;
        try {
            return MethodHandles.lookup().bind(this, "exit", MethodType.methodType(word, word, word, word, word));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no exit", e);
        }
    }

    /**
     * Called by stubs.
     *
     * @param identity of the context that runs
     * @param what is wanted
     * @param values address of arguments and results, in the raw convention
     * @param frame the stub's
     * @return 0, or anything else to end the activation
     */
    long exit(long identity, long what, long values, long frame) {
        if (identity == 0) {
            // The self-test's.
            return 1;
        }
        NativeContext context = null;
        try {
            context = floor.contexts().get((int) identity);
            NativeContext entered = context.entered();
            int index = (int) what;
            switch ((int) (what >>> 32)) {
                case 0 -> host(entered, index, values);
                case 1 -> Builtins.call(context, index, values);
                case 2 -> context.code().prepare(index);
                case 3 -> throw trap(context, TRAP_CODES[index]);
                case 5 -> {
                    context.code().budgetSpent(caller(frame));
                    entered.checkInterrupt();
                }
                case 6 -> context.code().guardsMissed(caller(frame));
                default -> throw fault(frame);
            }
            if (entered.interrupted) {
                endSlice(frame);
            }
            return 0;
        } catch (Throwable thrown) {
            park(context, thrown, what, frame);
            return 1;
        }
    }

    /** Index of the function that called the stub. */
    private int caller(long frame) {
        InstalledCode code = floor.code().find(RawMemory.getLong(frame + 8) - 1);
        if (code == null) {
            throw new InternalError("code of nobody counts");
        }
        return code.functionIndex();
    }

    private void host(NativeContext entered, int index, long values) throws Throwable {
        entered.collectHandles(values);
        floor.hosts().get(index).call(entered, values);
    }

    /** A loop of long calls of Java spends little itself, and would see late that it is interrupted. */
    private void endSlice(long frame) {
        InstalledCode code = floor.code().find(RawMemory.getLong(frame + 8) - 1);
        if (code != null) {
            code.endSlice();
        }
    }

    private static WasmTrap trap(NativeContext context, TrapCode code) {
        return code == TrapCode.CALL_STACK_EXHAUSTED ? context.entered().stackTrap() : new WasmTrap(code);
    }

    /** A fault is a trap only where a compiler said that one may occur. */
    private Throwable fault(long frame) {
        long address = RawMemory.getLong(frame + 8);
        InstalledCode code = floor.code().find(address);
        if (code == null || code.fault((int) (address - code.address())) < 0) {
            return new InternalError("guest code faulted at " + Long.toHexString(address) + ", which is no memory access"
                    + (code == null ? "" : " of " + code.functionName()));
        }
        return new WasmTrap(TrapCode.MEMORY_OUT_OF_BOUNDS);
    }

    private void park(@Nullable NativeContext context, Throwable thrown, long what, long frame) {
        if (context == null) {
            // Neither can be told from the other side; the process is beyond help.
            throw new InternalError("guest code of an unknown context", thrown);
        }
        NativeContext entered = context.entered();
        entered.parked = thrown;
        try {
            WasmTrap trap = thrown instanceof WasmTrap known
                    ? known
                    : thrown instanceof StackOverflowError ? new WasmTrap(TrapCode.CALL_STACK_EXHAUSTED, thrown) : null;
            if (trap != null) {
                trap.addFrames(floor.code().frames(frame, what == FAULT));
                entered.parked = trap;
            }
        } catch (Throwable unimportant) {
            // No memory or stack for a backtrace; what was thrown is what counts.
            entered.parked = thrown;
        }
    }
}
