// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A function has spent its budget. */
@Name("dev.tandem.FunctionHot")
@Label("Function Hot")
@Category("Tandem")
@StackTrace(false)
@SuppressWarnings("unused") // read by the recorder
final class FunctionHotEvent extends Event {
    @Label("Module")
    String module = "";

    @Label("Function Index")
    int function;

    @Label("Heat")
    long heat;

    @Label("Functions Waiting")
    int waiting;
}
