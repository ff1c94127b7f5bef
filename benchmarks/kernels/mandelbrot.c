// SPDX-License-Identifier: Apache-2.0
// The Mandelbrot set on an n x n grid, up to 100 iterations a point: f64 in registers, a data-dependent loop.
#include "kernel.h"

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    for (int py = 0; py < n; py++)
        for (int px = 0; px < n; px++) {
            double cx = 3.0 * px / n - 2.25, cy = 3.0 * py / n - 1.5, x = 0, y = 0;
            int i = 0;
            while (i < 100 && x * x + y * y <= 4) {
                double t = x * x - y * y + cx;
                y = 2 * x * y + cy, x = t, i++;
            }
            sum = sum * 3 + i;
        }
    return sum;
}
