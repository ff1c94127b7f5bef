// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import dev.tandem.api.EngineConfig;
import dev.tandem.manager.cache.CodeCache;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose the parts of the engine. */
public class EngineOptions {
    @Option(names = "--backend", paramLabel = "NAME", description = "Code generator: auto (default), jvm or x64.")
    public String backend = "auto";

    @Option(names = "--bounds-checks", description = "x64: check every memory access instead of using guard pages.")
    public boolean boundsChecks;

    @Option(names = "--tier", paramLabel = "NAME", description = "Tiering policy: dynamic (default), baseline, optimizing, call-count, or mixed:SEED, by lot, for tests.")
    public String tier = "dynamic";

    @Option(
            names = "--profiling",
            paramLabel = "NAME",
            description = "What baseline code records for the optimizing tier: auto (default), none, targets, calls or all.")
    public String profiling = "auto";

    @Option(names = "--baseline", paramLabel = "NAME", description = "A baseline tier that a jar on the class path brings.")
    public String baseline = "auto";

    @Option(names = "--optimizing", paramLabel = "NAME", description = "An optimizing tier that a jar on the class path brings.")
    public String optimizing = "auto";

    @Option(
            names = "--phases-off",
            paramLabel = "NAME",
            split = ",",
            description = "Phases that the optimizing tier leaves out, with commas between them: finds the one to blame.")
    public Set<String> phasesOff = Set.of();

    @Option(
            names = "--cache-dir",
            paramLabel = "DIR",
            description = "Where optimized code is kept between runs (default: tandem in the user's cache directory).")
    public @Nullable String cacheDirectory;

    @Option(names = "--no-cache", description = "Neither use nor keep optimized code of other runs.")
    public boolean noCache;

    /** The same with the cache of optimized code. */
    public EngineConfig cachingConfig() {
        if (noCache) {
            return config();
        }
        CodeCache.prepare();
        return config().withCodeStore(CacheLocation.store(cacheDirectory));
    }

    public EngineConfig config() {
        return EngineConfig.standard()
                .withBackend(backend)
                .withGuardPages(!boundsChecks)
                .withTier(tier)
                .withProfiling(profiling)
                .withBaseline(baseline)
                .withOptimizing(optimizing)
                .withPhasesOff(phasesOff);
    }
}
