// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.vm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.ir.platform.Linux;
import dev.tandem.ir.platform.NativeCalls;
import dev.tandem.ir.platform.PlatformSupport;
import java.util.Optional;

/** The same where who leaves stays the owner. */
final class BiasedGateTest extends EntryGateTest {
    private static final Optional<Runnable> BARRIER =
            PlatformSupport.missing().isPresent() ? Optional.empty() : new Linux(new NativeCalls()).processBarrier();

    @Override
    Guest guest() {
        assumeTrue(BARRIER.isPresent());
        Guest guest = new Guest();
        guest.gate().keepOwner(BARRIER.get());
        return guest;
    }
}
