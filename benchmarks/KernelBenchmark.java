// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Small programs, called again and again: the time of a call in steady state, and how much was done by certain times. */
final class KernelBenchmark {
    private static final List<String> MOMENTS = List.of("100", "250", "500", "1000", "2000", "4000");

    private final List<Engine> engines;
    private final int rounds;
    private final String seconds;
    private final List<Kernel> kernels = new ArrayList<>();
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    private record Kernel(String name, String n, String sum) {}

    /** @param wanted names of kernels; none: all */
    KernelBenchmark(List<Engine> engines, int rounds, String seconds, List<String> wanted) throws IOException {
        this.engines = engines.stream().filter(engine -> !engine.bench().isEmpty()).toList();
        this.rounds = rounds;
        this.seconds = seconds;
        for (String line : Files.readAllLines(Engine.BENCHMARKS.resolve("kernels/kernels.tsv"))) {
            String[] columns = line.split("\t");
            if (!line.startsWith("#") && (wanted.isEmpty() || wanted.contains(columns[0]))) {
                kernels.add(new Kernel(columns[0], columns[1], columns[2]));
            }
        }
    }

    List<Table> run() throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            for (Kernel kernel : kernels) {
                System.err.print("\rround " + round + " of " + rounds + ": " + kernel.name + "                ");
                for (Engine engine : engines) {
                    measure(engine, kernel);
                }
            }
        }
        System.err.println();
        return List.of(steady(), early("250"), curve());
    }

    private void measure(Engine engine, Kernel kernel) throws IOException, InterruptedException {
        Path file = Engine.BENCHMARKS.resolve("kernels/" + kernel.name + ".wasm");
        Processes.Outcome outcome = Processes.execute(engine.benchCommand(file, kernel.n, seconds));
        Map<String, Double> values = Processes.numbers(outcome.output());
        boolean right = values.getOrDefault("sum", Double.NaN) == Double.parseDouble(kernel.sum);
        if (!right) {
            System.err.println("\n" + engine.name() + "/" + kernel.name + ": wrong result or failure: " + outcome.output().strip());
        }
        add(engine, kernel, "steady", right ? values.get("steady_ms") : Double.NaN);
        for (String moment : MOMENTS) {
            add(engine, kernel, moment, right ? values.getOrDefault(moment, 0.0) : Double.NaN);
        }
    }

    private void add(Engine engine, Kernel kernel, String what, double value) {
        figures.computeIfAbsent(engine.name() + "/" + kernel.name + "/" + what, key -> new ArrayList<>()).add(value);
    }

    private double figure(Engine engine, Kernel kernel, String what) {
        return Processes.median(figures.get(engine.name() + "/" + kernel.name + "/" + what));
    }

    private Table steady() {
        Engine reference = engines.get(0);
        Table table = new Table(
                "kernels",
                "Kernels, milliseconds of one call in steady state (ratio to " + reference.name() + ")",
                "time of a call, " + reference.name() + " = 1 (shorter is faster)",
                engines);
        Map<Engine, List<Double>> ratios = new LinkedHashMap<>();
        for (Kernel kernel : kernels) {
            List<Table.Cell> cells = new ArrayList<>();
            for (Engine engine : engines) {
                double time = figure(engine, kernel, "steady");
                double ratio = time / figure(reference, kernel, "steady");
                String text = Double.isNaN(time) ? "failed" : format("%.2f", time) + (engine == reference ? "" : format(" (%.2f)", ratio));
                cells.add(new Table.Cell(text, ratio));
                ratios.computeIfAbsent(engine, key -> new ArrayList<>()).add(ratio);
            }
            table.row(kernel.name, cells);
        }
        List<Table.Cell> mean = new ArrayList<>();
        List<Table.Cell> worst = new ArrayList<>();
        for (Engine engine : engines) {
            List<Double> finite = ratios.get(engine).stream().filter(Double::isFinite).toList();
            int failed = ratios.get(engine).size() - finite.size();
            double middle = Math.exp(finite.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
            mean.add(new Table.Cell(format("**%.2f**", middle) + (failed == 0 ? "" : " (" + failed + " failed)"), middle));
            double most = finite.stream().mapToDouble(x -> x).max().orElse(Double.NaN);
            worst.add(new Table.Cell(format("%.2f", most), most));
        }
        table.summary("geometric mean", mean);
        table.summary("worst", worst);
        if (rounds > 1) {
            table.summary("spread of rounds", engines.stream().map(this::spread).toList());
        }
        return table;
    }

    /** How far the rounds of a kernel lie apart, median of the kernels. */
    private Table.Cell spread(Engine engine) {
        List<Double> spreads = new ArrayList<>();
        for (Kernel kernel : kernels) {
            List<Double> times = figures.get(engine.name() + "/" + kernel.name + "/steady").stream().filter(Double::isFinite).sorted().toList();
            if (!times.isEmpty()) {
                spreads.add(100 * (times.get(times.size() - 1) - times.get(0)) / Processes.median(times));
            }
        }
        double spread = Processes.median(spreads);
        return new Table.Cell(format("%.0f %%", spread), spread);
    }

    /** Which part of the calls that the first engine makes in that time in steady state an engine has made, in percent. */
    private double share(Engine engine, Kernel kernel, String moment) {
        return 100 * figure(engine, kernel, moment) * figure(engines.get(0), kernel, "steady") / Integer.parseInt(moment);
    }

    private Table.Cell meanShare(Engine engine, String moment, String format) {
        double mean = kernels.stream()
                .mapToDouble(kernel -> share(engine, kernel, moment))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
        return new Table.Cell(format(format, mean), mean);
    }

    private Table early(String moment) {
        String reference = engines.get(0).name();
        Table table = new Table(
                "first-" + moment,
                "Work in the first " + moment + " ms after the bytes arrive, as a share of what " + reference + " does in that time in steady state",
                "% of what " + reference + " does in " + moment + " ms in steady state (longer is better)",
                engines);
        for (Kernel kernel : kernels) {
            List<Table.Cell> cells = new ArrayList<>();
            for (Engine engine : engines) {
                double share = share(engine, kernel, moment);
                cells.add(new Table.Cell(format("%.0f %%", share), share));
            }
            table.row(kernel.name, cells);
        }
        table.summary("mean", engines.stream().map(engine -> meanShare(engine, moment, "**%.0f %%**")).toList());
        return table;
    }

    /** The means by time. */
    private Table curve() {
        String reference = engines.get(0).name();
        Table table = new Table(
                "curve",
                "Work done since the bytes arrived, as a share of what " + reference + " does in that time in steady state; mean of the kernels",
                "% of what " + reference + " does in that time in steady state (longer is better)",
                engines);
        for (String moment : MOMENTS) {
            if (Integer.parseInt(moment) <= 1000 * Double.parseDouble(seconds)) {
                table.row(moment + " ms", engines.stream().map(engine -> meanShare(engine, moment, "%.0f %%")).toList());
            }
        }
        return table;
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
