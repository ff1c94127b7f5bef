// SPDX-License-Identifier: Apache-2.0
// Ackermann's function A(2, i) and mutual recursion: deep stacks.
#include "kernel.h"

static NOINLINE int32_t ackermann(int32_t m, int32_t n) {
    if (m == 0) return n + 1;
    return ackermann(m - 1, n == 0 ? 1 : ackermann(m, n - 1));
}

static NOINLINE int32_t odd(int32_t n, int32_t *steps);
static NOINLINE int32_t even(int32_t n, int32_t *steps) { return ++*steps, n == 0 ? 1 : 1 + odd(n - 1, steps); }
static NOINLINE int32_t odd(int32_t n, int32_t *steps) { return ++*steps, n == 0 ? 0 : 2 + even(n - 1, steps); }

EXPORT int32_t run(int32_t n) {
    int32_t sum = 0, steps = 0;
    for (int i = 0; i < n; i++) sum = sum * 7 + ackermann(2, i) + even(i * 4, &steps);
    return sum ^ steps;
}
