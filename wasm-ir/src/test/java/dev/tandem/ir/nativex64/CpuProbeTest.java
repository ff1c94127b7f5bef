// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Our reading of the processor against the kernel's. */
final class CpuProbeTest extends NativeTest {
    private static final Map<CpuFeature, String> KERNEL_NAMES = Map.ofEntries(
            Map.entry(CpuFeature.SSE3, "pni"),
            Map.entry(CpuFeature.SSSE3, "ssse3"),
            Map.entry(CpuFeature.SSE4_1, "sse4_1"),
            Map.entry(CpuFeature.SSE4_2, "sse4_2"),
            Map.entry(CpuFeature.POPCNT, "popcnt"),
            Map.entry(CpuFeature.LZCNT, "abm"),
            Map.entry(CpuFeature.BMI1, "bmi1"),
            Map.entry(CpuFeature.BMI2, "bmi2"),
            Map.entry(CpuFeature.AVX, "avx"),
            Map.entry(CpuFeature.AVX2, "avx2"),
            Map.entry(CpuFeature.FMA, "fma"));

    @Test
    void featuresAreWhatTheKernelSays() throws Exception {
        Path info = Path.of("/proc/cpuinfo");
        assumeTrue(Files.isReadable(info));
        String flags = Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("flags"))
                .findFirst()
                .orElse("");
        assumeTrue(!flags.isEmpty());
        Set<String> known = Set.copyOf(List.of(flags.substring(flags.indexOf(':') + 1).trim().split(" ")));
        Set<CpuFeature> expected = EnumSet.noneOf(CpuFeature.class);
        KERNEL_NAMES.forEach((feature, name) -> {
            if (known.contains(name)) {
                expected.add(feature);
            }
        });
        assertEquals(expected, new NativeBackend().target().features());
    }

    @Test
    void featuresCanBeMasked() {
        NativeTarget target = new NativeBackend(true, EnumSet.allOf(CpuFeature.class), false).target();
        assertFalse(target.has(CpuFeature.AVX));
        assertEquals(Set.of(), target.features());
    }
}
