// SPDX-License-Identifier: Apache-2.0
// Base64 there and back over 12 KB, n times: bytes, shifts, two tables.
#include "kernel.h"

enum { SIZE = 12288 };
static uint8_t input[SIZE], text[SIZE / 3 * 4], output[SIZE], value[256];
static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static NOINLINE void encode(void) {
    for (int i = 0, o = 0; i < SIZE; i += 3, o += 4) {
        uint32_t b = input[i] << 16 | input[i + 1] << 8 | input[i + 2];
        text[o] = alphabet[b >> 18], text[o + 1] = alphabet[b >> 12 & 63], text[o + 2] = alphabet[b >> 6 & 63], text[o + 3] = alphabet[b & 63];
    }
}

static NOINLINE void decode(void) {
    for (int i = 0, o = 0; i < (int)sizeof text; i += 4, o += 3) {
        uint32_t b = value[text[i]] << 18 | value[text[i + 1]] << 12 | value[text[i + 2]] << 6 | value[text[i + 3]];
        output[o] = b >> 16, output[o + 1] = b >> 8, output[o + 2] = b;
    }
}

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    seed = 15;
    for (int i = 0; i < 64; i++) value[(uint8_t)alphabet[i]] = i;
    for (int i = 0; i < SIZE; i++) input[i] = next_random();
    for (int i = 0; i < n; i++) {
        encode();
        decode();
        sum = sum * 31 + text[i % sizeof text] + (output[i % SIZE] == input[i % SIZE]);
        input[i % SIZE]++;
    }
    return sum;
}
