// SPDX-License-Identifier: Apache-2.0
// The loop of a bytecode interpreter: one switch over 256 opcodes in one function, the shape of SQLite's and CPython's hottest
// functions and far beyond HotSpot's 8,000 bytes. Runs a pseudo-random program of all opcodes n times.
#include "kernel.h"

enum { LENGTH = 1024, CELLS = 1024 };
static uint8_t code[2 * LENGTH + 64];
static uint32_t r[16], cells[CELLS], profile[256];

// Sixteen families of sixteen opcodes: the low four bits name a register or a constant, the operand byte is the second one. Every
// opcode keeps a profile of its operands.
#define OPCODE(code, v, BODY) case code + v: profile[code + v] += operand + 1; BODY(v) break;
#define FAMILY(code, BODY)                                                                                          \
    OPCODE(code, 0, BODY) OPCODE(code, 1, BODY) OPCODE(code, 2, BODY) OPCODE(code, 3, BODY)                         \
    OPCODE(code, 4, BODY) OPCODE(code, 5, BODY) OPCODE(code, 6, BODY) OPCODE(code, 7, BODY)                         \
    OPCODE(code, 8, BODY) OPCODE(code, 9, BODY) OPCODE(code, 10, BODY) OPCODE(code, 11, BODY)                       \
    OPCODE(code, 12, BODY) OPCODE(code, 13, BODY) OPCODE(code, 14, BODY) OPCODE(code, 15, BODY)

#define LOAD(v) acc = r[v] + operand;
#define STORE(v) r[v] = acc ^ operand;
#define ADD(v) acc += r[v] + (v) * 0x1001;
#define SUB(v) acc -= r[v] ^ operand;
#define MUL(v) acc *= r[v] | 1; flags += acc >> 31;
#define ROTATE(v) acc = rotl(acc ^ r[v], (v) + 1);
#define MASK(v) acc = (acc & r[v]) + (operand << (v));
#define FETCH(v) acc += cells[(r[v] + operand) & (CELLS - 1)];
#define PUT(v) cells[(r[v] ^ operand) & (CELLS - 1)] = acc; flags ^= v;
#define IMMEDIATE(v) acc = acc * 17 + (v) * 0x01010101u;
#define SHIFT(v) acc = acc << ((v) & 7) ^ acc >> (32 - 1 - (v)); r[(v) ^ 1] += acc;
#define COUNT(v) r[v]++; acc ^= cells[(v) * 61] + r[v];
#define SKIP(v) if (acc < r[v]) pc += 2 * (operand & 7); flags += v;
#define DIVIDE(v) acc += r[v] / (operand | 1);
#define EXCHANGE(v) { uint32_t t = r[v]; r[v] = acc; acc = t + r[((v) + 7) & 15]; }
#define CHOOSE(v) acc = flags & 1 ? acc + r[v] : acc ^ cells[(acc + (v)) & (CELLS - 1)]; flags >>= 1;

static NOINLINE uint32_t interpret(void) {
    uint32_t acc = 0, flags = 0, pc = 0;
    while (pc < 2 * LENGTH) {
        uint32_t operand = code[pc + 1];
        uint8_t opcode = code[pc];
        pc += 2;
        switch (opcode) {
            FAMILY(0x00, LOAD) FAMILY(0x10, STORE) FAMILY(0x20, ADD) FAMILY(0x30, SUB)
            FAMILY(0x40, MUL) FAMILY(0x50, ROTATE) FAMILY(0x60, MASK) FAMILY(0x70, FETCH)
            FAMILY(0x80, PUT) FAMILY(0x90, IMMEDIATE) FAMILY(0xa0, SHIFT) FAMILY(0xb0, COUNT)
            FAMILY(0xc0, SKIP) FAMILY(0xd0, DIVIDE) FAMILY(0xe0, EXCHANGE) FAMILY(0xf0, CHOOSE)
        }
    }
    return acc ^ flags;
}

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    seed = 11;
    for (int i = 0; i < (int)sizeof code; i++) code[i] = next_random();
    for (int i = 0; i < CELLS; i++) cells[i] = next_random();
    for (int i = 0; i < 16; i++) r[i] = next_random();
    for (int i = 0; i < 256; i++) profile[i] = 0;
    for (int i = 0; i < n; i++) sum = sum * 31 + interpret();
    for (int i = 0; i < 256; i++) sum = sum * 31 + profile[i];
    return sum;
}
