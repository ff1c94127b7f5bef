// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Runs the benchmarks on Tandem and its peers, interleaved (every round visits every engine), and prints Markdown tables of
 * medians. See docs/benchmarks.md; start it through {@code benchmarks/compare}.
 */
public final class Compare {
    private static final Path ROOT = Path.of(System.getProperty("tandem.root", ".")).toAbsolutePath().normalize();
    private static final Path BENCHMARKS = ROOT.resolve("benchmarks");
    private static final Pattern NUMBER = Pattern.compile("\"(\\w+)\":(-?[0-9.eE+-]+)");

    private static final String USAGE = """
            usage: benchmarks/compare [--engines=v8,endive,tandem] [--only=kernels,programs,decode,compile] [--kernels=NAME,...]
                                      [--seconds=3] [--rounds=3]
            An engine tandem:OPTION:OPTION... is Tandem with these options, as in tandem:--backend=jvm:--tier=baseline;
            v8:--liftoff-only is V8 with that flag.
            The first engine is the one that the ratios refer to.""";

    /** How an engine is started: for a kernel (file, n, seconds follow in its own way) and for a WASI command. */
    private record Engine(String name, List<String> bench, List<String> run, List<String> decode, List<String> compile) {
        List<String> benchCommand(Path file, String n, String seconds) {
            if (name.startsWith("tandem")) {
                // V8 has no cold start worth the name; a Java program that embeds Tandem has had its own.
                String other = file.endsWith("json.wasm") ? "lz.wasm" : "json.wasm";
                return join(bench, List.of("--warm-up=" + file.resolveSibling(other), "--invoke=run", "--arg=" + n, "--seconds=" + seconds, file.toString()));
            }
            return join(bench, List.of(file.toString(), n, seconds));
        }

        List<String> modulesCommand(List<String> command, Path file, int repeats) {
            return join(command, name.startsWith("tandem")
                    ? List.of("--repeat=" + repeats, file.toString())
                    : List.of(file.toString(), "" + repeats));
        }
    }

    private record Kernel(String name, String n, String sum) {}

    private record Outcome(double millis, double peakMb, String output, int exit) {}

    private record Program(String name, int rounds, Path file, List<String> args, String expected) {}

    private final List<Engine> engines = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>(
            Map.of("engines", "v8,endive,tandem", "only", "kernels,programs,decode,compile", "kernels", "", "seconds", "3", "rounds", "3"));

    public static void main(String[] args) throws Exception {
        new Compare().compare(args);
    }

    private void compare(String[] args) throws Exception {
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (!arg.startsWith("--") || equals < 0 || options.replace(arg.substring(2, equals), arg.substring(equals + 1)) == null) {
                System.err.println(USAGE);
                System.exit(2);
            }
        }
        for (String spec : options.get("engines").split(",")) {
            engines.add(engine(spec));
        }
        int rounds = Integer.parseInt(options.get("rounds"));
        List<String> only = List.of(options.get("only").split(","));
        System.out.println("Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors, " + rounds
                + " rounds, " + options.get("seconds") + " s a kernel.\n");
        if (only.contains("kernels")) {
            kernels(rounds);
        }
        Path thirdParty = ROOT.resolve("third-party/wasm");
        if (only.contains("programs")) {
            programs(List.of(
                    new Program("hello through WASI", 5 * rounds, ROOT.resolve("examples/hello.wasm"), List.of(), "Hello, world!"),
                    new Program("CPython `print(42)`", rounds, thirdParty.resolve("python.wasm"), List.of("-c", "print(42)"), "42"),
                    new Program("SQLite `speedtest1 --size 20`", rounds, thirdParty.resolve("speedtest1.wasm"), List.of("--size", "20"),
                            "TOTAL")));
        }
        if (only.contains("decode")) {
            System.out.println("Decoding and validating, warm, one thread: MB of code section a second; peak resident memory\n");
            modules(thirdParty, rounds, engine -> engine.decode, 16);
        }
        if (only.contains("compile")) {
            System.out.println("Compiling all functions (V8: Liftoff), one thread, by the clock: MB of code section a second,"
                    + " first pass and warm; bytes of code a byte\n");
            modules(thirdParty, rounds, engine -> engine.compile, 12);
        }
    }

    private static Engine engine(String spec) throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElse("java");
        if (spec.startsWith("v8")) {
            Path newest = ROOT.resolve("third-party/node/node_modules/.bin/node");
            String node = Files.isExecutable(newest) ? newest.toString() : "node";
            List<String> start = join(List.of(node), Arrays.asList(spec.split(":")).subList(1, spec.split(":").length));
            String modules = BENCHMARKS.resolve("peers/modules.mjs").toString();
            return new Engine(spec.replace(":--", " "), join(start, List.of(BENCHMARKS.resolve("peers/bench.mjs").toString())),
                    join(start, List.of("--no-warnings", BENCHMARKS.resolve("peers/wasi.mjs").toString())),
                    join(start, List.of("--single-threaded", modules, "validate")),
                    List.of(node, "--liftoff-only", "--no-wasm-lazy-compilation", "--single-threaded", modules, "compile"));
        }
        if (spec.equals("endive")) {
            Path lib = BENCHMARKS.resolve("peers/target/lib");
            if (!Files.isDirectory(lib)) {
                execute(List.of("mvn", "-q", "-f", BENCHMARKS.resolve("peers/pom.xml").toString(), "package"));
            }
            List<String> start = List.of(java, "-cp", lib + "/*", "EndivePeer");
            return new Engine(spec, join(start, List.of("bench")), join(start, List.of("run")), join(start, List.of("parse")), List.of());
        }
        if (spec.startsWith("tandem")) {
            List<String> extra = Arrays.asList(spec.split(":")).subList(1, spec.split(":").length);
            String tandem = ROOT.resolve("tandem").toString();
            return new Engine(spec.replace(":--", " "), join(List.of(tandem, "bench"), extra), join(List.of(tandem, "run"), extra),
                    List.of(tandem, "compile", "--tier=none", "--stats=json"),
                    join(List.of(tandem, "compile", "--stats=json"), extra));
        }
        throw new IllegalArgumentException("unknown engine " + spec + "\n" + USAGE);
    }

    private void kernels(int rounds) throws IOException, InterruptedException {
        List<String> wanted = List.of(options.get("kernels").split(","));
        List<Kernel> kernels = new ArrayList<>();
        for (String line : Files.readAllLines(BENCHMARKS.resolve("kernels/kernels.tsv"))) {
            String[] columns = line.split("\t");
            if (!line.startsWith("#") && (options.get("kernels").isEmpty() || wanted.contains(columns[0]))) {
                kernels.add(new Kernel(columns[0], columns[1], columns[2]));
            }
        }
        Map<String, List<Double>> steady = new LinkedHashMap<>();
        Map<String, List<Double>> early = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (Kernel kernel : kernels) {
                System.err.print("\rround " + round + " of " + rounds + ": " + kernel.name + "                ");
                for (Engine engine : engines) {
                    Path file = BENCHMARKS.resolve("kernels/" + kernel.name + ".wasm");
                    Outcome outcome = execute(engine.benchCommand(file, kernel.n, options.get("seconds")));
                    Map<String, Double> values = numbers(outcome.output);
                    String key = engine.name + "/" + kernel.name;
                    boolean right = values.getOrDefault("sum", Double.NaN) == Double.parseDouble(kernel.sum);
                    if (!right) {
                        System.err.println("\n" + key + ": wrong result or failure: " + outcome.output.strip());
                    }
                    steady.computeIfAbsent(key, k -> new ArrayList<>()).add(right ? values.get("steady_ms") : Double.NaN);
                    early.computeIfAbsent(key, k -> new ArrayList<>()).add(right ? values.getOrDefault("250", 0.0) : Double.NaN);
                }
            }
        }
        System.err.println();
        System.out.println("Kernels, milliseconds of one call in steady state (ratio to " + engines.get(0).name + ")\n");
        header("kernel");
        Map<Engine, List<Double>> ratios = new LinkedHashMap<>();
        for (Kernel kernel : kernels) {
            StringBuilder row = new StringBuilder("| " + kernel.name);
            double reference = median(steady.get(engines.get(0).name + "/" + kernel.name));
            for (Engine engine : engines) {
                double time = median(steady.get(engine.name + "/" + kernel.name));
                row.append(format(" | %.2f", time));
                if (engine != engines.get(0)) {
                    row.append(format(" (%.2f)", time / reference));
                }
                ratios.computeIfAbsent(engine, e -> new ArrayList<>()).add(time / reference);
            }
            System.out.println(row + " |");
        }
        StringBuilder mean = new StringBuilder("| **geometric mean**");
        StringBuilder worst = new StringBuilder("| **worst**");
        for (Engine engine : engines) {
            List<Double> finite = ratios.get(engine).stream().filter(Double::isFinite).toList();
            int failed = ratios.get(engine).size() - finite.size();
            mean.append(format(" | **%.2f**", Math.exp(finite.stream().mapToDouble(Math::log).average().orElse(Double.NaN))))
                    .append(failed == 0 ? "" : " (" + failed + " failed)");
            worst.append(format(" | %.2f", finite.stream().mapToDouble(x -> x).max().orElse(Double.NaN)));
        }
        System.out.println(mean + " |\n" + worst + " |\n");
        System.out.println("Work in the first 250 ms after the bytes arrive, in a warm process, as a share of what "
                + engines.get(0).name + " does in 250 ms in steady state\n");
        header("kernel");
        Map<Engine, List<Double>> shares = new LinkedHashMap<>();
        for (Kernel kernel : kernels) {
            StringBuilder row = new StringBuilder("| " + kernel.name);
            double reference = median(steady.get(engines.get(0).name + "/" + kernel.name));
            for (Engine engine : engines) {
                double share = 100 * median(early.get(engine.name + "/" + kernel.name)) * reference / 250;
                row.append(format(" | %.0f %%", share));
                shares.computeIfAbsent(engine, e -> new ArrayList<>()).add(share);
            }
            System.out.println(row + " |");
        }
        StringBuilder middle = new StringBuilder("| **mean**");
        for (Engine engine : engines) {
            middle.append(format(" | **%.0f %%**", shares.get(engine).stream().filter(Double::isFinite).mapToDouble(x -> x)
                    .average().orElse(Double.NaN)));
        }
        System.out.println(middle + " |\n");
    }

    private void programs(List<Program> programs) throws IOException, InterruptedException {
        System.out.println("Whole processes, milliseconds and peak resident memory\n");
        header("program");
        for (Program program : programs) {
            if (!Files.exists(program.file)) {
                System.err.println(program.file + " is absent: .ci/fetch-real-programs brings it");
                continue;
            }
            Map<Engine, List<Outcome>> outcomes = new LinkedHashMap<>();
            for (int round = 0; round < program.rounds; round++) {
                for (Engine engine : engines) {
                    List<Outcome> list = outcomes.computeIfAbsent(engine, e -> new ArrayList<>());
                    // A peer that takes more than ten seconds has made its point after one round.
                    if (list.isEmpty() || list.get(0).millis < 10_000) {
                        Outcome outcome = execute(join(engine.run, join(List.of(program.file.toString()), program.args)));
                        if (!outcome.output.contains(program.expected)) {
                            System.err.println(engine.name + ", " + program.name + ": exit code " + outcome.exit + ": "
                                    + outcome.output.strip());
                            outcome = new Outcome(Double.NaN, outcome.peakMb, outcome.output, outcome.exit);
                        }
                        list.add(outcome);
                    }
                }
            }
            StringBuilder row = new StringBuilder("| " + program.name);
            for (Engine engine : engines) {
                List<Outcome> list = outcomes.get(engine);
                row.append(format(" | %.0f ms", median(list.stream().map(Outcome::millis).toList())))
                        .append(format(", %.0f MB", median(list.stream().map(Outcome::peakMb).toList())));
            }
            System.out.println(row + " |");
        }
        System.out.println();
    }

    private void modules(Path thirdParty, int rounds, Function<Engine, List<String>> command, int passes)
            throws IOException, InterruptedException {
        header("module");
        for (String name : List.of("python.wasm", "yosys.wasm", "clang.wasm")) {
            Path file = thirdParty.resolve(name);
            if (!Files.exists(file)) {
                System.err.println(file + " is absent: .ci/fetch-real-programs brings it");
                continue;
            }
            Map<Engine, List<Double>> speeds = new LinkedHashMap<>();
            Map<Engine, List<Double>> first = new LinkedHashMap<>();
            Map<Engine, List<Double>> peaks = new LinkedHashMap<>();
            Map<Engine, Double> growth = new LinkedHashMap<>();
            for (int round = 0; round < rounds; round++) {
                for (Engine engine : engines) {
                    // Endive needs a minute for one pass over clang: two small modules make its point.
                    boolean endive = engine.name.equals("endive");
                    if (command.apply(engine).isEmpty() || (endive && (round > 0 || name.equals("clang.wasm")))) {
                        continue;
                    }
                    Outcome outcome = execute(engine.modulesCommand(command.apply(engine), file, endive ? 3 : passes));
                    List<String> lines = outcome.output.lines().filter(line -> line.startsWith("{")).toList();
                    List<Double> late = lines.subList(lines.size() / 2, lines.size()).stream()
                            .map(line -> numbers(line).getOrDefault("mb_per_s", Double.NaN)).toList();
                    if (late.isEmpty()) {
                        System.err.println(engine.name + ", " + name + ": " + outcome.output.strip());
                    } else {
                        Map<String, Double> values = numbers(lines.get(0));
                        first.computeIfAbsent(engine, e -> new ArrayList<>()).add(values.getOrDefault("mb_per_s", Double.NaN));
                        growth.put(engine, values.getOrDefault("output_bytes", 0.0) / values.getOrDefault("code_bytes", Double.NaN));
                    }
                    speeds.computeIfAbsent(engine, e -> new ArrayList<>()).add(median(late));
                    peaks.computeIfAbsent(engine, e -> new ArrayList<>()).add(outcome.peakMb);
                }
            }
            StringBuilder row = new StringBuilder("| " + name + format(", %.0f MB", Files.size(file) / 1e6));
            for (Engine engine : engines) {
                row.append(format(" | %.1f", median(first.getOrDefault(engine, List.of()))))
                        .append(format(", %.1f MB/s", median(speeds.getOrDefault(engine, List.of()))))
                        .append(format(", %.0f MB", median(peaks.getOrDefault(engine, List.of()))))
                        .append(growth.getOrDefault(engine, 0.0) > 0 ? format(", %.2f", growth.get(engine)) : "");
            }
            System.out.println(row + " |");
        }
        System.out.println();
    }

    private void header(String what) {
        StringBuilder names = new StringBuilder("| " + what);
        StringBuilder rule = new StringBuilder("|---");
        for (Engine engine : engines) {
            names.append(" | ").append(engine.name);
            rule.append("|--:");
        }
        System.out.println(names + " |\n" + rule + "|");
    }

    /** Runs a process to its end; its peak resident memory is what the kernel's books showed last (0 where there are none). */
    private static Outcome execute(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("compare", ".out");
        try {
            long began = System.nanoTime();
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            process.getOutputStream().close();
            Path status = Path.of("/proc/" + process.pid() + "/status");
            double peak = 0;
            Thread sampler = null;
            double[] sampled = {0};
            if (Files.exists(status)) {
                sampler = Thread.ofVirtual().start(() -> sample(process, status, sampled));
            }
            int exit = process.waitFor();
            double millis = (System.nanoTime() - began) / 1e6;
            if (sampler != null) {
                sampler.join();
                peak = sampled[0];
            }
            return new Outcome(millis, peak, Files.readString(output), exit);
        } finally {
            Files.delete(output);
        }
    }

    private static void sample(Process process, Path status, double[] peak) {
        while (process.isAlive()) {
            try {
                for (String line : Files.readAllLines(status)) {
                    if (line.startsWith("VmHWM:")) {
                        peak[0] = Integer.parseInt(line.replaceAll("\\D", "")) / 1024.0;
                    }
                }
                Thread.sleep(5);
            } catch (IOException | InterruptedException gone) {
                return;
            }
        }
    }

    private static Map<String, Double> numbers(String json) {
        Map<String, Double> values = new LinkedHashMap<>();
        NUMBER.matcher(json).results().forEach(match -> values.putIfAbsent(match.group(1), Double.valueOf(match.group(2))));
        return values;
    }

    private static double median(List<Double> values) {
        List<Double> finite = values.stream().filter(Double::isFinite).sorted().toList();
        return finite.isEmpty() ? Double.NaN : finite.get(finite.size() / 2);
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static String format(String format, double value) {
        return Double.isNaN(value) ? format.replaceAll("%\\.[0-9]f.*", "-") : String.format(Locale.ROOT, format, value);
    }
}
