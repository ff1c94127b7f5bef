// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.pipeline;

/**
 * What phases need to know about the machine that a graph is compiled for.
 *
 * @param backend its name: {@code "x64"} or {@code "jvm"}
 * @param guarded32 whether accesses to memories with 32-bit addresses need no bounds check
 * @param fastDivision whether the backend itself makes the best of divisions by constants, as HotSpot does
 */
public record Target(String backend, boolean guarded32, boolean fastDivision) {
    /** The bytecode backend: HotSpot optimizes again. */
    public static final Target JVM = new Target("jvm", true, true);

    /** @param guarded32 whether memories lie between guard pages */
    public static Target x64(boolean guarded32) {
        return new Target("x64", guarded32, false);
    }
}
