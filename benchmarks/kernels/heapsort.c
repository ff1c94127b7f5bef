// SPDX-License-Identifier: Apache-2.0
// Heapsort of n doubles: scattered loads, float comparisons.
#include "kernel.h"

static double a[1 << 18];

static void sift_down(int root, int end) {
    double v = a[root];
    for (int child; (child = 2 * root + 1) < end; root = child) {
        if (child + 1 < end && a[child] < a[child + 1]) child++;
        if (v >= a[child]) break;
        a[root] = a[child];
    }
    a[root] = v;
}

EXPORT int32_t run(int32_t n) {
    double sum = 0;
    seed = 7;
    if (n > (int)(sizeof a / sizeof *a)) n = sizeof a / sizeof *a;
    for (int i = 0; i < n; i++) a[i] = next_random() * (1.0 / 4294967296.0);
    for (int i = n / 2 - 1; i >= 0; i--) sift_down(i, n);
    for (int end = n - 1; end > 0; end--) {
        double t = a[0];
        a[0] = a[end], a[end] = t;
        sift_down(0, end);
    }
    for (int i = 0; i < n; i++) sum += a[i] * i;
    return fold_double(sum);
}
