// SPDX-License-Identifier: Apache-2.0
// What every kernel shares: fixed-width types, the export, and a small generator of pseudo-random input. No libc.
// A kernel exports run(n) -> checksum. The result depends on n alone: every call starts from the same state.
#pragma once
#include <stdint.h>

#define EXPORT __attribute__((export_name("run")))
#define NOINLINE __attribute__((noinline))

static uint32_t seed;

// Numerical Recipes' linear congruential generator; the high bits are the good ones.
static inline uint32_t next_random(void) {
    seed = seed * 1664525u + 1013904223u;
    return seed ^ seed >> 16;
}

static inline uint32_t rotl(uint32_t x, int k) { return x << k | x >> (32 - k); }

static inline int32_t fold_double(double x) {
    union { double d; uint64_t bits; } u = {x};
    return (int32_t)(u.bits ^ u.bits >> 32);
}
