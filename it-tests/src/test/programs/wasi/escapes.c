// SPDX-License-Identifier: Apache-2.0
// Tries to get out of the directory that is preopened as descriptor 3, with all calls that take a path and all paths given as arguments. Names each
// that succeeds; the exit code is 1 if there is one.
#include <stdio.h>
#include <string.h>
#include <wasi/api.h>

static int escapes;

static void attempt(const char *call, const char *path, __wasi_errno_t error) {
    if (error == 0) escapes++, printf("%s %s succeeds\n", call, path);
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        const char *path = argv[i];
        __wasi_fd_t fd;
        __wasi_filestat_t st;
        __wasi_size_t size;
        uint8_t buffer[256];
        for (int follow = 0; follow < 2; follow++) {
            for (__wasi_oflags_t flags = 0; flags < 16; flags++) {
                attempt("open", path, __wasi_path_open(3, follow, path, flags, 0, 0, 0, &fd));
                attempt("open to read", path, __wasi_path_open(3, follow, path, flags, __WASI_RIGHTS_FD_READ, 0, 0, &fd));
                attempt("open to write", path, __wasi_path_open(3, follow, path, flags, __WASI_RIGHTS_FD_WRITE, 0, 0, &fd));
            }
        }
        attempt("stat", path, __wasi_path_filestat_get(3, 1, path, &st));
        attempt("set times", path, __wasi_path_filestat_set_times(3, 1, path, 1, 1, 5));
        attempt("mkdir", path, __wasi_path_create_directory(3, path));
        attempt("rmdir", path, __wasi_path_remove_directory(3, path));
        attempt("link", path, __wasi_path_link(3, 1, path, 3, "stolen"));
        attempt("link to", path, __wasi_path_link(3, 0, "mine", 3, path));
        attempt("symlink", path, __wasi_path_symlink("mine", 3, path));
        attempt("rename to", path, strchr(path, '/') ? __wasi_path_rename(3, "mine", 3, path) : 1);
        attempt("rename", path, strchr(path, '/') ? __wasi_path_rename(3, path, 3, "stolen") : 1);
        attempt("unlink", path, strchr(path, '/') ? __wasi_path_unlink_file(3, path) : 1);
        attempt("readlink", path, __wasi_path_readlink(3, path, buffer, sizeof buffer, &size) == 0 && *buffer == '/' ? 0 : 1);
    }
    printf("%d escapes\n", escapes);
    return escapes != 0;
}
