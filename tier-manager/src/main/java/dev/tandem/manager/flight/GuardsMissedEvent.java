// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Indirect calls in a function's optimized code were of functions that it did not expect. */
@Name("dev.tandem.GuardsMissed")
@Label("Guards Missed")
@Category("Tandem")
@StackTrace(false)
@SuppressWarnings("unused") // read by the recorder
final class GuardsMissedEvent extends Event {
    @Label("Module")
    String module = "";

    @Label("Function Index")
    int function;

    @Label("Misses")
    long misses;

    @Label("Compiled Again")
    boolean again;
}
