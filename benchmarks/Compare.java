// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs the benchmarks on Tandem and its peers, interleaved (every round visits every engine), and prints Markdown tables of
 * medians. See docs/benchmarks.md; start it through {@code benchmarks/compare}.
 */
public final class Compare {
    private static final String USAGE = """
            usage: benchmarks/compare [--engines=v8,endive,tandem] [--only=kernels,programs,decode,compile,micro] [--kernels=NAME,...]
                                      [--programs=hello,print,workload,speedtest1,load,clang] [--modules=python,yosys,clang]
                                      [--seconds=3] [--rounds=3] [--prefix=COMMAND] [--write=no]
            Engines, the first of which is the one that the ratios refer to:
              tandem:OPTION:...     Tandem with these options, as in tandem:--backend=jvm:--tier=baseline
              tandem:cold:...       the same in a process that has not run another module before
              v8:FLAG:...           V8 with these flags, as in v8:--liftoff-only and v8:--no-liftoff:--no-wasm-tier-up
              endive                Endive with its compiler; endive:--interpreter without
              graalwasm             GraalWasm on this JDK, which interprets; graalwasm:--jit with Graal's compiler
              wasmtime              Wasmtime through a binding for Java
              native, native:gcc    the C sources of the kernels by clang -O2, gcc -O2
              jvm                   a program in Java that says what hello.wasm says
            One that cannot be had is left out.
            --prefix="chrt -f 10" is put in front of every process that is measured.
            --write=NAME puts the tables into docs/benchmarks.md, where it has a place for them, and charts into docs/charts,
            as NAME-kernels and so on.""";

    private final Map<String, String> options = new TreeMap<>(Map.of(
            "engines", "v8,endive,tandem", "only", "kernels,programs,decode,compile", "kernels", "", "programs", "",
            "modules", "python,yosys,clang", "seconds", "3", "rounds", "3", "prefix", "", "write", "no"));

    public static void main(String[] args) throws Exception {
        new Compare().compare(args);
    }

    private void compare(String[] args) throws IOException, InterruptedException {
        // Of two that say something of the same, the last one counts.
        Map<String, String> given = new LinkedHashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (!arg.startsWith("--") || equals < 0 || options.replace(arg.substring(2, equals), arg.substring(equals + 1)) == null) {
                System.err.println(USAGE);
                System.exit(2);
            }
            given.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        List<String> prefix = names("prefix", " ");
        List<Engine> engines = Engines.of(options.get("engines")).stream().map(engine -> engine.behind(prefix)).toList();
        int rounds = Integer.parseInt(options.get("rounds"));
        String machine = "Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors";
        String command = ", by `benchmarks/compare " + quoted(given) + "`.";
        String medians = ", medians of " + rounds + (rounds == 1 ? " round" : " rounds");
        System.out.println(machine + command + "\n");
        for (String group : options.get("only").split(",")) {
            for (Table table : tables(group, engines, rounds, prefix)) {
                System.out.println(table.markdown());
                if (!options.get("write").equals("no")) {
                    // JMH has rounds of its own.
                    String circumstances = machine + (group.equals("micro") ? "" : medians) + command;
                    write(options.get("write") + "-" + table.id, table, circumstances);
                }
            }
        }
    }

    private static String quoted(Map<String, String> given) {
        return given.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + (entry.getValue().contains(" ") ? '"' + entry.getValue() + '"' : entry.getValue()))
                .collect(Collectors.joining(" "));
    }

    private List<String> names(String option, String separator) {
        String value = options.get(option).strip();
        return value.isEmpty() ? List.of() : List.of(value.split(separator));
    }

    private List<Table> tables(String group, List<Engine> engines, int rounds, List<String> prefix) throws IOException, InterruptedException {
        return switch (group) {
            case "kernels" -> new KernelBenchmark(engines, rounds, options.get("seconds"), names("kernels", ",")).run();
            case "programs" -> new ProgramBenchmark(engines, rounds, names("programs", ",")).run();
            case "decode" -> new ModuleBenchmark(engines, rounds, names("modules", ","), Engine::decode, 16)
                    .run("decode", "Decoding and validating, one thread: MB of code section a second, first pass and warm; peak resident memory");
            case "compile" -> new ModuleBenchmark(engines, rounds, names("modules", ","), Engine::compile, 12)
                    .run(
                            "compile",
                            "Compiling all functions, one thread, by the clock: MB of code section a second, first pass and warm; peak"
                                    + " resident memory; bytes of machine code for each byte");
            case "micro" -> new MicroBenchmark(prefix, options.get("seconds")).run();
            default -> throw new IllegalArgumentException("no benchmark " + group + "\n" + USAGE);
        };
    }

    /** Replaces what stands between two marks of the document. */
    private static void write(String name, Table table, String circumstances) throws IOException {
        Path document = Engine.ROOT.resolve("docs/benchmarks.md");
        String text = Files.readString(document);
        String begin = "<!-- begin " + name + " -->\n";
        int from = text.indexOf(begin);
        int to = text.indexOf("<!-- end " + name + " -->");
        if (from < 0 || to < from) {
            System.err.println(document + " has no place for " + name);
            return;
        }
        String section = table.markdown() + "\n" + circumstances + "\n";
        if (!table.unit.isEmpty()) {
            Path chart = Engine.ROOT.resolve("docs/charts/" + name + ".svg");
            Files.createDirectories(chart.getParent());
            Files.writeString(chart, Chart.of(table));
            section += "\n![" + table.unit + "](charts/" + name + ".svg)\n";
        }
        Files.writeString(document, text.substring(0, from + begin.length()) + section + text.substring(to));
    }
}
