// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static dev.tandem.ir.asm.x64.Gpr.RAX;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.ir.backend.RenewalHammer;
import dev.tandem.ir.code.Tier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Code is replaced as fast as it can be written while threads run it, and what was replaced is freed and its place used again. Each code returns its
 * number: a call sees one that was published last before it began, or later. The system property {@code tandem.publications} says how often.
 */
@Timeout(1800)
final class RenewalHammerTest extends NativeTest {
    private static final int PUBLICATIONS = Integer.getInteger("tandem.publications", 10_000);
    private static final int FUNCTIONS = 4;
    private static final int CALLERS = 2;

    @Test
    void everyCallSeesTheNewestCode() throws InterruptedException {
        TestModule module = new TestModule();
        for (int i = 0; i < 2 * FUNCTIONS; i++) {
            module.function("_I");
        }
        Guest guest = new Guest(module);
        for (int i = 0; i < FUNCTIONS; i++) {
            int function = i;
            guest.define(i, w -> w.assembler.mov(RAX, 0));
            guest.define(FUNCTIONS + i, w -> w.callDefined(function, 1));
        }
        List<RenewalHammer.Caller> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            NativeContext context = guest.instance();
            guest.code.bind(context);
            callers.add((function, directly) -> Guest.call(context, function + (directly ? 0 : FUNCTIONS)));
        }
        new RenewalHammer(FUNCTIONS).run(
                callers,
                (function, number) -> assertTrue(
                        guest.code.renew(guest.artifact(function, Tier.OPTIMIZED, w -> w.assembler.mov(RAX, number)))),
                PUBLICATIONS);
        int live = guest.code.symbols().size();
        assertTrue(live <= 3 * FUNCTIONS, () -> live + " codes are still there");
    }
}
