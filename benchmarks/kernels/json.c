// SPDX-License-Identifier: Apache-2.0
// A recursive-descent JSON reader over generated text, n times: branches on bytes, recursion, number parsing.
#include "kernel.h"

static char text[16384], *end;
static const char *p;
static uint32_t sum;

static void put(const char *s) { while (*s) *end++ = *s++; }

static void write_value(int depth) {
    uint32_t r = next_random() >> 8;
    if (depth > 0 && r % 8 < 3) {
        *end++ = r & 64 ? '[' : '{';
        for (uint32_t i = 0; i < 2 + r / 128 % 5 && end < text + sizeof text - 600; i++) {
            if (i) put(", ");
            if (!(r & 64)) put("\"key\\n"), *end++ = 'a' + i, put("\": ");
            write_value(depth - 1);
        }
        *end++ = r & 64 ? ']' : '}';
    } else if (r % 8 == 3) put("true");
    else if (r % 8 == 4) put("null");
    else if (r % 8 == 5) put("\"some text with \\\"escapes\\\" \\u00e9\"");
    else {
        if (r & 32) *end++ = '-';
        for (uint32_t d = r / 64 % 100000 + 1; d; d /= 10) *end++ = '0' + d % 10;
        if (r & 16) put(".25e3");
    }
}

static inline void skip_space(void) { while (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r') p++; }

static void read_string(void) {
    for (p++; *p != '"'; p++) {
        if (*p == '\\' && *++p == 'u') p += 4;
        sum = sum * 33 + *p;
    }
    p++;
}

static void read_number(void) {
    int negative = *p == '-';
    double value = 0, scale = 1;
    for (p += negative; *p >= '0' && *p <= '9'; p++) value = value * 10 + (*p - '0');
    if (*p == '.')
        for (p++; *p >= '0' && *p <= '9'; p++) scale /= 10, value += (*p - '0') * scale;
    if (*p == 'e')
        for (int power = *++p - '0'; p++, power > 0; power--) value *= 10, p--;
    sum = sum * 31 + (int32_t)(negative ? -value : value);
}

static NOINLINE void read_value(void) {
    skip_space();
    switch (*p) {
        case '{':
        case '[': {
            char close = *p == '{' ? '}' : ']';
            do {
                p++;
                skip_space();
                if (*p == close) break;
                if (close == '}') {
                    read_string();
                    skip_space();
                    p++;
                }
                read_value();
                skip_space();
            } while (*p == ',');
            p++;
            sum += close;
            break;
        }
        case '"': read_string(); break;
        case 't': p += 4, sum ^= 1; break;
        case 'n': p += 4, sum ^= 2; break;
        default: read_number();
    }
}

EXPORT int32_t run(int32_t n) {
    seed = 16, sum = 0, end = text;
    *end++ = '[';
    while (end < text + sizeof text - 2000) write_value(4), put(",\n ");
    put("null]");
    *end = 0;
    for (int i = 0; i < n; i++) {
        p = text;
        read_value();
        sum += *p + (p - text);
    }
    return sum;
}
