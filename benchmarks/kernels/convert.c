// SPDX-License-Identifier: Apache-2.0
// Between integers and floats of all widths and signs, with rounding; 4096 numbers of each kind, n passes.
#include "kernel.h"

enum { COUNT = 4096 };
static float singles[COUNT];
static double doubles[COUNT];
static int32_t ints[COUNT];
static uint32_t naturals[COUNT];
static int64_t longs[COUNT];
static uint64_t wides[COUNT];

EXPORT int32_t run(int32_t n) {
    double sum = 0;
    uint64_t bits = 0;
    seed = 23;
    for (int i = 0; i < COUNT; i++) {
        ints[i] = next_random();
        naturals[i] = next_random();
        longs[i] = (int64_t)(int32_t)next_random() * 0x12345;
        wides[i] = (uint64_t)next_random() << 31;
    }
    for (int pass = 0; pass < n; pass++) {
        for (int i = 0; i < COUNT; i++) {
            doubles[i] = ints[i] * 0.5 + naturals[i];
            singles[i] = (float)longs[i] + (float)wides[i];
        }
        for (int i = 0; i < COUNT; i++) {
            ints[i] += (int32_t)(singles[i] * 1e-12f);
            naturals[i] ^= (uint32_t)(int64_t)doubles[i];
            longs[i] -= (int64_t)doubles[i];
            wides[i] = (wides[i] + (uint64_t)__builtin_fabs(doubles[i])) >> 1;
            sum += (float)doubles[i];
            bits += __builtin_rint(doubles[i] * 0.25) > 0;
        }
        int at = pass % COUNT;
        sum += __builtin_ceil(doubles[at]) + __builtin_trunc(singles[at]) + __builtin_copysign(1.0, doubles[at]);
    }
    for (int i = 0; i < COUNT; i++) bits = bits * 31 + (ints[i] ^ naturals[i] ^ longs[i] ^ wides[i]);
    return fold_double(sum) ^ (bits ^ bits >> 32);
}
