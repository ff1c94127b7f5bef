// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.ir.vm.EntryGate;

/** Links what can reach each other. */
final class Gates {
    private Gates() {}

    /**
     * Joins two gates.
     *
     * @throws dev.tandem.ir.trap.ConcurrentEntryException if another thread is inside one of them
     */
    static void link(EntryGate one, EntryGate other) {
        if (one.equals(other)) {
            return;
        }
        one.enter();
        try {
            other.enter();
            one.merge(other);
            other.leave();
        } finally {
            one.leave();
        }
    }
}
