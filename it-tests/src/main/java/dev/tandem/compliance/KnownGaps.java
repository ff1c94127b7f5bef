// SPDX-License-Identifier: Apache-2.0
package dev.tandem.compliance;

import dev.tandem.fuzz.generate.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a tier is known not to do, see {@link TierCompliance#knownGaps}. */
final class KnownGaps {
    private final Map<String, Integer> scripts = new TreeMap<>();
    private final Set<Topic> topics = EnumSet.noneOf(Topic.class);
    private final Set<String> checks = new HashSet<>();

    static KnownGaps read(Class<?> beside, String resource) {
        KnownGaps gaps = new KnownGaps();
        if (resource.isEmpty()) {
            return gaps;
        }
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no resource " + resource + " beside " + beside);
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(gaps::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return gaps;
    }

    private void add(String line) {
        int comment = line.indexOf('#');
        String entry = (comment < 0 ? line : line.substring(0, comment)).strip();
        if (entry.isEmpty()) {
            return;
        }
        int blank = entry.indexOf(' ');
        String kind = blank < 0 ? entry : entry.substring(0, blank);
        String rest = entry.substring(kind.length()).strip();
        boolean added =
                switch (kind) {
                    case "spec" -> {
                        int count = rest.indexOf(' ');
                        yield scripts.put(rest.substring(0, count), Integer.valueOf(rest.substring(count).strip())) == null;
                    }
                    case "topic" -> topics.add(Topic.valueOf(rest));
                    case "check" -> checks.add(rest);
                    default -> throw new IllegalArgumentException("neither spec, topic nor check: " + line);
                };
        if (!added) {
            throw new IllegalArgumentException("listed twice: " + line);
        }
    }

    /** How many commands of which scripts of a group fail; scripts by {@code GROUP/SCRIPT}. */
    Map<String, Integer> scripts(String group) {
        Map<String, Integer> counts = new TreeMap<>();
        scripts.forEach((script, count) -> {
            if (script.startsWith(group + "/")) {
                counts.put(script, count);
            }
        });
        return counts;
    }

    Set<Topic> topics() {
        return topics;
    }

    Set<String> checks() {
        return checks;
    }
}
