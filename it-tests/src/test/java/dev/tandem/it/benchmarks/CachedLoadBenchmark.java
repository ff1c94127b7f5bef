// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.benchmarks;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Module;
import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.manager.cache.DirectoryStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long a module with cached code takes to load, compared with decoding it. Arguments: {@code x64} or {@code jvm}, a directory for the
 * cache, seconds, a file, and {@code all} if all functions are to be optimized first, which takes long for large modules; otherwise the cache is used as it
 * is, after a {@code tandem run --cache-dir} for example. Prints the best times in milliseconds of processor time of the loading thread.
 */
final class CachedLoadBenchmark {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CachedLoadBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[1]);
        byte[] bytes = Files.readAllBytes(Path.of(args[3]));
        EngineConfig plain = EngineConfig.standard().withBackend(args[0]);
        EngineConfig caching = plain.withCodeDirectory(directory);
        if (args.length > 4) {
            try (Engine engine = Engine.create(caching.withTier("optimizing"));
                    Module module = engine.compile(bytes)) {
                module.compileAll(Runtime.getRuntime().availableProcessors());
            }
        }
        long cached = new DirectoryStore(directory, 1L << 30).entries().stream().mapToLong(DirectoryStore.Entry::bytes).sum();
        long limit = System.nanoTime() + (long) (Double.parseDouble(args[2]) * 1e9);
        double decode = Double.MAX_VALUE;
        double without = Double.MAX_VALUE;
        double with = Double.MAX_VALUE;
        boolean first = true;
        try (Engine engine = Engine.create(plain);
                Engine cachingEngine = Engine.create(caching)) {
            while (first || System.nanoTime() < limit) {
                double[] round = {time(() -> ModuleDecoder.decode(bytes, DecoderOptions.all())), load(engine, bytes), load(cachingEngine, bytes)};
                if (first) {
                    print("first", bytes.length, cached, round[0], round[1], round[2]);
                }
                first = false;
                decode = Math.min(decode, round[0]);
                without = Math.min(without, round[1]);
                with = Math.min(with, round[2]);
            }
        }
        print("best", bytes.length, cached, decode, without, with);
    }

    private static double load(Engine engine, byte[] bytes) {
        return time(() -> engine.compile(bytes).close());
    }

    private static double time(Runnable work) {
        long start = THREADS.getCurrentThreadCpuTime();
        work.run();
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
    }

    private static void print(String what, int bytes, long cached, double decode, double without, double with) {
        System.out.printf(
                "%-6s %9d bytes, %9d cached: decode %7.1f ms, load %7.1f ms, load with cache %7.1f ms: %.2f of decoding%n",
                what, bytes, cached, decode, without, with, with / decode);
    }
}
