// SPDX-License-Identifier: Apache-2.0
// Sixteen bytes at a time over 48 KB of text, n times: UTF-8 validation by three table lookups (Keiser and Lemire, "Validating UTF-8 in
// less than one instruction per byte", 2021), counting lines, searching for a byte, lower case.
#include "vector.h"

enum { SIZE = 49152 };
static uint8_t text[SIZE + 16], lower[SIZE + 16];

enum { TOO_SHORT = 1, TOO_LONG = 2, OVERLONG_3 = 4, TOO_LARGE = 8, SURROGATE = 16, OVERLONG_2 = 32, TOO_LARGE_1000 = 64, OVERLONG_4 = 64, TWO_CONTINUATIONS = 128 };
enum { CARRY = TOO_SHORT | TOO_LONG | TWO_CONTINUATIONS };

static const u8x16 first_high = {TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
    TWO_CONTINUATIONS, TWO_CONTINUATIONS, TWO_CONTINUATIONS, TWO_CONTINUATIONS, TOO_SHORT | OVERLONG_2, TOO_SHORT,
    TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4};
static const u8x16 first_low = {CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4, CARRY | OVERLONG_2, CARRY, CARRY, CARRY | TOO_LARGE,
    CARRY | TOO_LARGE | TOO_LARGE_1000, CARRY | TOO_LARGE | TOO_LARGE_1000, CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000, CARRY | TOO_LARGE | TOO_LARGE_1000, CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000, CARRY | TOO_LARGE | TOO_LARGE_1000, CARRY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE,
    CARRY | TOO_LARGE | TOO_LARGE_1000, CARRY | TOO_LARGE | TOO_LARGE_1000};
static const u8x16 second_high = {TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
    TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4,
    TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | OVERLONG_3 | TOO_LARGE,
    TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | SURROGATE | TOO_LARGE, TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | SURROGATE | TOO_LARGE,
    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT};

// The bytes that many places before each of those of v.
#define BEFORE(v, last, n)                                                                                                          \
    __builtin_shufflevector(last, v, 16 - n, 17 - n, 18 - n, 19 - n, 20 - n, 21 - n, 22 - n, 23 - n, 24 - n, 25 - n, 26 - n, 27 - n, \
        28 - n, 29 - n, 30 - n, 31 - n)

static NOINLINE int is_valid(void) {
    u8x16 last = {0}, error = {0};
    for (int i = 0; i < SIZE; i += 16) {
        u8x16 v = LOAD(u8x16, text + i);
        if (bitmask(v) | bitmask(last)) {
            u8x16 before = BEFORE(v, last, 1);
            u8x16 special = lookup(first_high, before >> 4) & lookup(first_low, before & 15) & lookup(second_high, v >> 4);
            u8x16 third = subtract_saturating(BEFORE(v, last, 2), (u8x16){} + 0x60);
            u8x16 fourth = subtract_saturating(BEFORE(v, last, 3), (u8x16){} + 0x70);
            error |= ((third | fourth) & 0x80) ^ special;
        }
        last = v;
    }
    return !any_true(error);
}

static NOINLINE int lines(void) {
    int count = 0;
    for (int i = 0; i < SIZE; i += 16) count += __builtin_popcount(bitmask((u8x16)(LOAD(u8x16, text + i) == '\n')));
    return count;
}

static NOINLINE int find(uint8_t byte, int from) {
    for (int i = from; i < SIZE; i += 16) {
        uint32_t mask = bitmask((u8x16)(LOAD(u8x16, text + i) == byte));
        if (mask) return i + __builtin_ctz(mask);
    }
    return -1;
}

static NOINLINE void to_lower(void) {
    for (int i = 0; i < SIZE; i += 16) {
        u8x16 v = LOAD(u8x16, text + i);
        u8x16 upper = (u8x16)(v >= 'A') & (u8x16)(v <= 'Z');
        STORE(lower + i, v | (upper & 0x20));
    }
}

EXPORT int32_t run(int32_t n) {
    static const char characters[] = "Aa\xc3\xa9 \xe2\x82\xac\xf0\x9f\x98\x80\n";
    static const uint8_t begin[] = {0, 1, 2, 4, 5, 8, 12}, length[] = {1, 1, 2, 1, 3, 4, 1};
    uint32_t sum = 0;
    seed = 21;
    for (int i = 0; i < SIZE;) {
        uint32_t r = next_random() >> 8;
        int c = r % 8 > 5 ? (r >> 3) % 7 : r % 3;
        if (i + length[c] > SIZE) c = 1;
        // Stretches without anything but ASCII.
        if (i & 1024 && length[c] > 1) c = 1;
        for (int k = 0; k < length[c]; k++) text[i++] = c < 2 ? characters[begin[c]] + (r >> 8) % 26 : characters[begin[c] + k];
    }
    for (int i = 0; i < n; i++) {
        sum = sum * 31 + is_valid();
        sum = sum * 31 + lines();
        for (int at = find('\n', 0); at >= 0; at = find('\n', at + 1)) sum += at;
        to_lower();
        sum = sum * 31 + lower[i * 977 % SIZE];
        text[i * 37 % SIZE] ^= i & 7 ? 0 : 1;
    }
    return sum;
}
