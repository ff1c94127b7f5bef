// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.type.MemoryType;
import java.util.Set;

/**
 * What a compiler has to know about where its code will run.
 *
 * @param features what the processor has, less what is masked off
 * @param guardedMemories whether memories with 32-bit addresses lie between guard pages; see {@link #isGuarded}
 * @param poisonUpperHalves for tests: whether code plants garbage above i32 and f32 values in their slots and above floats at entries, and stops the
 *     process where an i32 in a register or argument is not zero-extended
 */
public record NativeTarget(Set<CpuFeature> features, boolean guardedMemories, boolean poisonUpperHalves) {
    public NativeTarget {
        features = Set.copyOf(features);
    }

    public boolean has(CpuFeature feature) {
        return features.contains(feature);
    }

    /**
     * Whether accesses to such a memory need no check: a zero-extended 32-bit address plus any 32-bit constant offset, up to 16 bytes wide,
     * either hits the memory or faults. Otherwise code compares with {@link ContextLayout#memorySize} before.
     */
    public boolean isGuarded(MemoryType type) {
        return guardedMemories && !type.limits().is64();
    }
}
