// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Finds the engines that the command line names, and builds what they need; one that cannot be had is left out, with a word why. */
final class Engines {
    private static final Path PEERS = Engine.BENCHMARKS.resolve("peers");
    private static final Path LIB = PEERS.resolve("target/lib");

    private static final class Missing extends Exception {
        private static final long serialVersionUID = 1;

        Missing(String why) {
            super(why);
        }
    }

    private Engines() {}

    /** @param specs names with options after colons, separated by commas */
    static List<Engine> of(String specs) throws IOException, InterruptedException {
        List<Engine> engines = new ArrayList<>();
        for (String spec : specs.split(",")) {
            try {
                List<String> parts = Arrays.asList(spec.split(":"));
                engines.add(engine(parts.get(0), spec.replace(":--", " ").replace(':', ' '), parts.subList(1, parts.size())));
            } catch (Missing e) {
                System.err.println("compare: without " + spec + ": " + e.getMessage());
            }
        }
        if (engines.isEmpty()) {
            throw new IllegalArgumentException("no engine is left to measure");
        }
        return engines;
    }

    private static Engine engine(String kind, String name, List<String> options) throws IOException, InterruptedException, Missing {
        return switch (kind) {
            case "tandem" -> tandem(name, options);
            case "v8" -> v8(name, options);
            case "native" -> nativeCode(name, options);
            case "jvm" -> jvm(name);
            case "endive" -> endive(name, options);
            case "graalwasm" -> graalWasm(name, options);
            case "wasmtime" -> peer(name, List.of(), "WasmtimePeer", List.of());
            default -> throw new IllegalArgumentException("unknown engine " + name);
        };
    }

    private static Engine tandem(String name, List<String> given) {
        List<String> options = given.stream().filter(option -> !option.equals("cold")).toList();
        String tandem = Engine.ROOT.resolve("tandem").toString();
        return new Engine(
                name,
                Processes.join(List.of(tandem, "bench"), options),
                Processes.join(List.of(tandem, "run"), options),
                List.of(tandem, "compile", "--tier=none", "--stats=json"),
                Processes.join(List.of(tandem, "compile", "--stats=json", "--threads=1"), options));
    }

    private static Engine v8(String name, List<String> options) throws Missing {
        Path newest = Engine.THIRD_PARTY.resolve("node/node_modules/.bin/node");
        String node = Files.isExecutable(newest) ? newest.toString() : onPath("node");
        List<String> start = Processes.join(List.of(node), options);
        String modules = PEERS.resolve("modules.mjs").toString();
        List<String> eager = List.of("--no-wasm-lazy-compilation", "--single-threaded", modules, "compile");
        return new Engine(
                name,
                Processes.join(start, List.of(PEERS.resolve("bench.mjs").toString())),
                Processes.join(start, List.of("--no-warnings", PEERS.resolve("wasi.mjs").toString())),
                Processes.join(start, List.of("--single-threaded", modules, "validate")),
                // Unless an option names the tier, what is compiled ahead is Liftoff's.
                Processes.join(options.isEmpty() ? List.of(node, "--liftoff-only") : start, eager));
    }

    private static Engine nativeCode(String name, List<String> options) throws Missing {
        String compiler = options.isEmpty() ? "clang" : options.get(0);
        onPath(compiler);
        return new Engine(name, List.of(PEERS.resolve("native").toString(), compiler), List.of(), List.of(), List.of());
    }

    private static Engine jvm(String name) throws IOException, InterruptedException, Missing {
        build();
        List<String> hello = List.of(java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", LIB.resolve("peers.jar").toString(), "HelloPeer");
        return new Engine(name, List.of(), hello, List.of(), List.of());
    }

    private static Engine endive(String name, List<String> options) throws IOException, InterruptedException, Missing {
        Engine all = peer(name, List.of(), "EndivePeer", options);
        List<String> parse = Processes.join(all.bench().subList(0, all.bench().size() - 1), List.of("parse"));
        return new Engine(name, all.bench(), all.run(), parse, List.of());
    }

    private static Engine graalWasm(String name, List<String> options) throws IOException, InterruptedException, Missing {
        List<String> jvm = new ArrayList<>(List.of("-Dpolyglot.engine.WarnInterpreterOnly=false"));
        if (options.equals(List.of("--jit"))) {
            jvm.addAll(List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+EnableJVMCI", "--upgrade-module-path=" + PEERS.resolve("target/graal")));
        } else if (!options.isEmpty()) {
            throw new IllegalArgumentException("graalwasm has one option, --jit");
        }
        return peer(name, jvm, "GraalWasmPeer", List.of());
    }

    /** An engine on the JVM that runs this. */
    private static Engine peer(String name, List<String> jvm, String main, List<String> options)
            throws IOException, InterruptedException, Missing {
        build();
        List<String> start = new ArrayList<>(List.of(java(), "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        start.addAll(jvm);
        start.addAll(List.of("-cp", LIB + "/*", main));
        start.addAll(options);
        return new Engine(name, Processes.join(start, List.of("bench")), Processes.join(start, List.of("run")), List.of(), List.of());
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    private static String onPath(String program) throws Missing {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return program;
            }
        }
        throw new Missing("there is no " + program);
    }

    /** Fetches and builds the peers that run on the JVM, if that was not done since their sources changed. */
    private static void build() throws IOException, InterruptedException, Missing {
        Path jar = LIB.resolve("peers.jar");
        if (Files.exists(jar) && newest(PEERS.resolve("pom.xml"), PEERS.resolve("src")) < Files.getLastModifiedTime(jar).toMillis()) {
            return;
        }
        onPath("mvn");
        Processes.Outcome outcome = Processes.execute(List.of("mvn", "-B", "-ntp", "-q", "-f", PEERS.resolve("pom.xml").toString(), "package"));
        if (outcome.exit() != 0) {
            throw new Missing("Maven cannot build it: " + outcome.output().lines().filter(line -> line.contains("ERROR")).findFirst().orElse(""));
        }
    }

    private static long newest(Path... places) throws IOException {
        long newest = 0;
        for (Path place : places) {
            try (Stream<Path> files = Files.walk(place)) {
                newest = Math.max(newest, files.mapToLong(file -> file.toFile().lastModified()).max().orElse(0));
            }
        }
        return newest;
    }
}
