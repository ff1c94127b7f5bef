// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

/** Lets a function that waits notice that the guest shall stop. */
@FunctionalInterface
public interface Interruption {
    /** How long a function may wait before it asks again, in milliseconds. */
    int PERIOD = 20;

    /** Throws the trap that ends the guest, if it is to end. */
    void check();
}
