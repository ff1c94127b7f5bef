// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** No optimized code of earlier runs was found for a module. */
@Name("dev.tandem.CacheMiss")
@Label("Cache Miss")
@Category("Tandem")
@StackTrace(false)
@SuppressWarnings("unused") // read by the recorder
final class CacheMissEvent extends Event {
    @Label("Module")
    String module = "";

    @Label("Read Time")
    @Timespan(Timespan.NANOSECONDS)
    long readTime;
}
