// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.ir.vm.Context;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.VarHandle;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The interruption check on loop back-edges, free while nobody is interrupted: HotSpot treats the call site's target as a constant, so
 * the check compiles to nothing. Interrupting retargets the site, which makes HotSpot drop the code that relied on it; running loops
 * notice at their next safepoint poll. (The technique is John Rose's and JRuby's.)
 */
public final class BackEdgePoll {
    private static final MethodHandle IDLE =
            MethodHandles.empty(MethodType.methodType(void.class, Context.class));
    private static final MethodHandle TRAP_IF_INTERRUPTED = trapHandle();
    private static final MutableCallSite SITE = new MutableCallSite(IDLE);
    private static final MethodHandle CHECK = SITE.dynamicInvoker();

    /** Contexts with an interrupt that has not been taken. */
    private static final Set<Context> PENDING = Collections.newSetFromMap(new WeakHashMap<>());

    private BackEdgePoll() {}

    /** Called by generated code on every back-edge. */
    public static void check(Context context) throws Throwable {
        CHECK.invokeExact(context);
    }

    /**
     * The check as a call site of the code's own, for optimized code: HotSpot takes such a one in however much it has taken in already, and
     * with fewer detours.
     */
    public static CallSite site(MethodHandles.Lookup caller, String name, MethodType type) {
        return SITE;
    }

    /** The trap for a context found {@link Context#interrupted}; it takes the interrupt. Called by generated code. */
    public static WasmTrap interrupted(Context context) {
        context.clearInterrupt();
        return new WasmTrap(TrapCode.INTERRUPTED);
    }

    static void arm(Context context) {
        synchronized (PENDING) {
            PENDING.add(context);
            SITE.setTarget(TRAP_IF_INTERRUPTED);
            MutableCallSite.syncAll(new MutableCallSite[] {SITE});
        }
    }

    static void disarm(Context context) {
        synchronized (PENDING) {
            if (PENDING.remove(context) && PENDING.isEmpty()) {
                SITE.setTarget(IDLE);
            }
        }
    }

    @SuppressWarnings("UnusedMethod") // through its handle
    private static void trapIfInterrupted(Context context) {
        // While another context's interrupt is pending, loops are compiled with this check: a plain read would be taken out of them.
        if ((boolean) Flag.INTERRUPTED.getOpaque(context)) {
            throw interrupted(context);
        }
    }

    /** Made when somebody is interrupted. */
    private static final class Flag {
        static final VarHandle INTERRUPTED = find();

        private static VarHandle find() {
            try {
                return MethodHandles.lookup().findVarHandle(Context.class, "interrupted", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }

    private static MethodHandle trapHandle() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            BackEdgePoll.class,
                            "trapIfInterrupted",
                            MethodType.methodType(void.class, Context.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
