// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.flight;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** Optimized code of earlier runs was found for a module. */
@Name("dev.tandem.CacheHit")
@Label("Cache Hit")
@Category("Tandem")
@StackTrace(false)
@SuppressWarnings("unused") // read by the recorder
final class CacheHitEvent extends Event {
    @Label("Module")
    String module = "";

    @Label("Functions")
    int functions;

    @Label("Bytes")
    @DataAmount
    long bytes;

    @Label("Read Time")
    @Timespan(Timespan.NANOSECONDS)
    long readTime;
}
