// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;

/** A function that has spent its budget at least once. What it says of heat changes while the function runs on. */
public interface HotFunction {
    WasmModule module();

    FunctionBody body();

    /** What it has spent in baseline code, in the units of its {@link Budget}. */
    long heat();

    /** How often it has spent a budget. */
    int reports();

    /** How long compiling it again will take, in nanoseconds, by experience: it is long while the compiler itself is new to the JVM. */
    long compileNanos();

    /** When it was first reported, as {@link System#nanoTime} counts. */
    long since();
}
