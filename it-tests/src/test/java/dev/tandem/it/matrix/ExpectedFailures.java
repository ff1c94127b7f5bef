// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many commands of which scripts are known to fail, from a list with lines {@code GROUP/SCRIPT COUNT}; {@code #} begins a comment. The
 * list must be exact: what fails more or less than it says is an error.
 */
final class ExpectedFailures {
    private final Map<String, Integer> counts = new HashMap<>();

    static ExpectedFailures read(String resource) throws IOException {
        ExpectedFailures expected = new ExpectedFailures();
        try (InputStream in = ExpectedFailures.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no resource " + resource);
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                expected.add(line);
            }
        }
        return expected;
    }

    private void add(String line) {
        int comment = line.indexOf('#');
        String entry = (comment < 0 ? line : line.substring(0, comment)).strip();
        if (entry.isEmpty()) {
            return;
        }
        int blank = entry.indexOf(' ');
        if (counts.put(entry.substring(0, blank), Integer.valueOf(entry.substring(blank).strip())) != null) {
            throw new IllegalStateException("listed twice: " + entry);
        }
    }

    /** How many commands of the script are to fail. */
    int of(String script) {
        return counts.getOrDefault(script, 0);
    }

    /** Scripts of the group that are listed, but not among {@code run}. */
    List<String> notAmong(List<String> run, String group) {
        List<String> unknown = new ArrayList<>();
        for (String script : counts.keySet()) {
            if (script.startsWith(group + "/") && !run.contains(script)) {
                unknown.add(script);
            }
        }
        return unknown;
    }
}
