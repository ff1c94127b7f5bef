// SPDX-License-Identifier: Apache-2.0
// Clocks, sleeping through poll_oneoff, random numbers, yielding.
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static long long now(clockid_t clock) {
    struct timespec t;
    return clock_gettime(clock, &t) ? -1 : t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(void) {
    unsigned char a[32] = {0}, b[32] = {0};
    struct timespec resolution, nap = {0, 20000000};
    long long began = now(CLOCK_MONOTONIC), wall = now(CLOCK_REALTIME);
    int slept = nanosleep(&nap, NULL);
    long long took = now(CLOCK_MONOTONIC) - began;
    printf("slept %s\n", slept == 0 && took >= 19000000 ? "at least as long as asked" : "too short");
    printf("wall clock %s\n", wall > 1600000000000000000LL ? "after 2020" : "wrong");
    printf("resolution %s\n", clock_getres(CLOCK_MONOTONIC, &resolution) == 0 && resolution.tv_nsec > 0 ? "given" : "missing");
    printf("random %s\n", getentropy(a, 32) == 0 && getentropy(b, 32) == 0 && memcmp(a, b, 32) ? "differs" : "repeats");
    printf("yield %d\n", sched_yield());
    return 0;
}
