// SPDX-License-Identifier: Apache-2.0
// libc's number formatting and parsing, sorting through a comparator, and a heap that grows: much of musl in one program.
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

int main(void) {
    static const char *const texts[] = {"0", "-0.0", "1e-310", "3.14159265358979", "1.7976931348623157e308", "inf", "nan", "0x1.8p3", "1e400", "123456789012345678"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double d = strtod(texts[i], NULL);
        printf("%-24s %.17g %a %10.3f|%-12.4e|\n", texts[i], d, d, d, d);
    }
    printf("%" PRId64 " %" PRIu64 " %x %o %+d %05d %s\n", INT64_MIN, UINT64_MAX, 0xdeadbeef, 0755, 42, -7, "text");
    printf("%.12f %.12f %.12f %.12f\n", sin(1), exp(1), pow(2, 0.5), log(10));
    printf("%.0f %.0f %.0f %.0f %.0f\n", floor(-1.5), ceil(-1.5), trunc(-1.5), rint(2.5), fmod(-7, 3));

    double *values = malloc(200000 * sizeof *values);
    uint32_t x = 12345;
    for (int i = 0; i < 200000; i++) x = x * 1103515245 + 12345, values[i] = (int32_t)x / 65536.0;
    qsort(values, 200000, sizeof *values, by_value);
    printf("%.6f %.6f %.6f\n", values[0], values[100000], values[199999]);
    free(values);

    // Many blocks of many sizes, freed in another order, then one that needs the memory to grow by megabytes.
    char *blocks[1000];
    size_t total = 0;
    for (int i = 0; i < 1000; i++) {
        x = x * 1103515245 + 12345;
        size_t size = 1 + (x >> 16) % 5000;
        blocks[i] = malloc(size), total += size;
        memset(blocks[i], i, size);
    }
    for (int i = 0; i < 1000; i++) free(blocks[i * 7 % 1000]);
    void *volatile refused = NULL;
    refused = malloc(SIZE_MAX - 65536);
    char *big = calloc(1, 24 << 20);
    printf("%zu bytes, big %s, huge %s\n", total, big && big[(24 << 20) - 1] == 0 ? "ok" : "bad", refused ? "granted" : "refused");
    return 0;
}
