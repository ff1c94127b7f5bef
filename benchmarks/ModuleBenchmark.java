// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Large modules, decoded or compiled whole, again and again in one process. */
final class ModuleBenchmark {
    private static final List<String> OPTIMIZING = List.of("--tier=optimizing", "--no-liftoff");
    private static final int LIMIT_SECONDS = 600;

    private final List<Engine> engines;
    private final int rounds;
    private final List<String> modules;
    private final Function<Engine, List<String>> command;
    private final int passes;

    private final Map<Engine, List<Double>> warm = new LinkedHashMap<>();
    private final Map<Engine, List<Double>> first = new LinkedHashMap<>();
    private final Map<Engine, List<Double>> peaks = new LinkedHashMap<>();
    private final Map<Engine, Double> growth = new LinkedHashMap<>();

    /** @param passes over a module in one process */
    ModuleBenchmark(List<Engine> engines, int rounds, List<String> modules, Function<Engine, List<String>> command, int passes) {
        this.engines = engines.stream().filter(engine -> !command.apply(engine).isEmpty()).toList();
        this.rounds = rounds;
        this.modules = modules;
        this.command = command;
        this.passes = passes;
    }

    List<Table> run(String id, String caption) throws IOException, InterruptedException {
        Table table = new Table(id, caption, "MB of code section a second, warm (longer is faster)", engines);
        for (String name : modules) {
            Path file = Engine.THIRD_PARTY.resolve("wasm/" + name + ".wasm");
            if (Files.exists(file)) {
                measure(file);
                table.row(name + String.format(Locale.ROOT, ", %.0f MB", Files.size(file) / 1e6), engines.stream().map(this::cell).toList());
            } else {
                System.err.println(file + " is absent: .ci/fetch-real-programs brings it");
            }
        }
        return List.of(table);
    }

    private void measure(Path file) throws IOException, InterruptedException {
        List.of(warm, first, peaks, growth).forEach(Map::clear);
        for (int round = 0; round < rounds; round++) {
            for (Engine engine : engines) {
                // Endive needs a minute for one pass over clang, and an optimizing compiler as long: less makes the point.
                boolean slow = engine.name().equals("endive") || OPTIMIZING.stream().anyMatch(command.apply(engine)::contains);
                if (!slow || (round == 0 && !file.endsWith("clang.wasm"))) {
                    measure(engine, file, slow ? 3 : passes);
                }
            }
        }
    }

    private void measure(Engine engine, Path file, int passes) throws IOException, InterruptedException {
        Processes.Outcome outcome = Processes.execute(engine.modulesCommand(command.apply(engine), file, passes), LIMIT_SECONDS);
        List<Map<String, Double>> lines =
                outcome.output().lines().filter(line -> line.startsWith("{")).map(Processes::numbers).toList();
        if (lines.isEmpty()) {
            System.err.println(engine.name() + ", " + file + ": " + outcome.output().strip());
            return;
        }
        List<Double> late = lines.subList(lines.size() / 2, lines.size()).stream()
                .map(line -> line.getOrDefault("mb_per_s", Double.NaN))
                .toList();
        add(warm, engine, Processes.median(late));
        add(first, engine, lines.get(0).getOrDefault("mb_per_s", Double.NaN));
        add(peaks, engine, outcome.peakMb());
        growth.put(engine, lines.get(0).getOrDefault("output_bytes", 0.0) / lines.get(0).getOrDefault("code_bytes", Double.NaN));
    }

    private static void add(Map<Engine, List<Double>> figures, Engine engine, double value) {
        figures.computeIfAbsent(engine, key -> new ArrayList<>()).add(value);
    }

    private Table.Cell cell(Engine engine) {
        if (!warm.containsKey(engine)) {
            return new Table.Cell("-", Double.NaN);
        }
        double speed = Processes.median(warm.get(engine));
        String text = String.format(
                Locale.ROOT, "%.1f, %.1f MB/s, %.0f MB", Processes.median(first.get(engine)), speed, Processes.median(peaks.get(engine)));
        return new Table.Cell(text + (growth.get(engine) > 0 ? String.format(Locale.ROOT, ", %.2f", growth.get(engine)) : ""), speed);
    }
}
