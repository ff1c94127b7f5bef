// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;

/** The bit sets of preview 1 besides {@link Rights}. */
final class Flags {
    static final int FD_APPEND = 1;
    static final int FD_DSYNC = 2;
    static final int FD_NONBLOCK = 4;
    static final int FD_RSYNC = 8;
    static final int FD_SYNC = 16;
    static final int FD_ALL = 31;

    static final int OPEN_CREATE = 1;
    static final int OPEN_DIRECTORY = 2;
    static final int OPEN_EXCLUSIVE = 4;
    static final int OPEN_TRUNCATE = 8;
    static final int OPEN_ALL = 15;

    static final int LOOKUP_SYMLINK_FOLLOW = 1;

    static final int TIMES_ACCESSED = 1;
    static final int TIMES_ACCESSED_NOW = 2;
    static final int TIMES_MODIFIED = 4;
    static final int TIMES_MODIFIED_NOW = 8;
    static final int TIMES_ALL = 15;

    static final int RECEIVE_PEEK = 1;
    static final int RECEIVE_WAIT_ALL = 2;

    static final int SHUTDOWN_READ = 1;
    static final int SHUTDOWN_WRITE = 2;

    private Flags() {}

    /** @return {@code flags}, if there are no others than in {@code known} */
    static int check(int flags, int known) {
        if ((flags & ~known) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        return flags;
    }
}
