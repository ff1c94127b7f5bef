// SPDX-License-Identifier: Apache-2.0
// Records and short strings moved about by memory.copy and memory.fill, as compilers today translate memcpy: most are of 0 to 63
// bytes, some overlap. n rounds.
#include "kernel.h"

enum { RECORDS = 256, SIZE = 65536 };
struct record { uint32_t key; uint8_t name[44]; };
static struct record records[RECORDS], spare;
static uint8_t text[SIZE], lines[SIZE];

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    seed = 31;
    for (int i = 0; i < SIZE; i++) text[i] = next_random();
    for (int i = 0; i < n; i++) {
        for (int r = 0; r < RECORDS; r++) __builtin_memcpy(&records[r], text + (i * 48 + r * 40) % 60000, sizeof spare);
        for (int r = 0; r + 1 < RECORDS; r++) {
            if (records[r].key > records[r + 1].key) {
                spare = records[r];
                records[r] = records[r + 1];
                records[r + 1] = spare;
            }
        }
        uint32_t from = 0, to = 0;
        while (from < 30000) {
            uint32_t length = text[from + i % 100] & 63;
            __builtin_memcpy(lines + to, text + from, length);
            to += length;
            from += length + 1;
        }
        __builtin_memset(lines + 4000, i, 300 + i % 500);
        __builtin_memmove(lines + 10, lines, 5000);
        sum = sum * 31 + records[i % RECORDS].key + lines[i * 7 % SIZE];
    }
    return sum;
}
