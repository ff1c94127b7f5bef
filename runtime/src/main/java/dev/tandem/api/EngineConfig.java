// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.manager.CodeStore;
import dev.tandem.manager.TierListener;
import dev.tandem.manager.cache.DirectoryStore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

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
 * @param baseline name of the baseline tier that a plug-in brings, or {@code "auto"}: the backend's own
 * @param optimizing name of the optimizing tier that a plug-in brings, or {@code "auto"}: the backend's own
 * @param phasesOff names of phases that the shipped optimizing tiers leave out, to find the one that is to blame for something; an engine refuses
 *     a name that there is not with a list of those that there are
 * @param memoryPages the most pages of 64 KiB that a memory may have
 * @param tableElements the most elements that a table may have
 * @param instances the most instances open at a time
 * @param listener hears of what the tiers do
 * @param codeStore where optimized code is kept between runs; nowhere unless it is said
 */
public record EngineConfig(
        DecoderOptions decoder,
        String backend,
        boolean guardPages,
        String tier,
        String profiling,
        String baseline,
        String optimizing,
        Set<String> phasesOff,
        long memoryPages,
        long tableElements,
        int instances,
        TierListener listener,
        Optional<CodeStore> codeStore) {
    public EngineConfig {
        phasesOff = Set.copyOf(phasesOff);
    }

    /** Every feature, standard limits, backend and policy chosen by the engine. */
    public static EngineConfig standard() {
        return new EngineConfig(
                DecoderOptions.all(), "auto", true, "dynamic", "auto", "auto", "auto", Set.of(), Long.MAX_VALUE, 10_000_000, Integer.MAX_VALUE, TierListener.NONE, Optional.empty());
    }

    public EngineConfig withDecoder(DecoderOptions options) {
        return new EngineConfig(
                options, backend, guardPages, tier, profiling, baseline, optimizing, phasesOff, memoryPages, tableElements, instances, listener, codeStore);
    }

    public EngineConfig withBackend(String name) {
        return new EngineConfig(
                decoder, name, guardPages, tier, profiling, baseline, optimizing, phasesOff, memoryPages, tableElements, instances, listener, codeStore);
    }

    /** @param allowed whether memories may lie between guard pages; if not, every access is checked */
    public EngineConfig withGuardPages(boolean allowed) {
        return new EngineConfig(
                decoder, backend, allowed, tier, profiling, baseline, optimizing, phasesOff, memoryPages, tableElements, instances, listener, codeStore);
    }

    public EngineConfig withTier(String name) {
        return new EngineConfig(
                decoder, backend, guardPages, name, profiling, baseline, optimizing, phasesOff, memoryPages, tableElements, instances, listener, codeStore);
    }

    public EngineConfig withProfiling(String name) {
        return new EngineConfig(
                decoder, backend, guardPages, tier, name, baseline, optimizing, phasesOff, memoryPages, tableElements, instances, listener, codeStore);
    }

    /** Which baseline tier; it decides on the backend, unless one is named. */
    public EngineConfig withBaseline(String name) {
        return new EngineConfig(
                decoder, backend, guardPages, tier, profiling, name, optimizing, phasesOff, memoryPages, tableElements, instances, listener, codeStore);
    }

    /** Which optimizing tier: one of the backend's. */
    public EngineConfig withOptimizing(String name) {
        return new EngineConfig(
                decoder, backend, guardPages, tier, profiling, baseline, name, phasesOff, memoryPages, tableElements, instances, listener, codeStore);
    }

    public EngineConfig withPhasesOff(Set<String> names) {
        return new EngineConfig(
                decoder, backend, guardPages, tier, profiling, baseline, optimizing, names, memoryPages, tableElements, instances, listener, codeStore);
    }

    /** @param pages the most pages of 64 KiB that a memory may have */
    public EngineConfig withMemoryPages(long pages) {
        return new EngineConfig(
                decoder, backend, guardPages, tier, profiling, baseline, optimizing, phasesOff, pages, tableElements, instances, listener, codeStore);
    }

    public EngineConfig withTableElements(long elements) {
        return new EngineConfig(
                decoder, backend, guardPages, tier, profiling, baseline, optimizing, phasesOff, memoryPages, elements, instances, listener, codeStore);
    }

    public EngineConfig withInstances(int count) {
        return new EngineConfig(
                decoder, backend, guardPages, tier, profiling, baseline, optimizing, phasesOff, memoryPages, tableElements, count, listener, codeStore);
    }

    public EngineConfig withListener(TierListener tierListener) {
        return new EngineConfig(
                decoder, backend, guardPages, tier, profiling, baseline, optimizing, phasesOff, memoryPages, tableElements, instances, tierListener, codeStore);
    }

    /** A directory, with up to 512 MiB of code. It is made when there is something to keep; one that others can write to is not used. */
    public EngineConfig withCodeDirectory(Path directory) {
        return withCodeStore(new DirectoryStore(directory, 512L << 20));
    }

    public EngineConfig withCodeStore(CodeStore store) {
        return new EngineConfig(
                decoder, backend, guardPages, tier, profiling, baseline, optimizing, phasesOff, memoryPages, tableElements, instances, listener, Optional.of(store));
    }
}
