// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.tiers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.compliance.Check;
import dev.tandem.compliance.TierCompliance;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.nativex64.NativeBackend;

/** The compliance kit on Tandem's own tiers. The conformance suite and random modules run elsewhere, on more cells. */
final class ShippedTiersTest {
    private static final int FEW = 10;

    @TierCompliance(backend = "jvm", spec = false, modules = FEW)
    void baselineOnBytecode(Check check) {
        check.run();
    }

    @TierCompliance(backend = "jvm", tier = Tier.OPTIMIZED, spec = false, modules = FEW)
    void optimizingOnBytecode(Check check) {
        check.run();
    }

    @TierCompliance(backend = "x64", spec = false, modules = FEW)
    void baselineOnMachineCode(Check check) {
        assumeTrue(NativeBackend.unavailable().isEmpty());
        check.run();
    }

    @TierCompliance(backend = "x64", tier = Tier.OPTIMIZED, spec = false, modules = FEW)
    void optimizingOnMachineCode(Check check) {
        assumeTrue(NativeBackend.unavailable().isEmpty());
        check.run();
    }
}
