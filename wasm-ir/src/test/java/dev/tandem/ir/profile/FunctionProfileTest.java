// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.ir.profile.CallProfile.Kind;
import dev.tandem.ir.profile.CallProfile.Target;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FunctionProfileTest {
    @Test
    void whatWasNotSeenIsEmpty() {
        FunctionProfile profile = new FunctionProfile.Builder()
                .call(3, CallProfile.NONE)
                .loop(5, 0)
                .build();
        assertTrue(profile.isEmpty());
        assertEquals(CallProfile.NONE, profile.call(3));
        assertEquals(0, profile.loop(5));
        assertEquals(0, FunctionProfile.empty().entries());
        assertTrue(ModuleProfile.EMPTY.function(7).isEmpty());
    }

    @Test
    void sitesAreFoundByOffset() {
        FunctionProfile profile = new FunctionProfile.Builder()
                .entries(10)
                .call(3, CallProfile.direct(20))
                .loop(5, 30)
                .branch(7, new BranchProfile(996, 0))
                .build();
        assertFalse(profile.isEmpty());
        assertEquals(10, profile.entries());
        assertEquals(20, profile.call(3).count());
        assertEquals(0, profile.call(5).count());
        assertEquals(30, profile.loop(5));
        assertEquals(new BranchProfile(996, 0), profile.with(Map.of(3, CallProfile.direct(2))).branch(7));
        assertEquals(BranchProfile.NONE, profile.branch(5));
    }

    @Test
    void fewRunsOfABranchChangeTheGuessALittle() {
        assertEquals(0.3, BranchProfile.NONE.probability(0.3), 1e-9);
        assertEquals(0.5, new BranchProfile(0, 4).probability(1), 1e-9);
        assertEquals(0.002, new BranchProfile(0, 996).probability(0.5), 1e-9);
        assertEquals(1, new BranchProfile(Long.MAX_VALUE, 1).probability(0), 1e-9, "sums do not overflow");
    }

    @Test
    void kindsOfCallSites() {
        Target often = new Target(8, 90);
        Target seldom = new Target(2, 10);
        assertEquals(Kind.NONE, CallProfile.NONE.kind());
        assertEquals(Kind.MONO, new CallProfile(List.of(often), 0).kind());
        CallProfile poly = new CallProfile(List.of(seldom, often), 0);
        assertEquals(Kind.POLY, poly.kind());
        assertEquals(List.of(often, seldom), poly.targets());
        CallProfile mega = new CallProfile(List.of(often), 5);
        assertEquals(Kind.MEGA, mega.kind());
        assertEquals(95, mega.count());
        assertFalse(new Target(Target.FOREIGN, 1).isLocal());
        List<Target> five = Collections.nCopies(5, often);
        assertThrows(IllegalArgumentException.class, () -> new CallProfile(five, 0));
    }
}
