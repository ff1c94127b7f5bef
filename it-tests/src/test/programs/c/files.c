// SPDX-License-Identifier: Apache-2.0
// Everything a program does with files, in the directory given as argument: the report names each step that went wrong.
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

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void list(const char *path) {
    char *names[32];
    int count = 0;
    DIR *d = opendir(path);
    CHECK(d);
    for (struct dirent *e; d && count < 32 && (e = readdir(d));)
        if (strcmp(e->d_name, ".") && strcmp(e->d_name, "..")) names[count++] = strdup(e->d_name);
    if (d) closedir(d);
    qsort(names, count, sizeof *names, by_name);
    for (int i = 0; i < count; i++) printf("%s%s", i ? " " : "", names[i]), free(names[i]);
    printf("\n");
}

int main(int argc, char **argv) {
    char text[4096];
    struct stat st;
    if (argc != 2 || chdir(argv[1])) return perror(argc > 1 ? argv[1] : "usage: files DIRECTORY"), 2;

    FILE *f = fopen("numbers.txt", "w");
    CHECK(f);
    for (int i = 0; i < 1000; i++) fprintf(f, "%d %d\n", i, i * i);
    CHECK(fclose(f) == 0);
    CHECK(stat("numbers.txt", &st) == 0 && S_ISREG(st.st_mode));
    printf("size %lld\n", (long long)st.st_size);

    int fd = open("numbers.txt", O_RDWR);
    CHECK(fd >= 0);
    CHECK(lseek(fd, -7, SEEK_END) > 0);
    CHECK(read(fd, text, sizeof text) == 7 && memcmp(text, "998001\n", 7) == 0);
    CHECK(read(fd, text, sizeof text) == 0);
    CHECK(pwrite(fd, "XY", 2, 100) == 2);
    CHECK(pread(fd, text, 4, 99) == 4 && text[1] == 'X' && text[2] == 'Y');
    CHECK(ftruncate(fd, 50) == 0 && fstat(fd, &st) == 0 && st.st_size == 50);
    CHECK(ftruncate(fd, 5000) == 0 && pread(fd, text, 1, 4999) == 1 && text[0] == 0);
    CHECK(fsync(fd) == 0);
    CHECK(close(fd) == 0);
    CHECK(close(fd) == -1 && errno == EBADF);

    fd = open("numbers.txt", O_WRONLY | O_APPEND);
    CHECK(write(fd, "end", 3) == 3 && lseek(fd, 0, SEEK_CUR) == 5003);
    CHECK(read(fd, text, 1) == -1);
    close(fd);

    CHECK(open("missing", O_RDONLY) == -1 && errno == ENOENT);
    CHECK(open("numbers.txt", O_WRONLY | O_CREAT | O_EXCL, 0644) == -1 && errno == EEXIST);
    CHECK(open("numbers.txt/x", O_RDONLY) == -1 && errno == ENOTDIR);
    CHECK(mkdir("folder", 0755) == 0);
    CHECK(mkdir("folder", 0755) == -1 && errno == EEXIST);
    CHECK(rename("numbers.txt", "folder/renamed.txt") == 0);
    CHECK(access("numbers.txt", F_OK) == -1);
    CHECK(link("folder/renamed.txt", "second-name") == 0);
    CHECK(stat("second-name", &st) == 0 && st.st_size == 5003);
    CHECK(symlink("folder/renamed.txt", "pointer") == 0);
    memset(text, 0, sizeof text);
    CHECK(readlink("pointer", text, sizeof text) == 18 && strcmp(text, "folder/renamed.txt") == 0);
    CHECK(lstat("pointer", &st) == 0 && S_ISLNK(st.st_mode));
    CHECK(stat("pointer", &st) == 0 && S_ISREG(st.st_mode));
    list(".");
    list("folder");
    CHECK(rmdir("folder") == -1 && errno == ENOTEMPTY);
    CHECK(unlink("folder/renamed.txt") == 0 && unlink("second-name") == 0 && unlink("pointer") == 0);
    CHECK(unlink("folder") == -1);
    CHECK(rmdir("folder") == 0);

    // Nothing outside is reachable.
    CHECK(open("../../../../../../../etc/passwd", O_RDONLY) == -1);
    CHECK(open("/etc/passwd", O_RDONLY) == -1);
    CHECK(symlink("/etc", "escape") == -1 || (open("escape/passwd", O_RDONLY) == -1 && unlink("escape") == 0));
    CHECK(symlink("../..", "up") != 0 || (open("up/x", O_RDONLY) == -1 && unlink("up") == 0));
    list(".");
    printf("%d failures\n", failures);
    return failures != 0;
}
