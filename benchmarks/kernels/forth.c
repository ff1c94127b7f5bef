// SPDX-License-Identifier: Apache-2.0
// A small stack machine with a dozen opcodes running a real program (steps of the Collatz sequences that start below n): an
// interpreter loop that stays small.
#include "kernel.h"

enum { PUSH, LOAD, STORE, ADD, MUL, AND, SHR, LESS, NOT_EQUAL, JUMP, UNLESS, HALT };
enum { START, X, STEPS, LIMIT };

static int32_t program[128], length;

static int emit(int32_t word) { return program[length++] = word, length - 1; }
static int emit2(int32_t opcode, int32_t operand) { return emit(opcode), emit(operand); }

static void assemble(void) {
    length = 0;
    emit2(PUSH, 1), emit2(STORE, START);
    int outer = length;
    emit2(LOAD, START), emit2(LOAD, LIMIT), emit(LESS);
    int done = emit2(UNLESS, 0);
    emit2(LOAD, START), emit2(STORE, X);
    int inner = length;
    emit2(LOAD, X), emit2(PUSH, 1), emit(NOT_EQUAL);
    int next = emit2(UNLESS, 0);
    emit2(LOAD, STEPS), emit2(PUSH, 1), emit(ADD), emit2(STORE, STEPS);
    emit2(LOAD, X), emit2(PUSH, 1), emit(AND);
    int is_even = emit2(UNLESS, 0);
    emit2(LOAD, X), emit2(PUSH, 3), emit(MUL), emit2(PUSH, 1), emit(ADD), emit2(STORE, X), emit2(JUMP, inner);
    program[is_even] = length;
    emit2(LOAD, X), emit2(PUSH, 1), emit(SHR), emit2(STORE, X), emit2(JUMP, inner);
    program[next] = length;
    emit2(LOAD, START), emit2(PUSH, 1), emit(ADD), emit2(STORE, START), emit2(JUMP, outer);
    program[done] = length;
    emit(HALT);
}

static NOINLINE int32_t execute(int32_t limit) {
    static int32_t stack[16], variables[4];
    int32_t *sp = stack;
    const int32_t *pc = program;
    variables[STEPS] = 0, variables[LIMIT] = limit;
    for (;;) {
        switch (*pc++) {
            case PUSH: *sp++ = *pc++; break;
            case LOAD: *sp++ = variables[*pc++]; break;
            case STORE: variables[*pc++] = *--sp; break;
            case ADD: sp--, sp[-1] += sp[0]; break;
            case MUL: sp--, sp[-1] *= sp[0]; break;
            case AND: sp--, sp[-1] &= sp[0]; break;
            case SHR: sp--, sp[-1] = (uint32_t)sp[-1] >> sp[0]; break;
            case LESS: sp--, sp[-1] = sp[-1] < sp[0]; break;
            case NOT_EQUAL: sp--, sp[-1] = sp[-1] != sp[0]; break;
            case JUMP: pc = program + *pc; break;
            case UNLESS: pc = *--sp ? pc + 1 : program + *pc; break;
            default: return variables[STEPS];
        }
    }
}

EXPORT int32_t run(int32_t n) {
    assemble();
    return execute(n);
}
