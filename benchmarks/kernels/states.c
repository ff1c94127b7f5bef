// SPDX-License-Identifier: Apache-2.0
// A branchy state machine over bytes, the shape of a protocol or C lexer: counts of words, numbers, comments, strings. n passes.
#include "kernel.h"

enum { SIZE = 16384 };
enum state { GROUND, WORD, NUMBER, FRACTION, SLASH, LINE_COMMENT, BLOCK_COMMENT, STAR, STRING, ESCAPE };
static uint8_t text[SIZE];

EXPORT int32_t run(int32_t n) {
    static const char letters[] = "ab_c 12.3 \n/*/\"\\x9+=(z);\n  ";
    uint32_t counts[10] = {0}, depth = 0, sum = 0;
    seed = 19;
    for (int i = 0; i < SIZE; i++) text[i] = letters[next_random() % (sizeof letters - 1)];
    for (int pass = 0; pass < n; pass++) {
        enum state state = GROUND;
        for (int i = 0; i < SIZE; i++) {
            uint8_t c = text[i];
            switch (state) {
                case WORD:
                    if ((c | 32) - 'a' < 26u || c == '_' || c - '0' < 10u) break;
                    counts[WORD]++, state = GROUND;
                    goto ground;
                case NUMBER:
                    if (c - '0' < 10u) { sum = sum * 10 + (c - '0'); break; }
                    if (c == '.') { state = FRACTION; break; }
                    counts[NUMBER]++, state = GROUND;
                    goto ground;
                case FRACTION:
                    if (c - '0' < 10u) break;
                    counts[FRACTION]++, state = GROUND;
                    goto ground;
                case SLASH:
                    if (c == '/') { state = LINE_COMMENT; break; }
                    if (c == '*') { state = BLOCK_COMMENT; break; }
                    counts[SLASH]++, state = GROUND;
                    goto ground;
                ground:
                case GROUND:
                    if ((c | 32) - 'a' < 26u || c == '_') state = WORD;
                    else if (c - '0' < 10u) state = NUMBER;
                    else if (c == '/') state = SLASH;
                    else if (c == '"') state = STRING;
                    else if (c == '(') depth++;
                    else if (c == ')') depth--;
                    break;
                case LINE_COMMENT:
                    if (c == '\n') counts[LINE_COMMENT]++, state = GROUND;
                    break;
                case BLOCK_COMMENT:
                    if (c == '*') state = STAR;
                    break;
                case STAR:
                    if (c == '/') counts[BLOCK_COMMENT]++, state = GROUND;
                    else if (c != '*') state = BLOCK_COMMENT;
                    break;
                case STRING:
                    if (c == '\\') state = ESCAPE;
                    else if (c == '"') counts[STRING]++, state = GROUND;
                    break;
                case ESCAPE: state = STRING; break;
            }
        }
        text[pass % SIZE] ^= 1;
    }
    for (int i = 0; i < 10; i++) sum = sum * 31 + counts[i];
    return sum + depth;
}
