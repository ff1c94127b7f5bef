// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.ir.code.Tier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TierTraceTest {
    private static void tell(TierTrace trace) {
        trace.decoded("m", 1000, 20, 5_000_000);
        trace.compiled("m", 7, Tier.BASELINE, 10, 40, 1_500_000);
        trace.hot("m", 7, 2000, 1);
        trace.queued("m", 7, 2_000_000, 3);
        trace.compiling("m", 7);
        trace.published("m", 7, Tier.OPTIMIZED);
        trace.missed("m", 7, 20_000, true);
        trace.retired("m", 7, Tier.BASELINE, 40);
        trace.failed("m", 8, Tier.OPTIMIZED, new IllegalStateException("no </script> here"));
        trace.cancelled("m", 9);
        trace.cacheMiss("m", 1000);
        trace.cacheHit("m", 2, 500, 1_000_000);
        trace.cached("m", 10, 20, 60);
        trace.cacheWritten("m", 3, 900, 2_000_000);
    }

    @Test
    void linesForPeople() {
        List<String> lines = new ArrayList<>();
        tell(TierTrace.printing(line -> lines.add(line.substring(line.indexOf(" ms  ") + 5))));
        assertEquals(
                List.of(
                        "decoded     1000 bytes, 20 functions in 5.000 ms",
                        "compiled       7    baseline, 10 bytes to 40 in 1.500 ms",
                        "hot            7    heat 2000, 1 waiting",
                        "queued         7    for about 2.000 ms of compiling, behind 3",
                        "compiling      7  ",
                        "published      7    optimized",
                        "missed         7    20000 guards, is compiled again",
                        "retired        7    baseline, 40 bytes",
                        "failed         8    optimized: no </script> here",
                        "cancelled      9  ",
                        "cache miss",
                        "cache hit   500 bytes, 2 functions in 1.000 ms",
                        "cached        10    20 bytes to 60",
                        "written     3 functions to the cache, 900 bytes in all in 2.000 ms"),
                lines);
    }

    @Test
    void thePageHoldsAllAndNeedsNothing() throws IOException {
        TierTrace trace = TierTrace.keeping();
        try (var in = trace.measured(new ByteArrayInputStream(new byte[5]))) {
            assertEquals(0, in.read());
            assertEquals(4, in.read(new byte[10]));
            assertEquals(-1, in.read());
        }
        tell(trace);
        assertEquals(16, trace.events().size());
        assertEquals(5, trace.events().get(1).first());
        String page = TierReport.page(trace, "a \"program\".wasm");
        assertTrue(page.contains("{\"program\":\"a \\\"program\\\".wasm\",\"end\":"));
        assertTrue(page.contains("\"k\":\"PUBLISHED\",\"f\":7,\"tier\":\"OPTIMIZED\""));
        assertTrue(page.contains("no <\\/script> here"), "data do not end the script");
        assertFalse(page.contains("http://") || page.contains("https://"), "nothing is loaded");
    }
}
