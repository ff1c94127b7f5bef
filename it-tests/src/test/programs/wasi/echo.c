// SPDX-License-Identifier: Apache-2.0
// Waits for its input with poll, a tenth of a second at a time, and writes what comes in upper case. At the end it says how often it waited in vain: "some"
// or "none".
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    int waited = 0;
    char text[256];
    for (;;) {
        struct pollfd input = {.fd = 0, .events = POLLIN};
        int ready = poll(&input, 1, 100);
        if (ready < 0) return perror("poll"), 1;
        if (ready == 0) {
            waited++;
            continue;
        }
        ssize_t count = read(0, text, sizeof text);
        if (count < 0) return perror("read"), 1;
        if (count == 0) break;
        for (ssize_t i = 0; i < count; i++) text[i] = (char)toupper((unsigned char)text[i]);
        if (write(1, text, (size_t)count) != count) return perror("write"), 1;
    }
    fprintf(stderr, "waited: %s\n", waited ? "some" : "none");
    return 0;
}
