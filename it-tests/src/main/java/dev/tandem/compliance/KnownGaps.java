// SPDX-License-Identifier: Apache-2.0
package dev.tandem.compliance;

import dev.tandem.fuzz.generate.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is known not to be done: by a tier, see {@link TierCompliance#knownGaps}, or by none. */
public final class KnownGaps {
    private final Map<String, Integer> scripts = new TreeMap<>();
    private final Set<Topic> topics = EnumSet.noneOf(Topic.class);
    private final Set<String> checks = new HashSet<>();

    private KnownGaps() {}

    /** What no tier does, for the engine does not run it. */
    public static KnownGaps ofEngine() {
        KnownGaps gaps = new KnownGaps();
        gaps.add(KnownGaps.class, "engine-gaps.txt");
        return gaps;
    }

    /** What the engine does not run, and what a list says. Where both name a script, it is the list's count that holds. */
    static KnownGaps read(Class<?> beside, String resource) {
        KnownGaps own = new KnownGaps();
        if (!resource.isEmpty()) {
            own.add(beside, resource);
        }
        return own.withThoseOfTheEngine();
    }

    /** The same with a file. */
    static KnownGaps read(Path file) {
        KnownGaps own = new KnownGaps();
        try {
            Files.readString(file).lines().forEach(own::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return own.withThoseOfTheEngine();
    }

    private KnownGaps withThoseOfTheEngine() {
        KnownGaps gaps = ofEngine();
        gaps.scripts.putAll(scripts);
        gaps.topics.addAll(topics);
        gaps.checks.addAll(checks);
        return gaps;
    }

    private void add(Class<?> beside, String resource) {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no resource " + resource + " beside " + beside);
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                        if (!rest.matches("\\S+ +\\d{1,9}")) {
                            throw new IllegalArgumentException("should be: spec GROUP/SCRIPT COUNT, not: " + line);
                        }
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
    public Map<String, Integer> scripts(String group) {
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
