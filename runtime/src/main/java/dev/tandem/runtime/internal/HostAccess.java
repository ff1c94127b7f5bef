// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.ir.vm.LinearMemory;
import org.jspecify.annotations.Nullable;

/** What an instance tells host functions of the runtime itself, beyond {@link dev.tandem.api.Instance}, which every instance of ours also is. */
public interface HostAccess {
    /** The memory exported under that name; null if there is none. */
    @Nullable LinearMemory linearMemory(String name);

    /**
     * For a host function that waits: throws the trap, {@link dev.tandem.ir.trap.TrapCode#INTERRUPTED}, if the instance was interrupted or its
     * deadline has passed.
     */
    void checkInterrupt();
}
