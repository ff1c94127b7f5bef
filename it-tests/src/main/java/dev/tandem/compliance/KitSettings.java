// SPDX-License-Identifier: Apache-2.0
package dev.tandem.compliance;

import com.google.inject.Module;
import dev.tandem.ir.code.Tier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@link TierCompliance} says, or the command line.
 *
 * @param seed of the first random module
 * @param specFolder where the conformance suite's ZIP files are, if they are there
 */
record KitSettings(
        String baseline,
        String optimizing,
        String backend,
        List<Class<? extends Module>> wiring,
        Tier tier,
        int modules,
        long seed,
        boolean spec,
        Optional<Path> specFolder) {
    static KitSettings of(TierCompliance annotation) {
        return new KitSettings(
                annotation.baseline(),
                annotation.optimizing(),
                annotation.backend(),
                List.of(annotation.wiring()),
                annotation.tier(),
                annotation.modules(),
                Long.getLong("tandem.test.seed", System.nanoTime()),
                annotation.spec(),
                Optional.ofNullable(System.getProperty("tandem.spec")).map(Path::of).or(KitSettings::nearbySpec));
    }

    /** Looks for the conformance suite in the folders above. */
    static Optional<Path> nearbySpec() {
        for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
            Path folder = above.resolve("shared/spec-testsuite/json");
            if (Files.isDirectory(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }
}
