// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.run;

import dev.tandem.fuzz.module.FuzzModule;
import java.time.Duration;

/** Something that runs modules. Not thread-safe. */
public interface Oracle extends AutoCloseable {
    String name();

    /** Whether the specification leaves nothing open in this module that this oracle may decide otherwise. */
    default boolean takes(FuzzModule module) {
        return true;
    }

    /** Instantiates the module and makes the calls. A refused module is an observation, too. */
    Observation run(FuzzModule module, byte[] bytes, Plan plan);

    /** How long a call may take from now on, where the oracle can end it. At first far longer than what any module needs. */
    default void patience(Duration patience) {}

    @Override
    void close();
}
