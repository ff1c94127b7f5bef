// SPDX-License-Identifier: Apache-2.0
// SHA-256 with all rounds and the message schedule unrolled into one function: a hot body far beyond the 8,000 bytes of
// bytecode up to which HotSpot compiles a method, with 24 live variables throughout.
#include "kernel.h"

static uint32_t H[8], M[16];

#define ROTR(x, k) ((x) >> (k) | (x) << (32 - (k)))
#define ROUND(a, b, c, d, e, f, g, h, k, w)                                                                     \
    t = h + (ROTR(e, 6) ^ ROTR(e, 11) ^ ROTR(e, 25)) + ((e & f) ^ (~e & g)) + k + w;                            \
    d += t;                                                                                                     \
    h = t + (ROTR(a, 2) ^ ROTR(a, 13) ^ ROTR(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
#define SCHEDULE(w0, w1, w9, w14) \
    w0 += (ROTR(w1, 7) ^ ROTR(w1, 18) ^ w1 >> 3) + w9 + (ROTR(w14, 17) ^ ROTR(w14, 19) ^ w14 >> 10);
#define EIGHT(k0, k1, k2, k3, k4, k5, k6, k7, w0, w1, w2, w3, w4, w5, w6, w7)                            \
    ROUND(a, b, c, d, e, f, g, h, k0, w0) ROUND(h, a, b, c, d, e, f, g, k1, w1)                          \
    ROUND(g, h, a, b, c, d, e, f, k2, w2) ROUND(f, g, h, a, b, c, d, e, k3, w3)                          \
    ROUND(e, f, g, h, a, b, c, d, k4, w4) ROUND(d, e, f, g, h, a, b, c, k5, w5)                          \
    ROUND(c, d, e, f, g, h, a, b, k6, w6) ROUND(b, c, d, e, f, g, h, a, k7, w7)
#define EXPAND                                                                                                              \
    SCHEDULE(x0, x1, x9, xe) SCHEDULE(x1, x2, xa, xf) SCHEDULE(x2, x3, xb, x0) SCHEDULE(x3, x4, xc, x1)                     \
    SCHEDULE(x4, x5, xd, x2) SCHEDULE(x5, x6, xe, x3) SCHEDULE(x6, x7, xf, x4) SCHEDULE(x7, x8, x0, x5)                     \
    SCHEDULE(x8, x9, x1, x6) SCHEDULE(x9, xa, x2, x7) SCHEDULE(xa, xb, x3, x8) SCHEDULE(xb, xc, x4, x9)                     \
    SCHEDULE(xc, xd, x5, xa) SCHEDULE(xd, xe, x6, xb) SCHEDULE(xe, xf, x7, xc) SCHEDULE(xf, x0, x8, xd)

// One block: 7 KB of wasm.
#define BLOCK(tweak)                                                                                                                          \
    {                                                                                                                                         \
        uint32_t a = H[0], b = H[1], c = H[2], d = H[3], e = H[4], f = H[5], g = H[6], h = H[7], t;                                           \
        uint32_t x0 = M[0] ^ (tweak), x1 = M[1], x2 = M[2], x3 = M[3], x4 = M[4], x5 = M[5], x6 = M[6], x7 = M[7];                            \
        uint32_t x8 = M[8], x9 = M[9], xa = M[10], xb = M[11], xc = M[12], xd = M[13], xe = M[14], xf = M[15];                                \
        EIGHT(0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, x0, x1, x2, x3, x4, x5, x6, x7) \
        EIGHT(0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, x8, x9, xa, xb, xc, xd, xe, xf) \
        EXPAND                                                                                                                                \
        EIGHT(0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, x0, x1, x2, x3, x4, x5, x6, x7) \
        EIGHT(0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, x8, x9, xa, xb, xc, xd, xe, xf) \
        EXPAND                                                                                                                                \
        EIGHT(0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, x0, x1, x2, x3, x4, x5, x6, x7) \
        EIGHT(0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, x8, x9, xa, xb, xc, xd, xe, xf) \
        EXPAND                                                                                                                                \
        EIGHT(0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, x0, x1, x2, x3, x4, x5, x6, x7) \
        EIGHT(0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2, x8, x9, xa, xb, xc, xd, xe, xf) \
        H[0] += a, H[1] += b, H[2] += c, H[3] += d, H[4] += e, H[5] += f, H[6] += g, H[7] += h;                                               \
    }

EXPORT int32_t run(int32_t n) {
    seed = 2;
    for (int i = 0; i < 16; i++) M[i] = next_random();
    for (int i = 0; i < 8; i++) H[i] = next_random();
    for (int i = 0; i < n; i++) {
        BLOCK(i)
        BLOCK(H[3] + i)
        BLOCK(H[1] ^ H[2])
    }
    return H[0] ^ H[7];
}
