// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import dev.tandem.api.EngineConfig;
import picocli.CommandLine.Option;

/** The options that choose the parts of the engine. */
public class EngineOptions {
    @Option(names = "--backend", paramLabel = "NAME", description = "Code generator: auto (default) or jvm.")
    public String backend = "auto";

    @Option(names = "--tier", paramLabel = "NAME", description = "Tiering policy: dynamic (default) or baseline.")
    public String tier = "dynamic";

    public EngineConfig config() {
        return EngineConfig.standard().withBackend(backend).withTier(tier);
    }
}
