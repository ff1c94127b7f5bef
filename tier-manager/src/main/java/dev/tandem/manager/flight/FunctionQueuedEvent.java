// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A hot function waits to be compiled again. */
@Name("dev.tandem.FunctionQueued")
@Label("Function Queued")
@Category("Tandem")
@StackTrace(false)
@SuppressWarnings("unused") // read by the recorder
final class FunctionQueuedEvent extends Event {
    @Label("Module")
    String module = "";

    @Label("Function Index")
    int function;

    @Label("Expected Compile Time")
    @Timespan(Timespan.NANOSECONDS)
    long expectedTime;

    @Label("Functions Waiting")
    int waiting;
}
