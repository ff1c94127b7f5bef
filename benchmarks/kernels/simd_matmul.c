// SPDX-License-Identifier: Apache-2.0
// Dense matrix multiplication of floats, n x n (n <= 256, a multiple of 8), blocks of 4 x 8 in registers: f32x4.
#include "vector.h"

enum { SIDE = 256 };
static float a[SIDE * SIDE], b[SIDE * SIDE], c[SIDE * SIDE];

EXPORT int32_t run(int32_t n) {
    double trace = 0;
    if (n > SIDE) n = SIDE;
    n &= ~7;
    for (int i = 0; i < n * n; i++) a[i] = i % 17 * 0.25f - 1, b[i] = i % 13 * 0.5f - 2;
    for (int i = 0; i < n; i += 4)
        for (int j = 0; j < n; j += 8) {
            f32x4 sums[4][2] = {0};
            for (int k = 0; k < n; k++) {
                f32x4 left = LOAD(f32x4, b + k * n + j), right = LOAD(f32x4, b + k * n + j + 4);
                for (int row = 0; row < 4; row++) {
                    f32x4 factor = SPLAT_F32(a[(i + row) * n + k]);
                    sums[row][0] += factor * left;
                    sums[row][1] += factor * right;
                }
            }
            for (int row = 0; row < 4; row++) {
                STORE(c + (i + row) * n + j, sums[row][0]);
                STORE(c + (i + row) * n + j + 4, sums[row][1]);
            }
        }
    for (int i = 0; i < n; i++) trace += c[i * n + i] * (i + 1);
    return fold_double(trace);
}
