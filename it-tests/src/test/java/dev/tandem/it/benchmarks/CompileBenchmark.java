// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.benchmarks;

import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.baseline.wiring.ShippedBaseline;
import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.jvm.JvmBackend;
import dev.tandem.ir.nativex64.NativeBackend;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast the baseline compilers compile, with validation, without placing the code. Arguments: {@code x64} or {@code jvm}, seconds a module, files.
 * Prints for each module the first and the second pass and the median and best of the warm ones, in MB (10^6 bytes) of code a second of processor
 * time on one thread, and the size of the code; {@code tandem compile} measures the same by the clock, with placing.
 */
final class CompileBenchmark {
    private CompileBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        Backend backend = args[0].equals(NativeBackend.NAME) ? new NativeBackend() : new JvmBackend();
        BaselineCompiler compiler = ShippedBaseline.forBackend(backend).orElseThrow();
        double seconds = Double.parseDouble(args[1]);
        for (int i = 2; i < args.length; i++) {
            Path file = Path.of(args[i]);
            report(file.getFileName().toString(), ModuleDecoder.decode(Files.readAllBytes(file), DecoderOptions.all()), compiler, seconds);
        }
    }

    private static void report(String name, WasmModule module, BaselineCompiler compiler, double seconds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Double> speeds = new ArrayList<>();
        long output = 0;
        long limit = System.nanoTime() + (long) (seconds * 1e9);
        while (speeds.size() < 4 || System.nanoTime() < limit) {
            output = 0;
            long start = threads.getCurrentThreadCpuTime();
            for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
                output += compiler.compile(module, module.body(i)).size();
            }
            speeds.add(module.codeSize() * 1e3 / (threads.getCurrentThreadCpuTime() - start));
        }
        List<Double> warm = new ArrayList<>(speeds.subList(speeds.size() / 2, speeds.size()));
        warm.sort(null);
        System.out.printf(
                "%-20s %9d bytes to %9d (%.2f): first %5.1f, second %5.1f, median %5.1f, best %5.1f MB/s%n",
                name,
                module.codeSize(),
                output,
                (double) output / module.codeSize(),
                speeds.get(0),
                speeds.get(1),
                warm.get(warm.size() / 2),
                warm.getLast());
    }
}
