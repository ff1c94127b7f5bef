// SPDX-License-Identifier: Apache-2.0
// strlen, strchr, strcmp, substring search and UTF-8 decoding over generated text, n times.
#include "kernel.h"

static char text[8192], copy[8192];

static NOINLINE int length(const char *s) {
    const char *p = s;
    while (*p) p++;
    return p - s;
}

static NOINLINE const char *find_char(const char *s, char c) {
    for (; *s; s++)
        if (*s == c) return s;
    return 0;
}

static NOINLINE int compare(const char *a, const char *b) {
    while (*a && *a == *b) a++, b++;
    return (uint8_t)*a - (uint8_t)*b;
}

static NOINLINE int count_of(const char *s, const char *word) {
    int count = 0;
    for (; *s; s++) {
        int i = 0;
        while (word[i] && s[i] == word[i]) i++;
        count += !word[i];
    }
    return count;
}

static NOINLINE uint32_t decode_utf8(const char *text) {
    uint32_t sum = 0;
    for (const uint8_t *p = (const uint8_t *)text; *p;) {
        uint32_t c = *p++;
        if (c >= 0xf0) c = (c & 7) << 18 | (p[0] & 63) << 12 | (p[1] & 63) << 6 | (p[2] & 63), p += 3;
        else if (c >= 0xe0) c = (c & 15) << 12 | (p[0] & 63) << 6 | (p[1] & 63), p += 2;
        else if (c >= 0xc0) c = (c & 31) << 6 | (*p++ & 63);
        sum = sum * 5 + c;
    }
    return sum;
}

static void write_text(void) {
    static const char *const words[] = {"the", "quick", "br\xc3\xb6wn", "fox", "\xe2\x82\xac", "jumps", "\xf0\x9f\xa6\x8a", "over", "lazy", "dog"};
    char *p = text;
    while (p < text + sizeof text - 16) {
        for (const char *w = words[next_random() % 10]; *w;) *p++ = *w++;
        *p++ = ' ';
    }
    *p = 0;
}

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    seed = 13;
    write_text();
    for (int i = 0; i < (int)sizeof text; i++) copy[i] = text[i];
    for (int i = 0; i < n; i++) {
        sum += length(text) + decode_utf8(text) + count_of(text, "ox j");
        for (const char *p = text; (p = find_char(p, ' ')); p++) sum++;
        copy[4096 + i % 4000] ^= 1;
        sum += compare(text, copy);
    }
    return sum;
}
