// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Small things on both backends of Tandem, measured by JMH. */
final class MicroBenchmark {
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("CallBenchmark.guestByHandle", "Java to guest, exact handle");
        NAMES.put("CallBenchmark.guestByRawCall", "Java to guest, `callRaw`");
        NAMES.put("CallBenchmark.host", "guest to Java, functional interface");
        NAMES.put("CallBenchmark.rawHost", "guest to Java, raw host function");
        NAMES.put("AccessBenchmark.getInt", "`Memory.getInt`");
        NAMES.put("AccessBenchmark.putInt", "`Memory.putInt`");
        NAMES.put("AccessBenchmark.readPage", "`Memory.read`, 4 KiB");
        NAMES.put("AccessBenchmark.writePage", "`Memory.write`, 4 KiB");
        NAMES.put("AccessBenchmark.addToGlobal", "global, read and written");
        NAMES.put("AccessBenchmark.getElement", "`Table.get`");
        NAMES.put("AccessBenchmark.setElement", "`Table.get` and `set`");
        NAMES.put("GrowBenchmark.growPage", "`memory.grow` by a page");
        NAMES.put("StopBenchmark.interrupt", "an endless loop, from interrupt to end");
        NAMES.put("StopBenchmark.deadline", "an endless loop with a deadline of 1,000,000");
        NAMES.put("InstantiateBenchmark.instantiate", "an instance, and its end");
        NAMES.put("InstantiateBenchmark.bytesToFirstCall", "bytes to first call, and the end");
    }

    private static final int ITERATIONS = 5;

    private final List<String> prefix;
    private final String millis;

    /** @param seconds for one measurement, all iterations; before it come as many to warm up */
    MicroBenchmark(List<String> prefix, String seconds) {
        this.prefix = prefix;
        this.millis = Math.max(1, Math.round(Double.parseDouble(seconds) * 1000 / ITERATIONS)) + "ms";
    }

    List<Table> run() throws IOException, InterruptedException {
        Path results = Files.createTempFile("compare", ".csv");
        try {
            String iterations = "" + ITERATIONS;
            List<String> jmh = List.of(
                    Engine.BENCHMARKS.resolve("micro/run").toString(), "-f", "1", "-foe", "true", "-wi", iterations, "-w", millis, "-i", iterations,
                    "-r", millis, "-rf", "csv", "-rff", results.toString());
            Processes.Outcome outcome = Processes.execute(Processes.join(prefix, jmh), 1200);
            if (outcome.exit() != 0) {
                throw new IOException("JMH failed: " + outcome.output());
            }
            return List.of(table(Files.readAllLines(results)));
        } finally {
            Files.delete(results);
        }
    }

    /** @param lines JMH's: benchmark, mode, threads, samples, score, error, unit, backend */
    private static Table table(List<String> lines) {
        Map<String, Map<String, Table.Cell>> cells = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.replace("\"", "").split(",");
            String name = columns[0].replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
            double score = Double.parseDouble(columns[4]);
            double error = Double.parseDouble(columns[5]);
            String text = String.format(Locale.ROOT, score < 100 ? "%.1f ± %.1f" : "%.0f ± %.0f", score, error);
            cells.computeIfAbsent(name, key -> new TreeMap<>()).put(columns[7], new Table.Cell(text, score));
        }
        List<String> backends = List.of("x64", "jvm");
        Table table = new Table(backends, "micro", "Small things, nanoseconds (mean of " + ITERATIONS + " iterations, and JMH's error of 99.9 %)", "");
        NAMES.forEach((name, words) -> {
            Map<String, Table.Cell> row = cells.getOrDefault(name, Map.of());
            List<Table.Cell> figures = new ArrayList<>();
            backends.forEach(backend -> figures.add(row.getOrDefault(backend, new Table.Cell("-", Double.NaN))));
            table.row(words, figures);
        });
        return table;
    }
}
