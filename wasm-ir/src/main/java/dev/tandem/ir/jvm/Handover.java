// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.List;

/**
 * The change of a function's call sites to new targets, at one moment for all callers. HotSpot stores a site's new target before it drops the compiled
 * callers that hold the old one, one after the other; so a thread could see the new code through one caller and then the old through another.
 * Therefore all callers are first brought to a target that looks at a flag; raising the flag is the moment.
 */
final class Handover {
    private static final MethodHandle HAS_HAPPENED = hasHappenedHandle();

    private volatile boolean happened;

    private record Change(MutableCallSite site, MethodHandle next) {}

    private final List<Change> changes = new ArrayList<>(2);

    /** The site is to go to {@code next}. */
    void add(MutableCallSite site, MethodHandle next) {
        changes.add(new Change(site, next));
        site.setTarget(MethodHandles.guardWithTest(HAS_HAPPENED.bindTo(this), next, site.getTarget()));
        MutableCallSite.syncAll(new MutableCallSite[] {site});
    }

    /** When this returns, every call that begins goes to the new targets. */
    void happen() {
        happened = true;
        for (Change change : changes) {
            change.site.setTarget(change.next);
        }
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
