// SPDX-License-Identifier: Apache-2.0
// Conway's game of life on a 128 x 128 torus of bytes, n generations.
#include "kernel.h"

enum { SIDE = 128 };
static uint8_t grids[2][SIDE][SIDE];

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    seed = 18;
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++) grids[0][y][x] = next_random() >> 20 & 1;
    for (int generation = 0; generation < n; generation++) {
        const uint8_t(*from)[SIDE] = grids[generation & 1];
        uint8_t(*to)[SIDE] = grids[~generation & 1];
        for (int y = 0; y < SIDE; y++) {
            const uint8_t *up = from[(y - 1) & (SIDE - 1)], *here = from[y], *down = from[(y + 1) & (SIDE - 1)];
            for (int x = 0; x < SIDE; x++) {
                int l = (x - 1) & (SIDE - 1), r = (x + 1) & (SIDE - 1);
                int around = up[l] + up[x] + up[r] + here[l] + here[r] + down[l] + down[x] + down[r];
                to[y][x] = around == 3 || (around == 2 && here[x]);
            }
        }
    }
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++) sum = sum * 3 + grids[n & 1][y][x];
    return sum;
}
