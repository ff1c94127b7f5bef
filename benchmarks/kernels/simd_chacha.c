// SPDX-License-Identifier: Apache-2.0
// ChaCha20 (RFC 8439) key stream, four blocks side by side in i32x4, 4 n blocks: sixteen vectors live, rotations by shifts and shuffles.
#include "vector.h"

static uint32_t state[16], stream[64];

static inline u32x4 rotate(u32x4 v, int k) { return v << k | v >> (32 - k); }

static inline u32x4 rotate16(u32x4 v) {
    u16x8 h = (u16x8)v;
    return (u32x4)__builtin_shufflevector(h, h, 1, 0, 3, 2, 5, 4, 7, 6);
}

static inline u32x4 rotate8(u32x4 v) {
    u8x16 b = (u8x16)v;
    return (u32x4)__builtin_shufflevector(b, b, 3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14);
}

#define QUARTER(a, b, c, d)                            \
    x[a] += x[b], x[d] = rotate16(x[d] ^ x[a]);        \
    x[c] += x[d], x[b] = rotate(x[b] ^ x[c], 12);      \
    x[a] += x[b], x[d] = rotate8(x[d] ^ x[a]);         \
    x[c] += x[d], x[b] = rotate(x[b] ^ x[c], 7)

static NOINLINE void blocks(uint32_t counter) {
    u32x4 x[16], first[16];
    for (int i = 0; i < 16; i++) first[i] = (u32x4){} + state[i];
    first[12] = (u32x4){counter, counter + 1, counter + 2, counter + 3};
    for (int i = 0; i < 16; i++) x[i] = first[i];
    for (int round = 0; round < 10; round++) {
        QUARTER(0, 4, 8, 12); QUARTER(1, 5, 9, 13); QUARTER(2, 6, 10, 14); QUARTER(3, 7, 11, 15);
        QUARTER(0, 5, 10, 15); QUARTER(1, 6, 11, 12); QUARTER(2, 7, 8, 13); QUARTER(3, 4, 9, 14);
    }
    for (int i = 0; i < 16; i += 4) {
        u32x4 a = x[i] + first[i], b = x[i + 1] + first[i + 1], c = x[i + 2] + first[i + 2], d = x[i + 3] + first[i + 3];
        u32x4 ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
        u32x4 ef = __builtin_shufflevector(a, b, 2, 6, 3, 7), gh = __builtin_shufflevector(c, d, 2, 6, 3, 7);
        STORE(stream + i, __builtin_shufflevector(ab, cd, 0, 1, 4, 5));
        STORE(stream + 16 + i, __builtin_shufflevector(ab, cd, 2, 3, 6, 7));
        STORE(stream + 32 + i, __builtin_shufflevector(ef, gh, 0, 1, 4, 5));
        STORE(stream + 48 + i, __builtin_shufflevector(ef, gh, 2, 3, 6, 7));
    }
}

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    seed = 3;
    for (int i = 0; i < 16; i++) state[i] = next_random();
    for (int i = 0; i < n; i++) {
        blocks(4 * i);
        for (int k = 0; k < 64; k += 5) sum = rotl(sum, 1) ^ stream[k];
    }
    return sum;
}
