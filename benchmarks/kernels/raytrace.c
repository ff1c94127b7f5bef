// SPDX-License-Identifier: Apache-2.0
// Twelve reflecting spheres in 64 by 48 pixels: single-precision vectors, square roots, branches, recursion. n pictures.
#include "kernel.h"

enum { SPHERES = 12, WIDTH = 64, HEIGHT = 48, DEPTH = 3 };
typedef struct { float x, y, z; } vector;
static struct { vector center; float radius; int shade; } spheres[SPHERES];
static uint8_t picture[HEIGHT][WIDTH];

static inline vector minus(vector a, vector b) { return (vector){a.x - b.x, a.y - b.y, a.z - b.z}; }
static inline vector along(vector a, float t, vector b) { return (vector){a.x * t + b.x, a.y * t + b.y, a.z * t + b.z}; }
static inline float dot(vector a, vector b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

static inline vector normal(vector a) {
    float scale = 1 / __builtin_sqrtf(dot(a, a));
    return (vector){a.x * scale, a.y * scale, a.z * scale};
}

static NOINLINE int hit(vector from, vector direction, float *distance) {
    int nearest = -1;
    for (int i = 0; i < SPHERES; i++) {
        vector to = minus(spheres[i].center, from);
        float b = dot(to, direction), d = b * b - dot(to, to) + spheres[i].radius * spheres[i].radius;
        if (d < 0) continue;
        float root = __builtin_sqrtf(d), t = b - root;
        if (t < 1e-3f) t = b + root;
        if (t > 1e-3f && t < *distance) *distance = t, nearest = i;
    }
    return nearest;
}

static float trace(vector from, vector direction, int depth) {
    float t = 1e9f, far = 1e9f;
    int i = hit(from, direction, &t);
    if (i < 0) return 20 + 40 * direction.y;
    vector point = along(direction, t, from), up = normal(minus(point, spheres[i].center)), light = normal((vector){1, 2, -1.5f});
    float lit = dot(up, light);
    if (lit < 0 || hit(point, light, &far) >= 0) lit = 0;
    float color = 10 + lit * spheres[i].shade;
    if (depth == DEPTH) return color;
    return color * 0.7f + 0.3f * trace(point, along(up, -2 * dot(direction, up), direction), depth + 1);
}

static inline float random_byte(void) { return next_random() & 255; }

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    seed = 20;
    for (int i = 0; i < SPHERES; i++) {
        spheres[i].center.x = random_byte() / 32 - 4;
        spheres[i].center.y = random_byte() / 64 - 2;
        spheres[i].center.z = random_byte() / 64 + 4;
        spheres[i].radius = random_byte() / 256 + 0.5f;
        spheres[i].shade = 100 + (next_random() & 63);
    }
    for (int i = 0; i < n; i++) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                float color = trace((vector){i * 0.01f, 0, -3}, normal((vector){(x - 32) / 32.f, (24 - y) / 32.f, 1}), 0);
                picture[y][x] = color < 0 ? 0 : color > 255 ? 255 : (uint8_t)color;
                sum = sum * 31 + picture[y][x];
            }
        }
    }
    return sum;
}
