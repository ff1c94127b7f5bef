// SPDX-License-Identifier: Apache-2.0
// ChaCha20 (RFC 8439) key stream of n blocks: add, xor, rotate on sixteen words of memory.
#include "kernel.h"

static uint32_t state[16], x[16];

static inline void quarter(int a, int b, int c, int d) {
    x[a] += x[b], x[d] = rotl(x[d] ^ x[a], 16);
    x[c] += x[d], x[b] = rotl(x[b] ^ x[c], 12);
    x[a] += x[b], x[d] = rotl(x[d] ^ x[a], 8);
    x[c] += x[d], x[b] = rotl(x[b] ^ x[c], 7);
}

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    seed = 3;
    for (int i = 0; i < 16; i++) state[i] = next_random();
    for (int block = 0; block < n; block++) {
        state[12] = block;
        for (int i = 0; i < 16; i++) x[i] = state[i];
        for (int round = 0; round < 10; round++) {
            quarter(0, 4, 8, 12), quarter(1, 5, 9, 13), quarter(2, 6, 10, 14), quarter(3, 7, 11, 15);
            quarter(0, 5, 10, 15), quarter(1, 6, 11, 12), quarter(2, 7, 8, 13), quarter(3, 4, 9, 14);
        }
        for (int i = 0; i < 16; i++) sum = rotl(sum, 1) ^ (x[i] + state[i]);
    }
    return sum;
}
