// SPDX-License-Identifier: Apache-2.0
// The sieve of Eratosthenes below n: strided byte stores.
#include "kernel.h"

static uint8_t composite[1 << 21];

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    if (n > (int)sizeof composite) n = sizeof composite;
    for (int i = 0; i < n; i++) composite[i] = 0;
    for (int i = 2; i < n; i++) {
        if (composite[i]) continue;
        sum = sum * 31 + i;
        if (i < 46341)
            for (int j = i * i; j < n; j += i) composite[j] = 1;
    }
    return sum;
}
