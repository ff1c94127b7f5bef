// SPDX-License-Identifier: Apache-2.0
// The spectral norm of an infinite matrix cut to n x n, by the power method: f64 division, int to float conversions, calls.
#include "kernel.h"

static double u[512], v[512], w[512];

static double element(int i, int j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }

static NOINLINE void multiply(const double *from, double *to, int n, int transposed) {
    for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < n; j++) sum += (transposed ? element(j, i) : element(i, j)) * from[j];
        to[i] = sum;
    }
}

EXPORT int32_t run(int32_t n) {
    double uv = 0, vv = 0;
    if (n > 512) n = 512;
    for (int i = 0; i < n; i++) u[i] = 1;
    for (int i = 0; i < 4; i++) {
        multiply(u, w, n, 0), multiply(w, v, n, 1);
        multiply(v, w, n, 0), multiply(w, u, n, 1);
    }
    for (int i = 0; i < n; i++) uv += u[i] * v[i], vv += v[i] * v[i];
    return fold_double(__builtin_sqrt(uv / vv));
}
