// SPDX-License-Identifier: Apache-2.0
// Writes to standard output and to a file, then faults in the way named by the first argument, three calls deep.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static volatile int zero;
static int (*volatile pointer)(int);

static int recurse(int n); // no frame in linear memory: what runs out is the host's stack

__attribute__((noinline)) int inner(const char *how) {
    if (!strcmp(how, "unreachable")) __builtin_trap();
    if (!strcmp(how, "divide")) return 7 / zero;
    if (!strcmp(how, "bounds")) return *(volatile int *)(uintptr_t)0xfffffff0u;
    if (!strcmp(how, "null-call")) return pointer(1);
    if (!strcmp(how, "wrong-call")) {
        pointer = recurse;
        return (*(int (*volatile *)(double, double)) &pointer)(1, 2);
    }
    if (!strcmp(how, "stack")) return recurse(0);
    if (!strcmp(how, "abort")) abort();
    if (!strcmp(how, "loop")) for (;;) zero++;
    return 0;
}

#pragma clang diagnostic ignored "-Winfinite-recursion"
__attribute__((noinline)) static int recurse(int n) { return recurse(n + 1) ^ zero; }

__attribute__((noinline)) int middle(const char *how) { return inner(how) + 1; }

int main(int argc, char **argv) {
    printf("before\n");
    fflush(stdout);
    if (argc > 2) {
        FILE *f = fopen(argv[2], "w");
        if (!f) return perror(argv[2]), 2;
        fputs("written before the fault\n", f);
        fflush(f);
    }
    int result = argc > 1 ? middle(argv[1]) : 0;
    printf("after %d\n", result);
    return 0;
}
