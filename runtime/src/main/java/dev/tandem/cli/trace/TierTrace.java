// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.trace;

import dev.tandem.api.Module;
import dev.tandem.cli.trace.TierEvent.Kind;
import dev.tandem.decoder.module.Export;
import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.ir.code.Tier;
import dev.tandem.manager.TierListener;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hears what the tiers do, and tells it line by line or keeps it. Thread-safe. */
public final class TierTrace implements TierListener {
    private final long start = System.nanoTime();
    /** Told of each event as a line; null if they are kept. */
    private final @Nullable Consumer<String> lines;

    private final List<TierEvent> events = new ArrayList<>();
    private @Nullable Module module;

    private TierTrace(@Nullable Consumer<String> lines) {
        this.lines = lines;
    }

    /** Keeps all for a {@link TierReport}. */
    public static TierTrace keeping() {
        return new TierTrace(null);
    }

    /** Passes on each event at once. */
    public static TierTrace printing(Consumer<String> lines) {
        return new TierTrace(lines);
    }

    /** A stream that tells how much was read from it. */
    public InputStream measured(InputStream in) {
        return new FilterInputStream(in) {
            private long total;

            @Override
            public int read() throws IOException {
                int result = in.read();
                arrived(result < 0 ? 0 : 1);
                return result;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = in.read(bytes, offset, length);
                arrived(count);
                return count;
            }

            private void arrived(int count) {
                if (count > 0) {
                    total += count;
                    TierTrace.this.arrived(total);
                }
            }
        };
    }

    /** So many bytes of the module are here. */
    public void arrived(long bytes) {
        add(Kind.ARRIVED, -1, Tier.NONE, bytes, 0, 0, "");
    }

    /** Whose functions the events are of. */
    public synchronized void module(Module compiled) {
        module = compiled;
    }

    @Override
    public void decoded(String name, long bytes, int functions, long nanoseconds) {
        add(Kind.DECODED, -1, Tier.NONE, bytes, functions, nanoseconds, "");
    }

    @Override
    public void compiled(String name, int function, Tier tier, int wasmBytes, int codeBytes, long nanoseconds) {
        add(Kind.COMPILED, function, tier, wasmBytes, codeBytes, nanoseconds, "");
    }

    @Override
    public void hot(String name, int function, long heat, int waiting) {
        add(Kind.HOT, function, Tier.NONE, heat, waiting, 0, "");
    }

    @Override
    public void queued(String name, int function, long expectedNanoseconds, int waiting) {
        add(Kind.QUEUED, function, Tier.NONE, expectedNanoseconds / 1000, waiting, 0, "");
    }

    @Override
    public void compiling(String name, int function) {
        add(Kind.COMPILING, function, Tier.NONE, 0, 0, 0, "");
    }

    @Override
    public void published(String name, int function, Tier tier) {
        add(Kind.PUBLISHED, function, tier, 0, 0, 0, "");
    }

    @Override
    public void missed(String name, int function, long misses, boolean again) {
        add(Kind.MISSED, function, Tier.NONE, misses, again ? 1 : 0, 0, "");
    }

    @Override
    public void retired(String name, int function, Tier tier, int codeBytes) {
        add(Kind.RETIRED, function, tier, codeBytes, 0, 0, "");
    }

    @Override
    public void cacheHit(String name, int functions, long bytes, long nanoseconds) {
        add(Kind.CACHE_HIT, -1, Tier.NONE, functions, bytes, nanoseconds, "");
    }

    @Override
    public void cacheMiss(String name, long nanoseconds) {
        add(Kind.CACHE_MISS, -1, Tier.NONE, 0, 0, nanoseconds, "");
    }

    @Override
    public void cached(String name, int function, int wasmBytes, int codeBytes) {
        add(Kind.CACHED, function, Tier.OPTIMIZED, wasmBytes, codeBytes, 0, "");
    }

    @Override
    public void cacheWritten(String name, int functions, long bytes, long nanoseconds) {
        add(Kind.WRITTEN, -1, Tier.NONE, functions, bytes, nanoseconds, "");
    }

    @Override
    public void failed(String name, int function, Tier tier, Throwable cause) {
        add(Kind.FAILED, function, tier, 0, 0, 0, String.valueOf(cause.getMessage()));
    }

    @Override
    public void cancelled(String name, int function) {
        add(Kind.CANCELLED, function, Tier.NONE, 0, 0, 0, "");
    }

    private synchronized void add(
            Kind kind, int function, Tier tier, long first, long second, long duration, String text) {
        TierEvent event = new TierEvent(System.nanoTime() - start, kind, function, tier, first, second, duration, text);
        if (lines == null) {
            events.add(event);
        } else {
            lines.accept(event.line(name(function)));
        }
    }

    /** What the module or its exports call the function; its index if they do not. */
    synchronized String name(int function) {
        Module known = module;
        if (known == null || function < 0) {
            return "";
        }
        return known.definition().names().functionName(function).orElseGet(() -> exportName(known, function));
    }

    private static String exportName(Module module, int function) {
        for (Export export : module.definition().exports()) {
            if (export.kind() == ExternalKind.FUNCTION && export.index() == function) {
                return export.name();
            }
        }
        return "[" + function + "]";
    }

    synchronized List<TierEvent> events() {
        return List.copyOf(events);
    }

    long nanosSoFar() {
        return System.nanoTime() - start;
    }
}
