// SPDX-License-Identifier: Apache-2.0
// Bit manipulation on 32 and 64 bits: population count, leading and trailing zeros, rotations, reversal, a Morton curve, xorshift.
#include "kernel.h"

static uint32_t reverse(uint32_t x) {
    x = (x >> 1 & 0x55555555) | (x & 0x55555555) << 1;
    x = (x >> 2 & 0x33333333) | (x & 0x33333333) << 2;
    x = (x >> 4 & 0x0f0f0f0f) | (x & 0x0f0f0f0f) << 4;
    return __builtin_bswap32(x);
}

static uint64_t spread(uint64_t x) {
    x = (x | x << 16) & 0x0000ffff0000ffffull;
    x = (x | x << 8) & 0x00ff00ff00ff00ffull;
    x = (x | x << 4) & 0x0f0f0f0f0f0f0f0full;
    x = (x | x << 2) & 0x3333333333333333ull;
    return (x | x << 1) & 0x5555555555555555ull;
}

EXPORT int32_t run(int32_t n) {
    uint64_t x = 88172645463325252ull, sum = 0;
    for (int i = 0; i < n; i++) {
        x ^= x << 13, x ^= x >> 7, x ^= x << 17;
        uint32_t low = x, high = x >> 32;
        sum += __builtin_popcountll(x) + __builtin_clz(low | 1) + __builtin_ctzll(x | 1ull << 63);
        sum ^= spread(low) | spread(high) << 1;
        sum = (sum << (i & 63) | sum >> (-i & 63)) + reverse(high);
        if (low & 1u << (high & 31)) sum = ~sum;
    }
    return (int32_t)(sum ^ sum >> 32);
}
