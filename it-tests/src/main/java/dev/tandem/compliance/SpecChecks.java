// SPDX-License-Identifier: Apache-2.0
package dev.tandem.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.InstanceOptions;
import dev.tandem.cli.spec.Report;
import dev.tandem.cli.spec.ScriptFiles;
import dev.tandem.cli.spec.SuiteRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The conformance suite, a check a group. */
final class SpecChecks {
    /** WebAssembly 3.0, and threads. */
    private static final String[] GROUPS = {
        "core", "bulk-memory", "simd", "gc", "function-references", "tail-call", "exceptions", "memory64", "multi-memory", "relaxed-simd", "threads"
    };

    /** No script comes near; a guest that never ends is a failure, not a hanging build. */
    private static final InstanceOptions OPTIONS = InstanceOptions.standard().withTimeout(Duration.ofMinutes(2));

    private static final int SHOWN = 5;

    private final TierUnderTest tier;
    private final KnownGaps gaps;
    private final Optional<Path> folder;

    /** @param folder of the suite's ZIP files; without it the checks are skipped */
    SpecChecks(TierUnderTest tier, KnownGaps gaps, Optional<Path> folder) {
        this.tier = tier;
        this.gaps = gaps;
        this.folder = folder;
    }

    void register(ComplianceExtension.Registry registry) {
        for (String group : GROUPS) {
            registry.add("spec " + group, () -> run(group));
        }
    }

    private void run(String group) throws InterruptedException {
        assumeTrue(folder.isPresent(), "the conformance suite is not there: say where, by -Dtandem.spec=FOLDER or --spec=FOLDER");
        Map<String, Integer> failed = new TreeMap<>();
        StringBuilder reasons = new StringBuilder();
        try (ScriptFiles files = new ScriptFiles();
                Engine engine = tier.alone()) {
            files.add(folder.orElseThrow().resolve(group + ".zip").toString());
            new SuiteRunner(engine, OPTIONS, Runtime.getRuntime().availableProcessors()).run(files.found(), (script, report) -> {
                Path parent = script.json().getParent();
                String name = group + "/" + (parent == null ? "" : parent.getFileName());
                if (!report.failures().isEmpty()) {
                    failed.put(name, report.failures().size());
                }
                if (report.failures().size() != gaps.scripts(group).getOrDefault(name, 0)) {
                    describe(name, report, reasons);
                }
            });
        }
        assertEquals(lines(gaps.scripts(group)), lines(failed), () -> "commands that fail, expected and real:" + reasons);
    }

    private static void describe(String name, Report report, StringBuilder reasons) {
        for (Report.Failure failure : report.failures().subList(0, Math.min(SHOWN, report.failures().size()))) {
            reasons.append("\n  ").append(name).append(" line ").append(failure.line()).append(": ").append(failure.reason());
        }
    }

    /** As in the list of known gaps. */
    private static String lines(Map<String, Integer> counts) {
        StringBuilder text = new StringBuilder();
        counts.forEach((script, count) -> text.append("spec ").append(script).append(' ').append(count).append('\n'));
        return text.toString();
    }
}
