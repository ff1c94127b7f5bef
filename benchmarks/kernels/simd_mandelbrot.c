// SPDX-License-Identifier: Apache-2.0
// The Mandelbrot set, n x n points, two side by side in f64x2: comparisons as masks, a branch on any lane.
#include "vector.h"

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    for (int y = 0; y < n; y++)
        for (int x = 0; x < n; x += 2) {
            f64x2 cr = {2.0 * x / n - 1.5, 2.0 * (x + 1) / n - 1.5}, ci = {2.0 * y / n - 1.0, 2.0 * y / n - 1.0};
            f64x2 zr = {0}, zi = {0};
            i64x2 count = {0};
            for (int i = 0; i < 50; i++) {
                f64x2 rr = zr * zr, ii = zi * zi;
                i64x2 inside = rr + ii <= 4.0;
                if (!any_true((u8x16)inside)) break;
                count -= inside;
                zi = 2.0 * (zr * zi) + ci;
                zr = rr - ii + cr;
            }
            sum = rotl(sum, 5) + (uint32_t)count[0] * 3 + (uint32_t)count[1];
        }
    return sum;
}
