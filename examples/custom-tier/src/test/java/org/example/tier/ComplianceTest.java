// SPDX-License-Identifier: Apache-2.0
package org.example.tier;

import dev.tandem.compliance.Check;
import dev.tandem.compliance.TierCompliance;

/** What every tier must do, and what this one is known not to. */
class ComplianceTest {
    @TierCompliance(baseline = "interpreter", knownGaps = "known-gaps.txt")
    void complies(Check check) {
        check.run();
    }
}
