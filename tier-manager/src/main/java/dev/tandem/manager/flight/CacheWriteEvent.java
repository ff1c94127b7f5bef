// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.flight;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** Optimized code was written to the cache. */
@Name("dev.tandem.CacheWrite")
@Label("Cache Write")
@Category("Tandem")
@StackTrace(false)
@SuppressWarnings("unused") // read by the recorder
final class CacheWriteEvent extends Event {
    @Label("Module")
    String module = "";

    @Label("New Functions")
    int functions;

    @Label("Bytes")
    @DataAmount
    long bytes;

    @Label("Write Time")
    @Timespan(Timespan.NANOSECONDS)
    long writeTime;
}
