// SPDX-License-Identifier: Apache-2.0
// Copying, filling, moving and comparing memory with plain loops over bytes, words and doublewords, n times.
#include "kernel.h"

enum { SIZE = 32768 };
static uint8_t a[SIZE + 64], b[SIZE + 64];

static NOINLINE void copy_bytes(uint8_t *to, const uint8_t *from, int size) {
    for (int i = 0; i < size; i++) to[i] = from[i];
}
static NOINLINE void copy_longs(uint64_t *to, const uint64_t *from, int count) {
    for (int i = 0; i < count; i++) to[i] = from[i];
}
static NOINLINE void move_down(uint8_t *p, int size) {
    for (int i = 0; i < size; i++) p[i] = p[i + 3];
}
static NOINLINE void fill(uint32_t *p, uint32_t value, int count) {
    for (int i = 0; i < count; i++) p[i] = value + i;
}
static NOINLINE int first_difference(const uint8_t *p, const uint8_t *q, int size) {
    int i = 0;
    while (i < size && p[i] == q[i]) i++;
    return i;
}
static NOINLINE uint64_t sum_longs(const uint64_t *p, int count) {
    uint64_t sum = 0;
    for (int i = 0; i < count; i++) sum = sum * 3 + p[i];
    return sum;
}

EXPORT int32_t run(int32_t n) {
    uint64_t sum = 0;
    for (int i = 0; i < n; i++) {
        fill((uint32_t *)a, i * 77, SIZE / 4);
        copy_bytes(b, a, SIZE);
        move_down(a, SIZE);
        copy_longs((uint64_t *)(a + 8), (const uint64_t *)b, SIZE / 16);
        b[SIZE / 2 + i % 1000] ^= 1;
        sum += first_difference(a + 8, b, SIZE) + sum_longs((const uint64_t *)a, SIZE / 8);
    }
    return (int32_t)(sum ^ sum >> 32);
}
