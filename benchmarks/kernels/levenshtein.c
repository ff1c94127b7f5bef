// SPDX-License-Identifier: Apache-2.0
// Edit distance of two strings of n letters (n <= 4096): dynamic programming over two rows, minima.
#include "kernel.h"

static uint8_t a[4096], b[4096];
static int32_t row[4097];

static inline int32_t least(int32_t x, int32_t y) { return x < y ? x : y; }

EXPORT int32_t run(int32_t n) {
    seed = 17;
    if (n > 4096) n = 4096;
    for (int i = 0; i < n; i++) a[i] = next_random() >> 12 & 3, b[i] = next_random() >> 12 & 3;
    for (int j = 0; j <= n; j++) row[j] = j;
    for (int i = 0; i < n; i++) {
        int32_t diagonal = row[0];
        row[0] = i + 1;
        for (int j = 0; j < n; j++) {
            int32_t substituted = diagonal + (a[i] != b[j]);
            diagonal = row[j + 1];
            row[j + 1] = least(substituted, least(diagonal, row[j]) + 1);
        }
    }
    return row[n];
}
