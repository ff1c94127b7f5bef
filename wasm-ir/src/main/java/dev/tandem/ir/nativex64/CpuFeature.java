// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

/** What a processor may have beyond the base of x86-64. */
public enum CpuFeature {
    SSE3,
    SSSE3,
    SSE4_1,
    SSE4_2,
    POPCNT,
    LZCNT,
    BMI1,
    BMI2,
    AVX,
    AVX2,
    FMA
}
