// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A compiler refused a function or failed at it. */
@Name("dev.tandem.CompilationFailed")
@Label("Compilation Failed")
@Category("Tandem")
@StackTrace(false)
@SuppressWarnings("unused") // read by the recorder
final class CompilationFailedEvent extends Event {
    @Label("Module")
    String module = "";

    @Label("Function Index")
    int function;

    @Label("Tier")
    String tier = "";

    @Label("Reason")
    String reason = "";
}
