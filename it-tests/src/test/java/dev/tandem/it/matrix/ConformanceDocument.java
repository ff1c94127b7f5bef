// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.matrix;

import dev.tandem.it.Cell;
import dev.tandem.it.Cell.Variant;
import dev.tandem.it.matrix.Outcome.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The text of {@code docs/conformance.md}. Nothing in it depends on the machine or the day. */
record ConformanceDocument(Map<String, Decoding> decoding, List<CellResult> results) {
    /** The columns. */
    static final List<String> TIERS = List.of("baseline", "optimizing", "dynamic", "mixed:1");

    private static final String HEAD =
            """
            # Conformance

            Written by `mvn verify -Dit.test=ConformanceIT -Dtandem.conformance.update`; `mvn verify` fails when the tables are not what it sees.

            The official test suite and this project's behaviour tests, on every backend and mode, in every tier:

            - *baseline*, *optimizing*: all functions are compiled by that tier before they run. *dynamic*: the default policy; few functions of the
              suite run often enough to be optimized. *mixed*: for each function a lot says baseline, optimizing, or baseline first and optimized
              in the background when it has run a little (`--tier=mixed:SEED`).
            - *x64, upper halves poisoned*: code plants garbage above every i32 and f32, stops where a value is not extended as it must be,
              and does without all that came after SSE4.2.

            A table has, for a group of the suite, the commands that passed and failed. Those that failed are listed, script by script, in
            `it-tests/src/main/resources/dev/tandem/compliance/engine-gaps.txt`; one failure more or less than the list says fails the build. All of
            them are for want of garbage-collected objects, exceptions or threads, which Tandem decodes and validates but does not run.
            Commands about modules in text form are skipped: Tandem has no parser for that.
            Proposals beyond WebAssembly 3.0, but for threads, are not run.

            """;

    /** Whether the cell runs the behaviour tests, too. */
    static boolean isWhole(Cell cell) {
        return TIERS.contains(cell.tier());
    }

    String text() {
        StringBuilder text = new StringBuilder(HEAD);
        decoding.forEach((group, modules) -> group(text, group, modules));
        phases(text);
        behaviour(text);
        return text.toString();
    }

    private void group(StringBuilder text, String group, Decoding modules) {
        Outcome any = results.getFirst().group(group);
        text.append("## ").append(group).append("\n\n");
        text.append("Decoding and validation: ").append(modules.right()).append(" of ").append(modules.all()).append(" binary modules accepted or ")
                .append("refused as they should be. ").append(any.skipped()).append(" commands skipped.\n\n");
        header(text);
        for (Variant variant : Variant.values()) {
            text.append("| ").append(variant.title()).append(" |");
            for (String tier : TIERS) {
                text.append(' ').append(figures(result(variant, tier).group(group))).append(" |");
            }
            text.append('\n');
        }
        text.append('\n');
    }

    private static void header(StringBuilder text) {
        text.append("| |");
        TIERS.forEach(tier -> text.append(' ').append(tier).append(" |"));
        text.append("\n|---|").append("---|".repeat(TIERS.size())).append('\n');
    }

    private static String figures(Outcome outcome) {
        return outcome.failed() == 0
                ? outcome.passed() + " passed"
                : outcome.passed() + " passed, " + outcome.failed() + " failed";
    }

    private CellResult result(Variant variant, String tier) {
        Cell wanted = new Cell(variant, tier);
        Optional<CellResult> found =
                results.stream().filter(result -> result.cell().equals(wanted)).findFirst();
        return found.orElseThrow();
    }

    private void phases(StringBuilder text) {
        text.append("## Phases of the optimizing tier left out\n\n");
        text.append("All groups with `optimizing`, without any phase, or without about half of them: a seed says which (`PhasesOff`).\n\n");
        text.append("| without | cell | all groups |\n|---|---|---|\n");
        for (CellResult result : results) {
            String tier = result.cell().tier();
            if (tier.startsWith("phases:")) {
                long seed = Long.parseLong(tier.substring("phases:".length()));
                text.append("| ").append(seed == 0 ? "any phase" : "those of seed " + seed).append(" | ");
                text.append(result.cell().variant().title()).append(" | ").append(figures(total(result))).append(" |\n");
            }
        }
        text.append('\n');
    }

    private Outcome total(CellResult result) {
        int passed = 0;
        int failed = 0;
        for (String group : decoding.keySet()) {
            Outcome one = result.group(group);
            passed += one.passed();
            failed += one.failed();
        }
        return new Outcome(Kind.SCRIPT, "", passed, failed, 0);
    }

    /** Without counts and names of tests, which every new one would change. */
    private void behaviour(StringBuilder text) {
        text.append("## Behaviour tests\n\n");
        text.append("The classes in `it-tests` that are tagged `behaviour`.\n\n");
        header(text);
        for (Variant variant : Variant.values()) {
            text.append("| ").append(variant.title()).append(" |");
            for (String tier : TIERS) {
                int failed = 0;
                for (Outcome outcome : result(variant, tier).outcomes()) {
                    failed += outcome.kind() == Kind.TESTS ? outcome.failed() : 0;
                }
                text.append(' ').append(failed == 0 ? "passed" : failed + " failed").append(" |");
            }
            text.append('\n');
        }
    }
}
