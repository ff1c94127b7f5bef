// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.trace;

import dev.tandem.cli.JsonLine;
import dev.tandem.ir.code.Tier;

/**
 * Something that happened to code.
 *
 * @param nanos since the start of the trace
 * @param function index, -1 for the whole module
 * @param tier {@link Tier#NONE} if the event has none
 * @param first what the kind says, as is {@code second}
 * @param duration how long it took, in nanoseconds; it ended at {@code nanos}
 * @param text a reason, or nothing
 */
record TierEvent(long nanos, Kind kind, int function, Tier tier, long first, long second, long duration, String text) {
    /** What happened, and what the numbers are. */
    enum Kind {
        /** Bytes of the module arrived: how many so far. */
        ARRIVED,
        /** The module's size, its functions. */
        DECODED,
        /** Bytes of wasm, bytes of code. */
        COMPILED,
        /** Heat, functions waiting. */
        HOT,
        /** Microseconds that compiling will take, functions waiting. */
        QUEUED,
        COMPILING,
        PUBLISHED,
        /** Missed guards, 1 if the function is compiled again for that. */
        MISSED,
        /** Bytes of code. */
        RETIRED,
        /** Functions with code of earlier runs, bytes read. */
        CACHE_HIT,
        CACHE_MISS,
        /** A function has code of an earlier run: bytes of wasm, bytes of code. */
        CACHED,
        /** Functions with new code in the cache, bytes that are kept of the module. */
        WRITTEN,
        FAILED,
        CANCELLED
    }

    /** A line for people. */
    String line(String name) {
        String what =
                switch (kind) {
                    case ARRIVED -> first + " bytes";
                    case DECODED -> first + " bytes, " + second + " functions" + took();
                    case COMPILED -> tierName() + ", " + first + " bytes to " + second + took();
                    case HOT -> "heat " + first + ", " + second + " waiting";
                    case QUEUED -> "for about " + JsonLine.decimal(first / 1e3) + " ms of compiling, behind " + second;
                    case COMPILING, CANCELLED -> "";
                    case PUBLISHED -> tierName();
                    case MISSED -> first + " guards" + (second == 0 ? "" : ", is compiled again");
                    case RETIRED -> tierName() + ", " + first + " bytes";
                    case CACHE_HIT -> second + " bytes, " + first + " functions" + took();
                    case CACHE_MISS -> "";
                    case CACHED -> first + " bytes to " + second;
                    case WRITTEN -> first + " functions to the cache, " + second + " bytes in all" + took();
                    case FAILED -> tierName() + ": " + text;
                };
        StringBuilder line = new StringBuilder();
        pad(line, JsonLine.decimal(nanos / 1e6), 12, true);
        line.append(" ms  ");
        pad(line, kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '), 10, false);
        if (function >= 0) {
            pad(line, Integer.toString(function), 6, true);
            line.append("  ").append(name);
        }
        return line.append(what.isEmpty() ? "" : "  ").append(what).toString();
    }

    private String took() {
        return " in " + JsonLine.decimal(duration / 1e6) + " ms";
    }

    private String tierName() {
        return tier.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static void pad(StringBuilder line, String text, int width, boolean right) {
        int blanks = Math.max(0, width - text.length());
        line.append(right ? " ".repeat(blanks) + text : text + " ".repeat(blanks));
    }

    /** For the page: times in microseconds. */
    JsonLine json() {
        return new JsonLine()
                .put("t", nanos / 1000)
                .put("k", kind.name())
                .put("f", function)
                .put("tier", tier.name())
                .put("a", first)
                .put("b", second)
                .put("d", duration / 1000)
                .put("x", text);
    }
}
