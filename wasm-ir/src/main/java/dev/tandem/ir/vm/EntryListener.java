// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.vm;

/** Hears when a thread enters an instance from Java and leaves it again; nested entries are not reported. */
public interface EntryListener {
    void entered();

    void left();
}
