// SPDX-License-Identifier: Apache-2.0
// Indirect dispatch: shapes with method tables, a chain of handlers called through pointers, a comparator. n rounds.
#include "kernel.h"

struct shape;
struct methods { int32_t (*area)(const struct shape *); void (*grow)(struct shape *, int32_t); };
struct shape { const struct methods *methods; int32_t a, b; };

static int32_t square_area(const struct shape *s) { return s->a * s->a; }
static int32_t rectangle_area(const struct shape *s) { return s->a * s->b; }
static int32_t triangle_area(const struct shape *s) { return s->a * s->b / 2; }
static int32_t ring_area(const struct shape *s) { return 3 * (s->a * s->a - s->b * s->b); }
static void grow_one(struct shape *s, int32_t by) { s->a += by & 15; }
static void grow_both(struct shape *s, int32_t by) { s->a ^= by & 31, s->b += 1; }
static const struct methods kinds[] = {
    {square_area, grow_one}, {rectangle_area, grow_both}, {triangle_area, grow_both}, {ring_area, grow_one}};

static int32_t add(int32_t x, int32_t y) { return x + y; }
static int32_t subtract(int32_t x, int32_t y) { return x - y; }
static int32_t mix(int32_t x, int32_t y) { return (x ^ y) * 9; }
static int32_t turn(int32_t x, int32_t y) { return rotl(x, 5) + y; }
static int32_t (*const handlers[])(int32_t, int32_t) = {add, subtract, mix, turn, mix, add, turn, subtract};

enum { SHAPES = 256 };
static struct shape shapes[SHAPES];

static NOINLINE int32_t smallest(int (*before)(const struct shape *, const struct shape *)) {
    int best = 0;
    for (int i = 1; i < SHAPES; i++)
        if (before(&shapes[i], &shapes[best])) best = i;
    return best;
}
static int by_a(const struct shape *x, const struct shape *y) { return x->a < y->a; }

EXPORT int32_t run(int32_t n) {
    int32_t sum = 0;
    int (*volatile before)(const struct shape *, const struct shape *) = by_a;
    seed = 12;
    for (int i = 0; i < SHAPES; i++) shapes[i] = (struct shape){&kinds[next_random() & 3], next_random() & 63, next_random() & 63};
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < SHAPES; j++) {
            struct shape *s = &shapes[j];
            sum = handlers[(i + j) & 7](sum, s->methods->area(s));
            s->methods->grow(s, sum);
        }
        sum += smallest(before);
    }
    return sum;
}
