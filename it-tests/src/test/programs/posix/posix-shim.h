// SPDX-License-Identifier: Apache-2.0
// What POSIX programs call and WASI preview 1 has no notion of: owners, modes, file locks. Force-included when third-party
// programs are compiled, so that their sources stay as they were published.
#pragma once
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static inline int fchmod(int fd, mode_t mode) { return 0; }
static inline int chmod(const char *path, mode_t mode) { return 0; }
static inline mode_t umask(mode_t mode) { return 0; }
static inline int fchown(int fd, uid_t owner, gid_t group) { return 0; }
static inline int chown(const char *path, uid_t owner, gid_t group) { return 0; }
static inline uid_t geteuid(void) { return 0; }

// Never reached: file locking is off (SQLite's VFS "unix-none"). fcntl refuses the unknown commands in any case.
#ifndef F_RDLCK
#define F_RDLCK 0
#define F_WRLCK 1
#define F_UNLCK 2
#define F_GETLK 5
#define F_SETLK 6
#define F_SETLKW 7
#endif
