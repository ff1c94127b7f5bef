// SPDX-License-Identifier: Apache-2.0
// Standard input to standard output: lines, words and bytes, the longest line turned round; warnings go to standard error.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    long lines = 0, words = 0, bytes = 0;
    char *line = NULL, *longest = NULL;
    size_t capacity = 0, most = 0;
    for (ssize_t n; (n = getline(&line, &capacity, stdin)) >= 0;) {
        lines++, bytes += n;
        for (ssize_t i = 0; i < n; i++) words += !isspace(line[i]) && (i == 0 || isspace(line[i - 1]));
        if ((size_t)n > most) most = n, free(longest), longest = strdup(line);
    }
    printf("%ld lines, %ld words, %ld bytes\n", lines, words, bytes);
    if (longest) {
        longest[strcspn(longest, "\n")] = 0;
        for (size_t i = strlen(longest); i-- > 0;) putchar(longest[i]);
        putchar('\n');
    } else {
        fprintf(stderr, "nothing to read\n");
    }
    return 0;
}
