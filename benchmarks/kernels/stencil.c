// SPDX-License-Identifier: Apache-2.0
// A five-point stencil on a 256 x 256 grid of floats, n sweeps: f32 loads at fixed offsets.
#include "kernel.h"

enum { SIDE = 256 };
static float grids[2][SIDE * SIDE];

EXPORT int32_t run(int32_t n) {
    double sum = 0;
    for (int i = 0; i < SIDE * SIDE; i++) grids[0][i] = grids[1][i] = i % 251 * 0.01f;
    for (int sweep = 0; sweep < n; sweep++) {
        const float *from = grids[sweep & 1];
        float *to = grids[~sweep & 1];
        for (int y = 1; y < SIDE - 1; y++)
            for (int x = 1; x < SIDE - 1; x++) {
                int i = y * SIDE + x;
                to[i] = from[i] + 0.2f * (from[i - 1] + from[i + 1] + from[i - SIDE] + from[i + SIDE] - 4 * from[i]);
            }
    }
    for (int i = 0; i < SIDE * SIDE; i++) sum += grids[n & 1][i] * (i & 7);
    return fold_double(sum);
}
