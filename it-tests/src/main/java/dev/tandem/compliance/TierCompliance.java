// SPDX-License-Identifier: Apache-2.0
package dev.tandem.compliance;

import dev.tandem.ir.code.Tier;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Makes of a test method with one parameter, a {@link Check} that it runs, a test for each check of the kit.
 *
 * <pre>{@code
 * @TierCompliance(baseline = "interpreter", knownGaps = "known-gaps.txt")
 * void complies(Check check) {
 *     check.run();
 * }
 * }</pre>
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(ComplianceExtension.class)
public @interface TierCompliance {
    /** Name of the baseline tier; by default the backend's own. */
    String baseline() default "auto";

    /** Name of the optimizing tier; by default the backend's own. */
    String optimizing() default "auto";

    /** Name of the backend; by default that of the tier. */
    String backend() default "auto";

    /** Guice modules that override the shipped wiring, for tiers that are not found by name. */
    Class<? extends com.google.inject.Module>[] wiring() default {};

    /** Which of the two tiers is looked at: alone where that is possible, and beside the other one. */
    Tier tier() default Tier.BASELINE;

    /** How many random modules are run each way. The first one's seed is given by the system property {@code tandem.test.seed}, or the clock. */
    int modules() default 200;

    /**
     * Whether the conformance suite is run. Its folder of ZIP files, one a group, is given by the system property {@code tandem.spec}, or else is
     * {@code shared/spec-testsuite/json} in one of the folders above.
     */
    boolean spec() default true;

    /**
     * Name of a resource beside the test class that lists known gaps, one a line: {@code spec GROUP/SCRIPT COUNT}, how many commands of a script
     * fail, where that is not what fails in every tier; {@code topic NAME}, a {@link dev.tandem.fuzz.generate.Topic} that the tier refuses; {@code check NAME}, a check that fails. {@code #} begins a comment.
     */
    String knownGaps() default "";
}
