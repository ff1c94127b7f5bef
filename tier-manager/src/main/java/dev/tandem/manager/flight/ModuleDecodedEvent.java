// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.flight;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A module has arrived and is valid. */
@Name("dev.tandem.ModuleDecoded")
@Label("Module Decoded")
@Category("Tandem")
@StackTrace(false)
@SuppressWarnings("unused") // read by the recorder
final class ModuleDecodedEvent extends Event {
    @Label("Module")
    String module = "";

    @DataAmount
    @Label("Size")
    long bytes;

    @Label("Functions")
    int functions;

    @Timespan
    @Label("From First Byte to Last")
    long decodeTime;
}
