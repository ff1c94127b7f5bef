// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.platform.AddressRange;
import dev.tandem.ir.platform.CodeMemory;
import dev.tandem.ir.platform.Linux;
import dev.tandem.ir.platform.NativeCalls;
import dev.tandem.ir.platform.OperatingSystem;
import dev.tandem.ir.profile.FeedbackLayout;
import dev.tandem.ir.profile.GuardLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CodeMapTest extends NativeTest {
    private static final WasmModule MODULE =
            ModuleDecoder.decode(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0}, DecoderOptions.all());

    @Test
    void findsWhatWasAddedAndNotRemoved() {
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        Random random = new Random(seed);
        OperatingSystem system = new Linux(new NativeCalls());
        AddressRange range = AddressRange.reserve(system, 1 << 26, 1 << 26);
        CodeMemory memory = new CodeMemory(range);
        CodeMap map = new CodeMap();
        List<InstalledCode> there = new ArrayList<>();
        for (int round = 0; round < 100; round++) {
            for (int i = random.nextInt(40); i > 0; i--) {
                InstalledCode code = code(memory.allocate(new byte[100], 1 + random.nextInt(100)));
                there.add(code);
                map.add(code);
            }
            List<InstalledCode> gone = new ArrayList<>();
            for (int i = random.nextInt(there.size() + 1); i > 0; i = random.nextInt(i)) {
                gone.add(there.remove(random.nextInt(there.size())));
            }
            map.removeAll(gone);
            map.removeAll(gone);
            for (InstalledCode code : there) {
                assertSame(code, map.find(code.address()), () -> "-Dtandem.test.seed=" + seed);
                assertSame(code, map.find(code.address() + code.block().size() - 1), () -> "-Dtandem.test.seed=" + seed);
            }
            for (InstalledCode code : gone) {
                assertNull(map.find(code.address()), () -> "-Dtandem.test.seed=" + seed);
                memory.free(code.block());
            }
        }
        memory.clear();
        range.release();
    }

    private static InstalledCode code(CodeMemory.Block block) {
        return new InstalledCode(
                block,
                MODULE,
                0,
                Tier.BASELINE,
                new byte[0],
                0,
                FeedbackLayout.NONE,
                0,
                CodeRanges.NONE,
                InlinedFrames.NONE,
                GuardLayout.NONE);
    }
}
