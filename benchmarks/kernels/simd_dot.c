// SPDX-License-Identifier: Apache-2.0
// A layer of a quantized network, n vectors of 512 bytes times a matrix of 64 x 512: i8 widened to i16, dot products into i32x4, rounding
// shifts, ReLU by a mask.
#include "vector.h"

enum { INPUTS = 512, OUTPUTS = 64 };
static int8_t weights[OUTPUTS * INPUTS], input[INPUTS];
static int32_t bias[OUTPUTS];

static inline i16x8 low(i8x16 v) { return __builtin_convertvector(__builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7), i16x8); }
static inline i16x8 high(i8x16 v) { return __builtin_convertvector(__builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15), i16x8); }

static NOINLINE i32x4 product(const int8_t *row) {
    i32x4 sum = {0};
    for (int i = 0; i < INPUTS; i += 16) {
        i8x16 a = LOAD(i8x16, row + i), b = LOAD(i8x16, input + i);
        sum += dot(low(a), low(b)) + dot(high(a), high(b));
    }
    return sum;
}

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    seed = 23;
    for (int i = 0; i < OUTPUTS * INPUTS; i++) weights[i] = next_random() >> 9;
    for (int i = 0; i < INPUTS; i++) input[i] = next_random() >> 9;
    for (int i = 0; i < OUTPUTS; i++) bias[i] = (int32_t)next_random() >> 12;
    for (int round = 0; round < n; round++)
        for (int o = 0; o < OUTPUTS; o += 4) {
            i32x4 v = LOAD(i32x4, bias + o);
            for (int k = 0; k < 4; k++) {
                i32x4 p = product(weights + (o + k) * INPUTS);
                v[k] += p[0] + p[1] + p[2] + p[3];
            }
            v = (v + 64) >> 7;
            v &= v > 0;
            for (int k = 0; k < 4; k++) sum = rotl(sum, 7) + v[k], input[(o + k + round) % INPUTS] = v[k];
        }
    return sum;
}
