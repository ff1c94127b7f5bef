// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.ir.nativex64.NativeBackend;

/** The ways to run guests. */
enum Cell {
    X64("x64", true, "baseline"),
    X64_OPTIMIZED("x64", true, "optimizing"),
    X64_BOUNDS_CHECKS("x64", false, "baseline"),
    X64_BOUNDS_CHECKS_OPTIMIZED("x64", false, "optimizing"),
    JVM("jvm", true, "baseline"),
    JVM_OPTIMIZED("jvm", true, "optimizing");

    private final String backend;
    private final boolean guardPages;
    private final String tier;

    Cell(String backend, boolean guardPages, String tier) {
        this.backend = backend;
        this.guardPages = guardPages;
        this.tier = tier;
    }

    Engine engine() {
        assumeTrue(backend.equals("jvm") || NativeBackend.unavailable().isEmpty());
        return Engine.create(EngineConfig.standard().withBackend(backend).withGuardPages(guardPages).withTier(tier));
    }
}
