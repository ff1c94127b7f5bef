// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.run;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run showed, line by line: results and traps of calls, what the host was given, and the state that is left. NaNs are all written
 * alike, as their bits may differ.
 */
public final class Observation {
    private final List<String> lines;

    Observation(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    public List<String> lines() {
        return lines;
    }

    /** Without what V8 does not show: vectors, and the kinds of traps, which it names otherwise. */
    Observation forV8() {
        List<String> kept = new ArrayList<>(lines.size());
        for (String line : lines) {
            if (!line.contains("v128")) {
                int trap = line.indexOf("trap ");
                kept.add(trap < 0 ? line : line.substring(0, trap + 4));
            }
        }
        return new Observation(kept);
    }

    /** The first line in which the two differ, or an empty string. */
    public String difference(Observation other) {
        for (int i = 0; i < Math.max(lines.size(), other.lines.size()); i++) {
            String mine = i < lines.size() ? lines.get(i) : "(nothing)";
            String theirs = i < other.lines.size() ? other.lines.get(i) : "(nothing)";
            if (!mine.equals(theirs)) {
                return mine + "  |  " + theirs;
            }
        }
        return "";
    }

    static String f32(int bits) {
        return Float.isNaN(Float.intBitsToFloat(bits)) ? "nan" : Integer.toUnsignedString(bits);
    }

    static String f64(long bits) {
        return Double.isNaN(Double.longBitsToDouble(bits)) ? "nan" : Long.toUnsignedString(bits);
    }
}
