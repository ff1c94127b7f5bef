// SPDX-License-Identifier: Apache-2.0
// A 3 x 3 binomial blur of a grey image of 320 x 240 bytes, n times there and back: bytes widened to i16x8, sums, shifts, narrowing.
#include "vector.h"

enum { WIDTH = 320, HEIGHT = 240 };
static uint8_t images[2][WIDTH * HEIGHT + 16];

static inline i16x8 wide(const uint8_t *at) { return __builtin_convertvector(LOAD(u8x8, at), i16x8); }

// 1 2 1, across.
static inline i16x8 across(const uint8_t *at) { return wide(at - 1) + 2 * wide(at) + wide(at + 1); }

static inline i16x8 blurred(const uint8_t *at) { return (across(at - WIDTH) + 2 * across(at) + across(at + WIDTH) + 8) >> 4; }

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    seed = 22;
    for (int i = 0; i < WIDTH * HEIGHT; i++) images[0][i] = images[1][i] = next_random() >> 11;
    for (int pass = 0; pass < n; pass++) {
        const uint8_t *from = images[pass & 1];
        uint8_t *to = images[~pass & 1];
        for (int y = 1; y < HEIGHT - 1; y++)
            for (int x = 16; x < WIDTH - 16; x += 16) {
                int i = y * WIDTH + x;
                STORE(to + i, narrow(blurred(from + i), blurred(from + i + 8)));
            }
        sum = sum * 31 + to[pass * 7919 % (WIDTH * HEIGHT)];
    }
    for (int i = 0; i < WIDTH * HEIGHT; i++) sum = rotl(sum, 3) + images[n & 1][i];
    return sum;
}
