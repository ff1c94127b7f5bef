// SPDX-License-Identifier: Apache-2.0
// Makes a tree of directories in the one given as argument, walks it, goes back in it, sets times, and removes it.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int failures;

#define CHECK(condition) \
    do { \
        if (!(condition)) failures++, printf("line %d: %s (errno %s)\n", __LINE__, #condition, strerror(errno)); \
    } while (0)

enum { FILES = 300 };

static int count(DIR *d) {
    int n = 0;
    for (struct dirent *e; (e = readdir(d));) {
        struct stat st;
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
        CHECK(e->d_type == DT_REG);
        CHECK(fstatat(dirfd(d), e->d_name, &st, 0) == 0 && st.st_ino == e->d_ino);
        n++;
    }
    return n;
}

int main(int argc, char **argv) {
    char name[64];
    struct stat st;
    if (argc != 2 || chdir(argv[1])) return perror("usage: directories DIRECTORY"), 2;
    CHECK(mkdir("tree", 0777) == 0 && chdir("tree") == 0);
    for (int i = 0; i < FILES; i++) {
        snprintf(name, sizeof name, "a-file-with-a-long-name-%03d", i);
        int fd = open(name, O_WRONLY | O_CREAT | O_EXCL, 0666);
        CHECK(fd >= 0 && write(fd, name, (size_t)(i % 20)) == i % 20 && close(fd) == 0);
    }
    DIR *d = opendir(".");
    CHECK(d && count(d) == FILES);
    rewinddir(d);
    CHECK(count(d) == FILES);
    rewinddir(d);
    for (int i = 0; i < 100; i++) CHECK(readdir(d));
    long place = telldir(d);
    struct dirent *next = readdir(d);
    CHECK(next);
    snprintf(name, sizeof name, "%s", next ? next->d_name : "");
    for (int i = 0; i < 50; i++) readdir(d);
    seekdir(d, place);
    next = readdir(d);
    CHECK(next && !strcmp(next->d_name, name));
    closedir(d);

    struct timespec times[2] = {{1000000000, 123456789}, {1234567890, 987654321}};
    CHECK(utimensat(AT_FDCWD, "a-file-with-a-long-name-007", times, 0) == 0);
    CHECK(stat("a-file-with-a-long-name-007", &st) == 0 && st.st_size == 7);
    CHECK(st.st_atim.tv_sec == 1000000000 && st.st_atim.tv_nsec == 123456789);
    CHECK(st.st_mtim.tv_sec == 1234567890 && st.st_mtim.tv_nsec == 987654321);
    CHECK(symlink("a-file-with-a-long-name-007", "link") == 0);
    times[1].tv_nsec = 5;
    CHECK(utimensat(AT_FDCWD, "link", times, 0) == 0);
    CHECK(stat("a-file-with-a-long-name-007", &st) == 0 && st.st_mtim.tv_nsec == 5);
    int fd = open("link", O_RDONLY);
    times[0].tv_nsec = UTIME_OMIT;
    times[1].tv_sec = 77;
    CHECK(futimens(fd, times) == 0 && fstat(fd, &st) == 0);
    CHECK(st.st_atim.tv_nsec == 123456789 && st.st_mtim.tv_sec == 77);
    close(fd);

    d = opendir(".");
    for (struct dirent *e; (e = readdir(d));)
        if (e->d_name[0] != '.') CHECK(unlinkat(dirfd(d), e->d_name, 0) == 0);
    closedir(d);
    CHECK(chdir("..") == 0 && rmdir("tree") == 0);
    CHECK(stat("tree", &st) == -1 && errno == ENOENT);
    printf("%d failures\n", failures);
    return failures != 0;
}
