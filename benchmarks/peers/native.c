// SPDX-License-Identifier: Apache-2.0
// Calls a kernel that was compiled to native code again and again, and prints what `tandem bench` prints: PROGRAM N SECONDS.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int32_t run(int32_t n);

enum { MOST_CALLS = 1 << 20 };
static double times[MOST_CALLS];

static double now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    static const int marks[] = {100, 250, 500, 1000, 2000, 4000};
    int curve[6] = {0}, calls = 0;
    int32_t n = atoi(argv[1]), sum = 0;
    double seconds = atof(argv[2]), best = 1e9, began = now_ms();
    for (double now = began; (now - began < seconds * 1000 || calls == 0) && calls < MOST_CALLS;) {
        sum = run(n);
        double end = now_ms();
        if (end - now < best) best = end - now;
        times[calls++] = end - now;
        for (int i = 0; i < 6; i++) {
            if (end - began <= marks[i]) curve[i] = calls;
        }
        now = end;
    }
    double first = times[0];
    int late = calls - calls / 2;
    qsort(times + calls / 2, late, sizeof *times, ascending);
    printf("{\"sum\":%" PRId32 ",\"load_ms\":0,\"first_ms\":%f,\"calls\":%d,\"steady_ms\":%f,\"best_ms\":%f,\"curve\":{", sum, first, calls,
           times[calls / 2 + late / 2], best);
    for (int i = 0; i < 6; i++) printf("%s\"%d\":%d", i == 0 ? "" : ",", marks[i], curve[i]);
    printf("}}\n");
}
