// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.ir.nativex64.NativeBackend;

/** The ways to run guests. */
enum Cell {
    X64("x64", true),
    X64_BOUNDS_CHECKS("x64", false),
    JVM("jvm", true);

    private final String backend;
    private final boolean guardPages;

    Cell(String backend, boolean guardPages) {
        this.backend = backend;
        this.guardPages = guardPages;
    }

    Engine engine() {
        assumeTrue(this == JVM || NativeBackend.unavailable().isEmpty());
        return Engine.create(EngineConfig.standard().withBackend(backend).withGuardPages(guardPages));
    }
}
