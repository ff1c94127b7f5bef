// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

/** What scripts write as an {@code externref} with a number: an object that means nothing to the guest. */
record HostObject(int number) {
    @Override
    public String toString() {
        return "host object " + number;
    }
}
