// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.fuzz;

import dev.tandem.cli.BadInputException;
import dev.tandem.cli.Console;
import dev.tandem.cli.ExitCode;
import dev.tandem.cli.TandemCommand;
import dev.tandem.fuzz.generate.Coverage;
import dev.tandem.fuzz.generate.ModuleGenerator;
import dev.tandem.fuzz.generate.Topic;
import dev.tandem.fuzz.module.FuzzModule;
import dev.tandem.fuzz.run.Cell;
import dev.tandem.fuzz.run.Differential;
import dev.tandem.fuzz.run.Lineup;
import dev.tandem.fuzz.run.Plan;
import dev.tandem.fuzz.run.V8;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tandem fuzz}. */
@Command(
        name = "fuzz",
        description = "Runs random modules on every cell and compares. Exit code 1 if any differed.",
        mixinStandardHelpOptions = true)
public final class FuzzCommand extends TandemCommand {
    @Option(names = "--seed", paramLabel = "S", description = "Seed of the first module (default: by the clock); the next has the next.")
    @Nullable Long firstSeed;

    @Option(names = "--seconds", paramLabel = "N", description = "How long (default: 60).")
    long seconds = 60;

    @Option(names = "--count", paramLabel = "N", description = "How many modules at the most; 1 repeats a find.")
    long count = Long.MAX_VALUE;

    @Option(
            names = "--cells",
            paramLabel = "CELLS",
            split = ",",
            description = "BACKEND:TIER/N, comma-separated, for a cell that takes every Nth module; the first takes all. The backend x64-checks has no guard pages; v8 is Node.js. Default: ${DEFAULT-VALUE}")
    List<String> cells = List.of(
            "x64:baseline",
            "x64:optimizing",
            "x64:mixed:7/8",
            "x64-checks:baseline/4",
            "x64-checks:optimizing/2",
            "jvm:baseline/16",
            "jvm:optimizing/16",
            "v8/4");

    @Option(names = "--without", paramLabel = "TOPICS", split = ",", description = "What no module may be about: vectors, relaxed-vectors, memory64, floats, ...: a wrong name lists them.")
    List<String> without = List.of();

    @Option(names = "--node", paramLabel = "FILE", description = "The Node.js of the cell v8 (default: node); none: without.")
    String node = "node";

    @Option(names = "--finds", paramLabel = "DIR", description = "Where finds are put, reduced, as .wasm and .wat (default: fuzz-finds).")
    Path finds = Path.of("fuzz-finds");

    @Option(names = "--no-reduce", description = "Leave finds as they are.")
    boolean unreduced;

    public FuzzCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        if (seconds < 1 || count < 1) {
            throw new BadInputException("--seconds and --count: numbers of 1 or more, not " + Math.min(seconds, count));
        }
        Set<Topic> topics = topics();
        try (Lineup lineup = new Lineup()) {
            for (String cell : cells) {
                add(lineup, cell);
            }
            return run(lineup, topics);
        }
    }

    private void add(Lineup lineup, String cell) {
        int slash = cell.indexOf('/');
        String name = slash < 0 ? cell : cell.substring(0, slash);
        int every = slash < 0 ? 1 : every(cell, cell.substring(slash + 1));
        if (name.equals("v8")) {
            startNode().ifPresent(v8 -> lineup.add(v8, every));
        } else {
            lineup.add(Cell.of(name), every);
        }
    }

    private static int every(String cell, String number) {
        int every = 0;
        try {
            every = Integer.parseInt(number);
        } catch (NumberFormatException e) {
            // Told of below.
        }
        if (every < 1) {
            throw new BadInputException("--cells: " + cell + " should end with a number above 0, as in jvm:baseline/16");
        }
        return every;
    }

    private Set<Topic> topics() {
        Set<Topic> topics = EnumSet.allOf(Topic.class);
        for (String name : without) {
            try {
                topics.remove(Topic.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')));
            } catch (IllegalArgumentException e) {
                throw new BadInputException("--without: there is no topic '" + name + "', only " + EnumSet.allOf(Topic.class));
            }
        }
        return topics;
    }

    private Optional<V8> startNode() {
        if (node.equals("none")) {
            return Optional.empty();
        }
        Optional<V8> v8 = V8.start(node);
        if (v8.isEmpty()) {
            console().err().println("tandem: no " + node + " here: not compared with V8");
        }
        return v8;
    }

    private int run(Lineup lineup, Set<Topic> topics) {
        PrintStream out = console().out();
        Coverage coverage = new Coverage();
        long seed = firstSeed == null ? System.nanoTime() : firstSeed;
        long start = System.nanoTime();
        long limit = TimeUnit.SECONDS.toNanos(seconds);
        long done = 0;
        long functions = 0;
        int found = 0;
        try (Finds kept = new Finds(finds, !unreduced, out)) {
            out.println("seed " + seed + ", " + lineup);
            for (; done < count && System.nanoTime() - start < limit; done++) {
                long current = seed + done;
                kept.begin(current);
                FuzzModule module = ModuleGenerator.generate(current, topics);
                Plan plan = Plan.of(module, current);
                coverage.add(module);
                functions += module.functions().size();
                Optional<Differential.Difference> difference = lineup.run(current, module, plan);
                if (difference.isPresent()) {
                    found++;
                    kept.keep(current, module, plan, difference.get());
                }
            }
        }
        out.println(coverage.report());
        out.print(lineup.report());
        out.println(done + " modules with " + functions + " functions, " + found + " differed");
        out.flush();
        return found == 0 ? ExitCode.SUCCESS : ExitCode.FAILURES;
    }
}
