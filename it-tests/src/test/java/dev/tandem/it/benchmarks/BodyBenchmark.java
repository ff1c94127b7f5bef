// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.benchmarks;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.body.BodyVisitor;
import dev.tandem.decoder.body.FunctionBodyDecoder;
import dev.tandem.decoder.body.NoVisitor;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures decoding and validation of the bodies of modules: {@code BodyBenchmark SECONDS FILE...} prints for each file the median and
 * the best speed in MB (10^6 bytes) of code a second of processor time, on one thread, validating only and driving a visitor that does
 * nothing.
 */
final class BodyBenchmark {
    private BodyBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        double seconds = Double.parseDouble(args[0]);
        List<Loaded> modules = new ArrayList<>();
        for (String file : Arrays.asList(args).subList(1, args.length)) {
            modules.add(Loaded.load(Path.of(file)));
        }
        BodyVisitor ignoring = new NoVisitor() {};
        FunctionBodyDecoder decoder = new FunctionBodyDecoder(DecoderOptions.all());
        // Validation first, so that its profile is that of a process which only loads modules; and once more, with the profile of one that
        // also compiles.
        for (String what : List.of("validate", "visit", "validate")) {
            for (Loaded module : modules) {
                Work work = what.equals("visit")
                        ? body -> decoder.decode(module.module, body, ignoring)
                        : body -> decoder.validate(module.module, body);
                report(module, what, seconds, work);
            }
        }
    }

    private interface Work {
        void accept(FunctionBody body);
    }

    private record Loaded(String name, WasmModule module, List<FunctionBody> bodies, long bytes) {
        static Loaded load(Path file) throws IOException {
            WasmModule module = ModuleDecoder.decode(Files.readAllBytes(file), DecoderOptions.all());
            List<FunctionBody> bodies = new ArrayList<>();
            long bytes = 0;
            for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
                bodies.add(module.body(i));
                bytes += module.body(i).size();
            }
            return new Loaded(file.getFileName().toString(), module, bodies, bytes);
        }
    }

    private static void report(Loaded module, String what, double seconds, Work work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Double> speeds = new ArrayList<>();
        long limit = System.nanoTime() + (long) (seconds * 1e9);
        while (speeds.size() < 4 || System.nanoTime() < limit) {
            long start = threads.getCurrentThreadCpuTime();
            module.bodies.forEach(work::accept);
            speeds.add(module.bytes * 1e3 / (threads.getCurrentThreadCpuTime() - start));
        }
        List<Double> warm = new ArrayList<>(speeds.subList(speeds.size() / 2, speeds.size()));
        warm.sort(null);
        System.out.printf(
                "%-20s %-8s %7d bodies %9d bytes: median %6.1f, best %6.1f, first %5.1f MB/s%n",
                module.name, what, module.bodies.size(), module.bytes, warm.get(warm.size() / 2), warm.getLast(), speeds.getFirst());
    }
}
