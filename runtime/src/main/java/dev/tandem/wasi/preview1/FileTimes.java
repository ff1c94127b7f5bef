// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiClock;
import dev.tandem.wasi.WasiException;
import java.util.OptionalLong;

/** The times to set that preview 1's {@code fstflags} ask for. */
record FileTimes(WasiClock clock) {
    void check(int flags) {
        Flags.check(flags, Flags.TIMES_ALL);
        if (both(flags, Flags.TIMES_ACCESSED | Flags.TIMES_ACCESSED_NOW)
                || both(flags, Flags.TIMES_MODIFIED | Flags.TIMES_MODIFIED_NOW)) {
            throw new WasiException(Errno.INVAL);
        }
    }

    private static boolean both(int flags, int pair) {
        return (flags & pair) == pair;
    }

    OptionalLong accessed(long given, int flags) {
        return choose(given, flags & Flags.TIMES_ACCESSED, flags & Flags.TIMES_ACCESSED_NOW);
    }

    OptionalLong modified(long given, int flags) {
        return choose(given, flags & Flags.TIMES_MODIFIED, flags & Flags.TIMES_MODIFIED_NOW);
    }

    private OptionalLong choose(long given, int asGiven, int now) {
        if (asGiven != 0) {
            return OptionalLong.of(given);
        }
        return now != 0 ? OptionalLong.of(clock.realtime()) : OptionalLong.empty();
    }
}
