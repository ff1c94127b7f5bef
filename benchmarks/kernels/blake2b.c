// SPDX-License-Identifier: Apache-2.0
// BLAKE2b's compression (RFC 7693), n times over one block: adds, exclusive ors and rotations of sixteen 64-bit words, an order of words
// from a table.
#include "kernel.h"

static const uint64_t initial[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
static const uint8_t order[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};
static uint64_t state[8], message[16];

static inline uint64_t rotr(uint64_t x, int k) { return x >> k | x << (64 - k); }

#define MIX(a, b, c, d, x, y)                                                      \
    a += b + x, d = rotr(d ^ a, 32), c += d, b = rotr(b ^ c, 24);                  \
    a += b + y, d = rotr(d ^ a, 16), c += d, b = rotr(b ^ c, 63)

static void compress(uint64_t length) {
    uint64_t v[16];
    for (int i = 0; i < 8; i++) v[i] = state[i], v[i + 8] = initial[i];
    v[12] ^= length;
    for (int round = 0; round < 12; round++) {
        const uint8_t *s = order[round % 10];
        MIX(v[0], v[4], v[8], v[12], message[s[0]], message[s[1]]);
        MIX(v[1], v[5], v[9], v[13], message[s[2]], message[s[3]]);
        MIX(v[2], v[6], v[10], v[14], message[s[4]], message[s[5]]);
        MIX(v[3], v[7], v[11], v[15], message[s[6]], message[s[7]]);
        MIX(v[0], v[5], v[10], v[15], message[s[8]], message[s[9]]);
        MIX(v[1], v[6], v[11], v[12], message[s[10]], message[s[11]]);
        MIX(v[2], v[7], v[8], v[13], message[s[12]], message[s[13]]);
        MIX(v[3], v[4], v[9], v[14], message[s[14]], message[s[15]]);
    }
    for (int i = 0; i < 8; i++) state[i] ^= v[i] ^ v[i + 8];
}

EXPORT int32_t run(int32_t n) {
    uint64_t sum = 0;
    seed = 4;
    for (int i = 0; i < 8; i++) state[i] = initial[i];
    for (int i = 0; i < 16; i++) message[i] = (uint64_t)next_random() << 32 | next_random();
    for (int i = 0; i < n; i++) {
        compress(i * 128u);
        message[i & 15] ^= state[i & 7];
    }
    for (int i = 0; i < 8; i++) sum = sum * 31 + state[i];
    return sum ^ sum >> 32;
}
