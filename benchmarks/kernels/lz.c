// SPDX-License-Identifier: Apache-2.0
// A greedy LZ77 compressor with hash chains and its decompressor, n times over 32 KB: the shape of deflate's match finder.
#include "kernel.h"

enum { SIZE = 32768, HASHES = 4096, CHAIN = 16, SHORTEST = 4, LONGEST = 255 };
static uint8_t input[SIZE], packed[2 * SIZE], output[SIZE + LONGEST];
static int32_t head[HASHES], previous[SIZE];

static inline uint32_t hash(const uint8_t *p) { return ((p[0] | p[1] << 8 | p[2] << 16 | (uint32_t)p[3] << 24) * 2654435761u) >> 20; }

static NOINLINE int compress(void) {
    uint8_t *out = packed;
    for (int i = 0; i < HASHES; i++) head[i] = -1;
    for (int at = 0; at < SIZE;) {
        int length = 0, distance = 0;
        if (at + SHORTEST <= SIZE) {
            uint32_t h = hash(input + at);
            int candidate = head[h], limit = SIZE - at < LONGEST ? SIZE - at : LONGEST;
            for (int tries = 0; candidate >= 0 && tries < CHAIN; tries++, candidate = previous[candidate]) {
                int k = 0;
                while (k < limit && input[candidate + k] == input[at + k]) k++;
                if (k > length) length = k, distance = at - candidate;
            }
            previous[at] = head[h], head[h] = at;
        }
        if (length >= SHORTEST) {
            *out++ = 0xff, *out++ = length, *out++ = distance, *out++ = distance >> 8;
            at += length;
        } else {
            *out++ = input[at++];
        }
    }
    return out - packed;
}

static NOINLINE int decompress(int size) {
    uint8_t *out = output;
    for (const uint8_t *p = packed, *end = packed + size; p < end;) {
        if (*p != 0xff) {
            *out++ = *p++;
            continue;
        }
        int length = p[1], distance = p[2] | p[3] << 8;
        p += 4;
        for (const uint8_t *from = out - distance; length > 0; length--) *out++ = *from++;
    }
    return out - output;
}

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    seed = 14;
    for (int i = 0; i < SIZE; i++) { // repeats of earlier text, broken by fresh letters
        uint32_t r = next_random();
        input[i] = i > 300 && (r & 31) ? input[i - 1 - (r >> 20 & 1 ? 96 : 256)] : 'a' + (r >> 8) % 26;
    }
    for (int i = 0; i < n; i++) {
        input[i * 37 % SIZE] = 'A' + i % 26;
        int size = compress(), length = decompress(size), wrong = 0;
        for (int k = 0; k < SIZE; k++) wrong += input[k] != output[k];
        sum = sum * 31 + size + 1000003 * wrong + length;
    }
    return sum;
}
