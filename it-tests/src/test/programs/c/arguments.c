// SPDX-License-Identifier: Apache-2.0
// Arguments and environment, an exit code of the guest's choice.
#include <stdio.h>
#include <stdlib.h>

extern char **environ;

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) printf("%d: [%s]\n", i, argv[i]);
    for (char **e = environ; *e; e++) printf("%s\n", *e);
    return argc > 1 ? atoi(argv[1]) : 0;
}
