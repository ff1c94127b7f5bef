// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Better code replaces what a function had. */
@Name("dev.tandem.CodePublished")
@Label("Code Published")
@Category("Tandem")
@StackTrace(false)
@SuppressWarnings("unused") // read by the recorder
final class CodePublishedEvent extends Event {
    @Label("Module")
    String module = "";

    @Label("Function Index")
    int function;

    @Label("Tier")
    String tier = "";
}
