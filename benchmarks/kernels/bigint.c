// SPDX-License-Identifier: Apache-2.0
// Big integers in 32-bit limbs: n! by repeated multiplication, then its square by the schoolbook method, then decimal digits.
#include "kernel.h"

enum { LIMBS = 4096 };
static uint32_t number[LIMBS], square[2 * LIMBS];

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    int length = 1;
    number[0] = 1;
    for (int k = 2; k <= n && length < LIMBS - 1; k++) {
        uint64_t carry = 0;
        for (int i = 0; i < length; i++) carry += (uint64_t)number[i] * k, number[i] = carry, carry >>= 32;
        if (carry) number[length++] = carry;
    }
    for (int i = 0; i < 2 * length; i++) square[i] = 0;
    for (int i = 0; i < length; i++) {
        uint64_t carry = 0;
        for (int j = 0; j < length; j++) carry += (uint64_t)number[i] * number[j] + square[i + j], square[i + j] = carry, carry >>= 32;
        square[i + length] = carry;
    }
    for (int high = 2 * length; high > 0;) { // nine decimal digits a round
        uint64_t rest = 0;
        for (int i = high - 1; i >= 0; i--) rest = rest << 32 | square[i], square[i] = rest / 1000000000, rest %= 1000000000;
        sum = sum * 31 + (uint32_t)rest;
        while (high > 0 && !square[high - 1]) high--;
    }
    return sum;
}
