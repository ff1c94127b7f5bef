// SPDX-License-Identifier: Apache-2.0
// Accepts one connection on the preopened socket given as argument, and sends back reversed every line it receives, until the other side has sent all.
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc != 2) return fprintf(stderr, "usage: serve DESCRIPTOR\n"), 2;
    struct pollfd listener = {.fd = atoi(argv[1]), .events = POLLIN};
    if (poll(&listener, 1, 10000) != 1) return perror("poll"), 1;
    int fd = accept(listener.fd, NULL, NULL);
    if (fd < 0) return perror("accept"), 1;
    char line[1024];
    size_t length = 0;
    char c;
    while (recv(fd, &c, 1, 0) == 1) {
        if (c != '\n') {
            if (length < sizeof line - 1) line[length++] = c;
            continue;
        }
        for (size_t i = 0; i < length / 2; i++) {
            char other = line[i];
            line[i] = line[length - 1 - i];
            line[length - 1 - i] = other;
        }
        line[length++] = '\n';
        if (send(fd, line, length, 0) != (ssize_t)length) return perror("send"), 1;
        length = 0;
    }
    shutdown(fd, SHUT_RDWR);
    close(fd);
    printf("served\n");
    return 0;
}
