// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/**
 * One call site's change to a new target, at one moment for all callers. HotSpot stores a site's new target before it drops the compiled
 * callers that hold the old one, one after the other; so a thread could see the new code through one caller and then the old through another.
 * Therefore all callers are first brought to a target that looks at a flag; raising the flag is the moment.
 */
final class Handover {
    private static final MethodHandle HAS_HAPPENED = hasHappenedHandle();

    private volatile boolean happened;

    private Handover() {}

    /** When this returns, every call that begins goes to {@code next}. */
    static void of(MutableCallSite site, MethodHandle next) {
        Handover handover = new Handover();
        site.setTarget(MethodHandles.guardWithTest(HAS_HAPPENED.bindTo(handover), next, site.getTarget()));
        MutableCallSite.syncAll(new MutableCallSite[] {site});
        handover.happened = true;
        site.setTarget(next);
    }

    @SuppressWarnings("UnusedMethod") // through its handle
    private boolean hasHappened() {
        return happened;
    }

    private static MethodHandle hasHappenedHandle() {
        try {
            return MethodHandles.lookup()
                    .findVirtual(Handover.class, "hasHappened", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
