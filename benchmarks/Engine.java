// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * How an engine is started: for a kernel (file, n, seconds follow in its own way), for a WASI command, to decode and to compile a module. A command
 * that an engine has not got is empty.
 */
record Engine(String name, List<String> bench, List<String> run, List<String> decode, List<String> compile) {
    static final Path ROOT = Path.of(System.getProperty("tandem.root", ".")).toAbsolutePath().normalize();
    static final Path BENCHMARKS = ROOT.resolve("benchmarks");
    static final Path THIRD_PARTY = ROOT.resolve("third-party");

    /** An engine as the command line names it, with options after colons. */
    static Engine of(String spec) throws IOException, InterruptedException {
        List<String> parts = Arrays.asList(spec.split(":"));
        List<String> options = parts.subList(1, parts.size());
        String name = spec.replace(":--", " ");
        return switch (parts.get(0)) {
            case "v8" -> v8(name, options);
            case "endive" -> endive(name);
            case "tandem" -> tandem(name, options);
            default -> throw new IllegalArgumentException("unknown engine " + spec);
        };
    }

    private static Engine v8(String name, List<String> options) {
        Path newest = THIRD_PARTY.resolve("node/node_modules/.bin/node");
        String node = Files.isExecutable(newest) ? newest.toString() : "node";
        List<String> start = Processes.join(List.of(node), options);
        String modules = BENCHMARKS.resolve("peers/modules.mjs").toString();
        List<String> eager = List.of("--no-wasm-lazy-compilation", "--single-threaded", modules, "compile");
        return new Engine(
                name,
                Processes.join(start, List.of(BENCHMARKS.resolve("peers/bench.mjs").toString())),
                Processes.join(start, List.of("--no-warnings", BENCHMARKS.resolve("peers/wasi.mjs").toString())),
                Processes.join(start, List.of("--single-threaded", modules, "validate")),
                // Unless an option names the tier, what is compiled ahead is Liftoff's.
                Processes.join(options.isEmpty() ? List.of(node, "--liftoff-only") : start, eager));
    }

    private static Engine endive(String name) throws IOException, InterruptedException {
        Path lib = BENCHMARKS.resolve("peers/target/lib");
        if (!Files.isDirectory(lib)) {
            Processes.execute(List.of("mvn", "-q", "-f", BENCHMARKS.resolve("peers/pom.xml").toString(), "package"));
        }
        String java = ProcessHandle.current().info().command().orElse("java");
        List<String> start = List.of(java, "-cp", lib + "/*", "EndivePeer");
        return new Engine(
                name,
                Processes.join(start, List.of("bench")),
                Processes.join(start, List.of("run")),
                Processes.join(start, List.of("parse")),
                List.of());
    }

    private static Engine tandem(String name, List<String> options) {
        String tandem = ROOT.resolve("tandem").toString();
        return new Engine(
                name,
                Processes.join(List.of(tandem, "bench"), options),
                Processes.join(List.of(tandem, "run"), options),
                List.of(tandem, "compile", "--tier=none", "--stats=json"),
                Processes.join(List.of(tandem, "compile", "--stats=json", "--threads=1"), options));
    }

    boolean isTandem() {
        return name.startsWith("tandem");
    }

    List<String> benchCommand(Path file, String n, String seconds) {
        if (isTandem()) {
            // V8 has no cold start worth the name; a Java program that embeds Tandem has had its own.
            String other = file.endsWith("json.wasm") ? "lz.wasm" : "json.wasm";
            return Processes.join(
                    bench,
                    List.of("--warm-up=" + file.resolveSibling(other), "--invoke=run", "--arg=" + n, "--seconds=" + seconds, file.toString()));
        }
        return Processes.join(bench, List.of(file.toString(), n, seconds));
    }

    /** A program's arguments follow its file; directories are {@code HOST::GUEST}. */
    List<String> runCommand(Path file, List<String> directories, List<String> arguments) {
        List<String> options = isTandem()
                ? Processes.join(List.of("--no-cache"), directories.stream().map(directory -> "--dir=" + directory).toList())
                : directories.stream().map(directory -> "--dir=" + directory).toList();
        return Processes.join(run, Processes.join(options, Processes.join(List.of(file.toString()), arguments)));
    }

    List<String> modulesCommand(List<String> command, Path file, int repeats) {
        return Processes.join(
                command, isTandem() ? List.of("--repeat=" + repeats, file.toString()) : List.of(file.toString(), "" + repeats));
    }
}
