// SPDX-License-Identifier: Apache-2.0
// CRC-32 (table of 256) and Adler-32 over the same buffer, n times: byte loads with a loop-carried dependency.
#include "kernel.h"

static uint32_t table[256];
static uint8_t buffer[16384];

static uint32_t crc32(const uint8_t *p, int length, uint32_t crc) {
    crc = ~crc;
    for (int i = 0; i < length; i++) crc = table[(crc ^ p[i]) & 255] ^ crc >> 8;
    return ~crc;
}

static uint32_t adler32(const uint8_t *p, int length, uint32_t adler) {
    uint32_t a = adler & 0xffff, b = adler >> 16;
    while (length > 0) {
        int part = length < 5552 ? length : 5552;
        length -= part;
        while (part-- > 0) a += *p++, b += a;
        a %= 65521, b %= 65521;
    }
    return b << 16 | a;
}

EXPORT int32_t run(int32_t n) {
    uint32_t crc = 0, adler = 1;
    seed = 5;
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t c = i;
        for (int k = 0; k < 8; k++) c = c >> 1 ^ (c & 1 ? 0xedb88320 : 0);
        table[i] = c;
    }
    for (int i = 0; i < (int)sizeof buffer; i++) buffer[i] = next_random();
    for (int i = 0; i < n; i++) {
        crc = crc32(buffer, sizeof buffer, crc);
        adler = adler32(buffer, sizeof buffer, adler);
    }
    return crc ^ adler;
}
