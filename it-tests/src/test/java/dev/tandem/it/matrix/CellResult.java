// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.matrix;

import dev.tandem.compliance.KnownGaps;
import dev.tandem.it.Cell;
import dev.tandem.it.matrix.Outcome.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What came of a cell.
 *
 * @param surprises what the list of expected failures does not say, for people
 */
record CellResult(Cell cell, List<Outcome> outcomes, List<String> surprises) {
    private static final long DEADLINE_MINUTES = 60;

    /**
     * Runs cells in a process of their own, where a crash is only theirs.
     *
     * @param groups archives of the conformance suite
     */
    static List<CellResult> run(List<Cell> cells, List<Path> groups, KnownGaps expected) throws IOException, InterruptedException {
        Path report = Files.createTempFile("tandem-cell", ".tsv");
        Path log = Files.createTempFile("tandem-cell", ".log");
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx3g",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dguice_bytecode_gen_option=DISABLED",
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    CellRun.class.getName(),
                    report.toString(),
                    String.join(",", groups.stream().map(Path::toString).toList())));
            cells.forEach(cell -> command.add(cell.name()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            String end = "is still running after " + DEADLINE_MINUTES + " minutes";
            if (process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
                end = "ended with exit code " + process.exitValue();
            } else {
                process.destroyForcibly().waitFor();
            }
            String how = end + ":\n" + Files.readString(log).lines().limit(40).reduce("", (a, b) -> a + "  " + b + "\n");
            List<String> lines = Files.readAllLines(report);
            return cells.stream().map(cell -> of(cell, lines, groups, expected, how)).toList();
        } finally {
            Files.deleteIfExists(report);
            Files.deleteIfExists(log);
        }
    }

    private static CellResult of(Cell cell, List<String> all, List<Path> groups, KnownGaps expected, String end) {
        int start = all.indexOf(Outcome.CELL + "\t" + cell.name());
        List<String> rest = start < 0 ? List.of() : all.subList(start + 1, all.size());
        boolean whole = rest.contains(Outcome.END);
        List<String> lines = whole ? rest.subList(0, rest.indexOf(Outcome.END)) : rest;
        List<String> surprises = surprises(cell, lines, groups, expected);
        if (!whole) {
            surprises.add(cell.name() + " did not come to its end, and its process " + end);
        }
        return new CellResult(cell, outcomes(lines), surprises);
    }

    private static List<Outcome> outcomes(List<String> lines) {
        return lines.stream().filter(line -> !Outcome.isFailure(line)).map(Outcome::read).toList();
    }

    /** Both ways: what fails more, less or not at all. */
    private static List<String> surprises(Cell cell, List<String> lines, List<Path> groups, KnownGaps expected) {
        List<String> surprises = new ArrayList<>();
        Map<String, Integer> missing = new TreeMap<>();
        for (Path group : groups) {
            missing.putAll(expected.scripts(group.getFileName().toString().replace(".zip", "")));
        }
        for (Outcome outcome : outcomes(lines)) {
            Integer listed = outcome.kind() == Kind.SCRIPT ? missing.remove(outcome.name()) : null;
            int wanted = listed == null ? 0 : listed;
            if (outcome.failed() != wanted) {
                surprises.add(cell.name() + " " + outcome.name() + ": " + outcome.failed() + " failed, " + wanted + " were expected to");
                lines.stream()
                        .filter(line -> Outcome.isFailure(line) && line.contains(outcome.name()))
                        .limit(20)
                        .forEach(line -> surprises.add("  " + line));
            }
        }
        for (String script : missing.keySet()) {
            surprises.add(cell.name() + " " + script + ": is expected to fail, but was not run");
        }
        return surprises;
    }

    /** Sums up the scripts of a group. */
    Outcome group(String group) {
        Outcome sum = new Outcome(Kind.SCRIPT, group, 0, 0, 0);
        for (Outcome one : outcomes) {
            if (one.kind() == Kind.SCRIPT && one.name().startsWith(group + "/")) {
                sum = new Outcome(
                        Kind.SCRIPT, group, sum.passed() + one.passed(), sum.failed() + one.failed(), sum.skipped() + one.skipped());
            }
        }
        return sum;
    }
}
