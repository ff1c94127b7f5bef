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

    /**
     * How often indirect calls of its optimized code were of functions that it did not expect, since that code took over, and that it would
     * expect if it were compiled again. 0 for baseline code.
     */
    long misses();

    /** How long that code has been there, in nanoseconds; 0 for baseline code. */
    long guessingNanos();

    /** How often it was compiled again for its misses. */
    int renewals();

    /** When it was first reported, as {@link System#nanoTime} counts. */
    long since();
}
