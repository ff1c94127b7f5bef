// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.manager.TierListener;

/**
 * Settings of an engine. Immutable.
 *
 * @param decoder which modules are accepted: features and implementation limits
 * @param backend name of the code generator, or {@code "auto"}
 * @param guardPages whether memories of the native backend may lie between guard pages, which spares bounds checks; they take address space
 * @param tier name of the tiering policy: {@code "dynamic"}, {@code "baseline"}, {@code "optimizing"}, {@code "call-count"}, or one that a
 *     plug-in brings
 * @param profiling name of the profiling policy: {@code "none"}, {@code "targets"}, {@code "calls"}, {@code "all"}, one that a plug-in brings,
 *     or {@code "auto"}
 * @param memoryPages the most pages of 64 KiB that a memory may have
 * @param tableElements the most elements that a table may have
 * @param instances the most instances open at a time
 * @param listener hears of what the tiers do
 */
public record EngineConfig(
        DecoderOptions decoder,
        String backend,
        boolean guardPages,
        String tier,
        String profiling,
        long memoryPages,
        long tableElements,
        int instances,
        TierListener listener) {

    /** Every feature, standard limits, backend and policy chosen by the engine. */
    public static EngineConfig standard() {
        return new EngineConfig(
                DecoderOptions.all(), "auto", true, "dynamic", "auto", Long.MAX_VALUE, 10_000_000, Integer.MAX_VALUE, TierListener.NONE);
    }

    public EngineConfig withDecoder(DecoderOptions options) {
        return new EngineConfig(options, backend, guardPages, tier, profiling, memoryPages, tableElements, instances, listener);
    }

    public EngineConfig withBackend(String name) {
        return new EngineConfig(decoder, name, guardPages, tier, profiling, memoryPages, tableElements, instances, listener);
    }

    /** @param allowed whether memories may lie between guard pages; if not, every access is checked */
    public EngineConfig withGuardPages(boolean allowed) {
        return new EngineConfig(decoder, backend, allowed, tier, profiling, memoryPages, tableElements, instances, listener);
    }

    public EngineConfig withTier(String name) {
        return new EngineConfig(decoder, backend, guardPages, name, profiling, memoryPages, tableElements, instances, listener);
    }

    public EngineConfig withProfiling(String name) {
        return new EngineConfig(
                decoder, backend, guardPages, tier, name, memoryPages, tableElements, instances, listener);
    }

    /** @param pages the most pages of 64 KiB that a memory may have */
    public EngineConfig withMemoryPages(long pages) {
        return new EngineConfig(decoder, backend, guardPages, tier, profiling, pages, tableElements, instances, listener);
    }

    public EngineConfig withTableElements(long elements) {
        return new EngineConfig(decoder, backend, guardPages, tier, profiling, memoryPages, elements, instances, listener);
    }

    public EngineConfig withInstances(int count) {
        return new EngineConfig(decoder, backend, guardPages, tier, profiling, memoryPages, tableElements, count, listener);
    }

    public EngineConfig withListener(TierListener tierListener) {
        return new EngineConfig(decoder, backend, guardPages, tier, profiling, memoryPages, tableElements, instances, tierListener);
    }
}
