// SPDX-License-Identifier: Apache-2.0
// Dense matrix multiplication of doubles, n x n (n <= 256): dense float linear algebra.
#include "kernel.h"

static double a[256 * 256], b[256 * 256], c[256 * 256];

EXPORT int32_t run(int32_t n) {
    double trace = 0;
    if (n > 256) n = 256;
    for (int i = 0; i < n * n; i++) a[i] = i % 17 * 0.25 - 1, b[i] = i % 13 * 0.5 - 2;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) c[i * n + j] = 0;
        for (int k = 0; k < n; k++) {
            double f = a[i * n + k];
            for (int j = 0; j < n; j++) c[i * n + j] += f * b[k * n + j];
        }
    }
    for (int i = 0; i < n; i++) trace += c[i * n + i] * (i + 1);
    return fold_double(trace);
}
