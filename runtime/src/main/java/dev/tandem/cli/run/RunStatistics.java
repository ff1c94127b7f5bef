// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.run;

import dev.tandem.api.EngineConfig;
import dev.tandem.api.Extern;
import dev.tandem.api.Instance;
import dev.tandem.api.Memory;
import dev.tandem.api.Module;
import dev.tandem.cli.JsonLine;
import dev.tandem.cli.PeakMemory;
import dev.tandem.manager.CompilationStatistics.TierStatistics;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Optional;

/** How long the steps of a run took, and what was compiled. Times in nanoseconds. */
final class RunStatistics {
    private long read;
    private long began;
    private long loaded;
    private long instantiated;
    private long called;
    private long returned;
    private long firstCallMillis;
    private Optional<Module> module = Optional.empty();
    private Optional<Instance> instance = Optional.empty();
    private Optional<BackgroundWork> background = Optional.empty();

    /** A stream that counts the time spent reading. */
    InputStream measured(InputStream in) {
        began = System.nanoTime();
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                long start = System.nanoTime();
                int result = in.read();
                read += System.nanoTime() - start;
                return result;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                long start = System.nanoTime();
                int result = in.read(bytes, offset, length);
                read += System.nanoTime() - start;
                return result;
            }
        };
    }

    void downloads() {
        began = System.nanoTime();
    }

    /** The module was decoded as it came, so all the time is the source's. */
    void downloaded() {
        read = System.nanoTime() - began;
    }

    void loaded(Module decoded) {
        loaded = System.nanoTime();
        module = Optional.of(decoded);
    }

    void instantiated(Instance made) {
        instantiated = System.nanoTime();
        instance = Optional.of(made);
    }

    /** Listens to the engine's tiers. */
    EngineConfig listen(EngineConfig config) {
        BackgroundWork work = new BackgroundWork();
        background = Optional.of(work);
        return config.withListener(work);
    }

    void calling() {
        background.ifPresent(BackgroundWork::calling);
        called = System.nanoTime();
        firstCallMillis = System.currentTimeMillis();
    }

    void returned() {
        returned = System.nanoTime();
        background.ifPresent(BackgroundWork::returned);
    }

    /** Prints what is known, however far the run got. */
    void print(boolean json, PrintStream out) {
        if (json) {
            out.println(json());
        } else {
            text(out);
        }
    }

    private JsonLine json() {
        JsonLine line = new JsonLine()
                .put("read_ms", millis(read))
                .put("decode_ms", decodeMillis())
                .put("instantiate_ms", between(loaded, instantiated))
                .put("first_call_ms", sinceStart())
                .put("run_ms", between(called, returned));
        module.ifPresent(compiled -> {
            line.put("backend", compiled.backend().name()).put("backend_reason", compiled.backend().reason());
            line.put("baseline", tier(compiled.statistics().baseline()));
            line.put("optimizing", tier(compiled.statistics().optimizing()));
        });
        background.ifPresent(work -> line.put(
                "background",
                new JsonLine()
                        .put("ms", millis(work.nanoseconds()))
                        .put("guest_share", work.guestShare())
                        .put("guest_share_otherwise", work.guestShareOtherwise())));
        return line.put(
                "memory",
                new JsonLine()
                        .put("guest_mb", guestMegabytes())
                        .put("heap_mb", heapMegabytes())
                        .put("rss_mb", PeakMemory.megabytes()));
    }

    private static JsonLine tier(TierStatistics tier) {
        return new JsonLine()
                .put("functions", tier.functions())
                .put("wasm_bytes", tier.wasmBytes())
                .put("code_bytes", tier.codeBytes())
                .put("ms", millis(tier.nanoseconds()));
    }

    private void text(PrintStream out) {
        line(out, "read", millis(read));
        line(out, "decode", decodeMillis());
        line(out, "instantiate", between(loaded, instantiated));
        line(out, "first call, after the start of the process", sinceStart());
        line(out, "run", between(called, returned));
        module.ifPresent(compiled -> {
            out.println("backend: " + compiled.backend());
            line(out, "baseline", compiled.statistics().baseline());
            line(out, "optimizing", compiled.statistics().optimizing());
        });
        background.filter(work -> work.nanoseconds() > 0)
                .ifPresent(work -> out.println("background: " + JsonLine.decimal(millis(work.nanoseconds()))
                        + " ms of compiling, with " + percent(work.guestShare())
                        + " of a processor for the guest; at other times " + percent(work.guestShareOtherwise())));
        out.println("peak memory: guest " + JsonLine.decimal(guestMegabytes()) + " MiB, Java heap "
                + JsonLine.decimal(heapMegabytes()) + " MiB, process " + JsonLine.decimal(PeakMemory.megabytes()) + " MiB");
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    private static void line(PrintStream out, String name, double millis) {
        out.println(name + ": " + JsonLine.decimal(millis) + " ms");
    }

    private static void line(PrintStream out, String name, TierStatistics tier) {
        out.println(name + ": " + tier.functions() + " functions, " + tier.wasmBytes() + " bytes to " + tier.codeBytes()
                + " bytes, " + JsonLine.decimal(millis(tier.nanoseconds())) + " ms");
    }

    private double decodeMillis() {
        return loaded == 0 ? 0 : Math.max(0, millis(loaded - began - read));
    }

    /** From the start of the process to the first call; 0 if there was none. */
    private double sinceStart() {
        return firstCallMillis == 0 ? 0 : firstCallMillis - ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    private static double between(long from, long to) {
        return from == 0 || to == 0 ? 0 : millis(to - from);
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    /** Memories never shrink, so their size at the end is their peak. */
    private double guestMegabytes() {
        long bytes = 0;
        if (instance.isPresent()) {
            for (Extern export : instance.get().exports().values()) {
                bytes += export instanceof Memory memory ? memory.size() : 0;
            }
        }
        return megabytes(bytes);
    }

    private static double heapMegabytes() {
        long bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            bytes += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
        }
        return megabytes(bytes);
    }

    private static double megabytes(long bytes) {
        return bytes / (1024.0 * 1024.0);
    }
}
