// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.run;

import dev.tandem.fuzz.module.FuzzModule;

/** Something that runs modules. Not thread-safe. */
public interface Oracle extends AutoCloseable {
    String name();

    /** Whether the specification leaves nothing open in this module that this oracle may decide otherwise. */
    default boolean takes(FuzzModule module) {
        return true;
    }

    /** Instantiates the module and makes the calls. A refused module is an observation, too. */
    Observation run(FuzzModule module, byte[] bytes, Plan plan);

    @Override
    void close();
}
