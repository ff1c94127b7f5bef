// SPDX-License-Identifier: Apache-2.0
// AES-128 (FIPS 197) in counter mode over n blocks, byte-wise with a computed S-box: table look-ups of bytes.
#include "kernel.h"

static uint8_t sbox[256], round_keys[176], text[16];

static inline uint8_t times2(uint8_t x) { return x << 1 ^ (x & 0x80 ? 0x1b : 0); }

static void make_sbox(void) { // walk the multiplicative group with generator 3 and its inverse
    uint8_t p = 1, q = 1;
    do {
        p = p ^ times2(p);
        q ^= q << 1, q ^= q << 2, q ^= q << 4, q ^= q & 0x80 ? 0x09 : 0;
        sbox[p] = q ^ (uint8_t)(q << 1 | q >> 7) ^ (uint8_t)(q << 2 | q >> 6) ^ (uint8_t)(q << 3 | q >> 5) ^ (uint8_t)(q << 4 | q >> 4) ^ 0x63;
    } while (p != 1);
    sbox[0] = 0x63;
}

static void expand_key(void) {
    uint8_t rcon = 1;
    for (int i = 0; i < 16; i++) round_keys[i] = next_random();
    for (int i = 16; i < 176; i += 4) {
        uint8_t t[4] = {round_keys[i - 4], round_keys[i - 3], round_keys[i - 2], round_keys[i - 1]};
        if (i % 16 == 0) {
            uint8_t first = t[0];
            t[0] = sbox[t[1]] ^ rcon, t[1] = sbox[t[2]], t[2] = sbox[t[3]], t[3] = sbox[first];
            rcon = times2(rcon);
        }
        for (int j = 0; j < 4; j++) round_keys[i + j] = round_keys[i + j - 16] ^ t[j];
    }
}

static void encrypt(void) {
    uint8_t s[16];
    for (int i = 0; i < 16; i++) text[i] ^= round_keys[i];
    for (int round = 1; round <= 10; round++) {
        const uint8_t *key = round_keys + 16 * round;
        for (int i = 0; i < 16; i++) s[i] = sbox[text[(i + 4 * (i & 3)) & 15]];
        for (int c = 0; c < 16; c += 4) {
            uint8_t a = s[c], b = s[c + 1], d = s[c + 2], e = s[c + 3], all = a ^ b ^ d ^ e;
            if (round < 10)
                s[c] ^= all ^ times2(a ^ b), s[c + 1] ^= all ^ times2(b ^ d), s[c + 2] ^= all ^ times2(d ^ e), s[c + 3] ^= all ^ times2(e ^ a);
            for (int j = c; j < c + 4; j++) text[j] = s[j] ^ key[j];
        }
    }
}

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    seed = 4;
    make_sbox();
    expand_key();
    for (int block = 0; block < n; block++) {
        for (int i = 0; i < 16; i++) text[i] = i < 4 ? block >> 8 * i : i;
        encrypt();
        sum = rotl(sum, 3) ^ (text[0] | text[5] << 8 | text[10] << 16 | (uint32_t)text[15] << 24);
    }
    return sum;
}
