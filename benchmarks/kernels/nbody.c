// SPDX-License-Identifier: Apache-2.0
// Five bodies under gravity, n steps of a symplectic integrator: f64 arithmetic, division and square root.
#include "kernel.h"

enum { BODIES = 5 };
struct body { double x, y, z, vx, vy, vz, mass; };
static struct body bodies[BODIES];

static void advance(double dt) {
    for (int i = 0; i < BODIES; i++) {
        struct body *p = &bodies[i];
        for (int j = i + 1; j < BODIES; j++) {
            struct body *q = &bodies[j];
            double dx = p->x - q->x, dy = p->y - q->y, dz = p->z - q->z;
            double d2 = dx * dx + dy * dy + dz * dz + 0.01, f = dt / (d2 * __builtin_sqrt(d2));
            p->vx -= dx * q->mass * f, p->vy -= dy * q->mass * f, p->vz -= dz * q->mass * f;
            q->vx += dx * p->mass * f, q->vy += dy * p->mass * f, q->vz += dz * p->mass * f;
        }
    }
    for (int i = 0; i < BODIES; i++) {
        struct body *p = &bodies[i];
        p->x += dt * p->vx, p->y += dt * p->vy, p->z += dt * p->vz;
    }
}

EXPORT int32_t run(int32_t n) {
    double energy = 0;
    for (int i = 0; i < BODIES; i++)
        bodies[i] = (struct body){i * 5.2, 3.0 - i, i * 0.25, 0.1 * i, 0.3 - 0.1 * i, 0.01 * i, i ? 0.04 / i : 39.5};
    for (int i = 0; i < n; i++) advance(0.001);
    for (int i = 0; i < BODIES; i++) energy += bodies[i].mass * (bodies[i].vx * bodies[i].vx + bodies[i].vy * bodies[i].vy) + bodies[i].x;
    return fold_double(energy);
}
