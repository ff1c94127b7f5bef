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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long a module with cached code takes to load, compared with decoding it: in this process, again and again, and once in a new process each. Arguments:
 * {@code x64} or {@code jvm}, a directory for the cache, seconds, a file, and {@code all} if all functions are to be optimized first, which takes long for
 * large modules; otherwise the cache is used as it is, after a {@code tandem run --tier=optimizing --cache-dir} for example. Prints milliseconds of
 * processor time of the loading thread: the best of this process, the medians of new ones.
 */
final class CachedLoadBenchmark {
    private static final int PROCESSES = 7;
    private static final String ONCE = "once";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What is measured. */
    private enum Work {
        DECODE,
        LOAD,
        LOAD_WITH_CACHE
    }

    private CachedLoadBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(args[3]));
        EngineConfig plain = EngineConfig.standard().withBackend(args[0]);
        EngineConfig caching = plain.withTier("optimizing").withCodeDirectory(Path.of(args[1]));
        if (args[2].equals(ONCE)) {
            Work work = Work.valueOf(args[4]);
            try (Engine engine = Engine.create(work == Work.LOAD ? plain : caching)) {
                System.out.println(work == Work.DECODE ? decode(bytes) : load(engine, bytes));
            }
            return;
        }
        if (args.length > 4) {
            try (Engine engine = Engine.create(caching);
                    Module module = engine.compile(bytes)) {
                module.compileAll(Runtime.getRuntime().availableProcessors());
            }
        }
        long cached = new DirectoryStore(Path.of(args[1]), 1L << 30).entries().stream().mapToLong(DirectoryStore.Entry::bytes).sum();
        System.out.printf("%d bytes, %d cached%n", bytes.length, cached);
        print("again", again(plain, caching, bytes, System.nanoTime() + (long) (Double.parseDouble(args[2]) * 1e9)));
        print("first", first(args));
    }

    private static double[] again(EngineConfig plain, EngineConfig caching, byte[] bytes, long limit) {
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        try (Engine engine = Engine.create(plain);
                Engine cachingEngine = Engine.create(caching)) {
            do {
                double[] round = {decode(bytes), load(engine, bytes), load(cachingEngine, bytes)};
                for (int i = 0; i < round.length; i++) {
                    best[i] = Math.min(best[i], round[i]);
                }
            } while (System.nanoTime() < limit);
        }
        return best;
    }

    private static double[] first(String[] args) throws IOException {
        double[][] times = new double[Work.values().length][PROCESSES];
        for (int i = 0; i < PROCESSES; i++) {
            for (Work work : Work.values()) {
                times[work.ordinal()][i] = inNewProcess(args, work);
            }
        }
        return Arrays.stream(times).mapToDouble(each -> Arrays.stream(each).sorted().toArray()[PROCESSES / 2]).toArray();
    }

    private static double inNewProcess(String[] args, Work work) throws IOException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CachedLoadBenchmark.class.getName()));
        command.addAll(List.of(args[0], args[1], ONCE, args[3], work.name()));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return Double.parseDouble(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
    }

    private static double decode(byte[] bytes) {
        return time(() -> ModuleDecoder.decode(bytes, DecoderOptions.all()));
    }

    private static double load(Engine engine, byte[] bytes) {
        return time(() -> engine.compile(bytes).close());
    }

    private static double time(Runnable work) {
        long start = THREADS.getCurrentThreadCpuTime();
        work.run();
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
    }

    private static void print(String what, double[] times) {
        System.out.printf(
                "%s: decode %.1f ms, load %.1f ms, load with cache %.1f ms: %.2f of decoding%n",
                what, times[0], times[1], times[2], times[2] / times[0]);
    }
}
