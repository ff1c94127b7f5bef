// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi;

/**
 * An operation fails with an {@link Errno}, which the guest gets to see. For {@linkplain dev.tandem.wasi.fs.Directory file systems} of an
 * embedder's own. Has no stack trace: guests cause these all the time.
 */
public final class WasiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Errno errno;

    public WasiException(Errno errno) {
        super(errno.message(), null, false, false);
        this.errno = errno;
    }

    public Errno errno() {
        return errno;
    }
}
