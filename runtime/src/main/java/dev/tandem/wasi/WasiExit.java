// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi;

/** The guest called {@code proc_exit}, or raised a signal that ends it: no failure of the engine. Has no stack trace. */
public final class WasiExit extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;

    public WasiExit(int code) {
        super("the guest exited with code " + Integer.toUnsignedString(code), null, false, false);
        this.code = code;
    }

    /** The exit code, as the guest gave it; 128 + n after signal n. */
    public int code() {
        return code;
    }
}
