// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whole processes, from start to end. */
final class ProgramBenchmark {
    private static final String WORKLOAD = """
            import json, hashlib
            d = {}
            for i in range(200000): d[i] = i * i
            s = json.dumps(d)
            print(hashlib.sha256(s.encode()).hexdigest(), len(json.loads(s)))""";

    /** @param rounds for each round that was asked for */
    private record Program(String id, String name, int rounds, Path file, List<String> directories, List<String> arguments, String expected) {}

    private final List<Engine> engines;
    private final int rounds;
    private final List<String> wanted;

    /** @param wanted names of programs; none: all */
    ProgramBenchmark(List<Engine> engines, int rounds, List<String> wanted) {
        this.engines = engines;
        this.rounds = rounds;
        this.wanted = wanted;
    }

    List<Table> run() throws IOException, InterruptedException {
        Path wasm = Engine.THIRD_PARTY.resolve("wasm");
        Path folder = Files.createTempDirectory("compare");
        Files.copy(Engine.BENCHMARKS.resolve("programs/functions.c"), folder.resolve("functions.c"));
        List<Program> programs = List.of(
                new Program("hello", "hello", 5, Engine.ROOT.resolve("examples/hello.wasm"), List.of(), List.of(), "Hello, world!"),
                new Program("print", "CPython `print(42)`", 1, wasm.resolve("python.wasm"), List.of(), List.of("-c", "print(42)"), "42"),
                new Program("workload", "CPython: json, dictionary, hash", 1, wasm.resolve("python.wasm"), List.of(), List.of("-c", WORKLOAD), " 200000"),
                new Program("speedtest1", "SQLite `speedtest1 --size 20`", 1, wasm.resolve("speedtest1.wasm"), List.of(), List.of("--size", "20"), "TOTAL"),
                new Program("load", "clang, loaded and called once", 1, wasm.resolve("clang.wasm"), List.of(), List.of("-cc1", "-version"), "LLVM"),
                new Program(
                        "clang",
                        "clang -O2, 20 kB of C",
                        1,
                        wasm.resolve("clang.wasm"),
                        List.of(folder + "::/src"),
                        List.of("-cc1", "-triple", "wasm32", "-O2", "-emit-obj", "-o", "/src/functions.o", "/src/functions.c"),
                        ""));
        Table table = new Table("programs", "Whole processes, milliseconds (least to most) and peak resident memory", "milliseconds", engines);
        for (Program program : programs) {
            if (!wanted.isEmpty() && !wanted.contains(program.id)) {
                continue;
            }
            if (Files.exists(program.file)) {
                table.row(program.name, cells(program));
            } else {
                System.err.println(program.file + " is absent: .ci/fetch-real-programs brings it");
            }
        }
        return List.of(table);
    }

    private List<Table.Cell> cells(Program program) throws IOException, InterruptedException {
        Map<Engine, List<Processes.Outcome>> outcomes = new LinkedHashMap<>();
        for (int round = 0; round < rounds * program.rounds; round++) {
            for (Engine engine : engines) {
                List<Processes.Outcome> list = outcomes.computeIfAbsent(engine, key -> new ArrayList<>());
                if (!engine.runs(program.file)) {
                    continue;
                }
                // A peer that takes more than ten seconds, or fails, has made its point after one round.
                if (list.isEmpty() || list.get(list.size() - 1).millis() < 10_000) {
                    list.add(execute(engine, program));
                }
            }
        }
        return engines.stream().map(engine -> cell(outcomes.get(engine))).toList();
    }

    private static Processes.Outcome execute(Engine engine, Program program) throws IOException, InterruptedException {
        Processes.Outcome outcome = Processes.execute(engine.runCommand(program.file, program.directories, program.arguments));
        if (outcome.exit() == 0 && outcome.output().contains(program.expected)) {
            return outcome;
        }
        System.err.println(engine.name() + ", " + program.name + ": exit code " + outcome.exit() + ": " + outcome.output().strip());
        return outcome.failed();
    }

    private static Table.Cell cell(List<Processes.Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return new Table.Cell("-", Double.NaN);
        }
        List<Double> times = outcomes.stream().map(Processes.Outcome::millis).filter(Double::isFinite).sorted().toList();
        if (times.isEmpty()) {
            boolean ended = outcomes.get(0).exit() == Processes.ENDED;
            return new Table.Cell(ended ? "over " + Processes.LIMIT_SECONDS + " s" : "failed", Double.NaN);
        }
        double time = Processes.median(times);
        double peak = Processes.median(outcomes.stream().map(Processes.Outcome::peakMb).toList());
        return new Table.Cell(
                String.format(Locale.ROOT, "%.0f (%.0f to %.0f), %.0f MB", time, times.get(0), times.get(times.size() - 1), peak), time);
    }
}
