// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import org.jspecify.annotations.Nullable;

/** The two published editions of the interface, which differ in a few layouts. */
public enum Edition {
    /** Snapshot 0: link counts of 32 bits, another order of {@code whence}, clock subscriptions with an identifier. */
    UNSTABLE("wasi_unstable"),
    PREVIEW1("wasi_snapshot_preview1");

    private final String moduleName;

    Edition(String moduleName) {
        this.moduleName = moduleName;
    }

    /** The module name under which guests import it. */
    public String moduleName() {
        return moduleName;
    }

    /** The function of that name; null if this edition has none. */
    public @Nullable WasiFunction find(String importName) {
        WasiFunction function = WasiFunction.find(importName);
        return this == UNSTABLE && function == WasiFunction.SOCK_ACCEPT ? null : function;
    }

    int fileStatSize() {
        return this == UNSTABLE ? 56 : 64;
    }

    int subscriptionSize() {
        return this == UNSTABLE ? 56 : 48;
    }

    /** Where the clock number is in a subscription; timeout, precision and flags follow. */
    int clockOffset() {
        return this == UNSTABLE ? 24 : 16;
    }

    /** Translates {@code whence} to preview 1's: 0 from the start, 1 from here, 2 from the end. */
    int whence(int value) {
        return this == UNSTABLE && value >= 0 && value <= 2 ? (value + 1) % 3 : value;
    }
}
