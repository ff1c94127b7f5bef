// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.ir.platform.NativeCalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumSet;
import java.util.Set;

/** Asks the processor what it has. */
final class CpuProbe {
    private static final int EBX = 1;
    private static final int ECX = 2;
    /** Bit of leaf 1's ecx: the operating system saves extended registers, and xgetbv says which. */
    private static final int OSXSAVE = 27;
    private static final int XMM_AND_YMM = 6;

    private final NativeCalls calls;
    private final MemorySegment cpuid;

    private CpuProbe(NativeCalls calls, long cpuid) {
        this.calls = calls;
        this.cpuid = MemorySegment.ofAddress(cpuid);
    }

    static Set<CpuFeature> features(NativeCalls calls, Stubs stubs) {
        CpuProbe probe = new CpuProbe(calls, stubs.cpuidStub());
        Set<CpuFeature> found = EnumSet.noneOf(CpuFeature.class);
        int basic = probe.ask(1, ECX);
        add(found, basic, 0, CpuFeature.SSE3);
        add(found, basic, 9, CpuFeature.SSSE3);
        add(found, basic, 19, CpuFeature.SSE4_1);
        add(found, basic, 20, CpuFeature.SSE4_2);
        add(found, basic, 23, CpuFeature.POPCNT);
        if (probe.ask(0x8000_0000, 0) < 0 && Integer.compareUnsigned(probe.ask(0x8000_0000, 0), 0x8000_0001) >= 0) {
            add(found, probe.ask(0x8000_0001, ECX), 5, CpuFeature.LZCNT);
        }
        int extended = probe.ask(0, 0) >= 7 ? probe.ask(7, EBX) : 0;
        add(found, extended, 3, CpuFeature.BMI1);
        add(found, extended, 8, CpuFeature.BMI2);
        if (isSet(basic, OSXSAVE)) {
            long saved = calls.call(MemorySegment.ofAddress(stubs.xgetbvStub()), 0, 0, 0, 0, 0, 0);
            if ((saved & XMM_AND_YMM) == XMM_AND_YMM) {
                add(found, basic, 28, CpuFeature.AVX);
                add(found, basic, 12, CpuFeature.FMA);
                add(found, extended, 5, CpuFeature.AVX2);
            }
        }
        return found;
    }

    private static void add(Set<CpuFeature> found, int word, int bit, CpuFeature feature) {
        if (isSet(word, bit)) {
            found.add(feature);
        }
    }

    private static boolean isSet(int word, int bit) {
        return (word >>> bit & 1) != 0;
    }

    /** Register 0 to 3 (eax, ebx, ecx, edx) of {@code cpuid} of that leaf, subleaf 0. */
    private int ask(int leaf, int register) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment registers = arena.allocate(ValueLayout.JAVA_INT, 4);
            calls.call(cpuid, leaf, 0, registers.address(), 0, 0, 0);
            return registers.getAtIndex(ValueLayout.JAVA_INT, register);
        }
    }
}
