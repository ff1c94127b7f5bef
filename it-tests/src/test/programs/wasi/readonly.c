// SPDX-License-Identifier: Apache-2.0
// Reads the file given as argument, then tries to change it and its directory in every way the C library has: all must fail with "Read-only file system".
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int failures;

#define REFUSED(call) \
    do { \
        errno = 0; \
        if ((call) != -1 || errno != EROFS) failures++, printf("%s: %s\n", #call, strerror(errno)); \
    } while (0)

int main(int argc, char **argv) {
    char text[64] = "";
    if (argc != 2 || chdir(argv[1])) return perror("usage: readonly DIRECTORY"), 2;
    int fd = open("file", O_RDONLY);
    if (fd < 0 || read(fd, text, sizeof text - 1) < 0) return perror("file"), 2;
    printf("file: %s\n", text);
    struct timespec times[2] = {{1, 2}, {3, 4}};
    REFUSED(open("file", O_WRONLY));
    REFUSED(open("file", O_RDWR));
    REFUSED(open("file", O_RDONLY | O_TRUNC));
    REFUSED(open("new", O_WRONLY | O_CREAT, 0644));
    REFUSED(mkdir("new", 0755));
    REFUSED(rmdir("folder"));
    REFUSED(unlink("file"));
    REFUSED(rename("file", "new"));
    REFUSED(link("file", "new"));
    REFUSED(symlink("file", "new"));
    REFUSED(utimensat(AT_FDCWD, "file", times, 0));
    REFUSED(futimens(fd, times));
    if (ftruncate(fd, 0) != -1) failures++, printf("ftruncate\n");
    printf("%d failures\n", failures);
    return failures != 0;
}
