// SPDX-License-Identifier: Apache-2.0
package org.example.tier;

import dev.tandem.ir.code.GuestInstance;

/**
 * An activation: a slot for each local, then one for each place of the operand stack. A number is in {@link #numbers}, as bits, those of 32 bits
 * zero-extended; a reference is in the same slot of {@link #references}.
 */
final class Frame {
    final GuestInstance instance;
    final long[] numbers;
    final Object[] references;

    Frame(GuestInstance instance, int slots) {
        this.instance = instance;
        this.numbers = new long[slots];
        this.references = new Object[slots];
    }

    void move(int from, int to, int count) {
        System.arraycopy(numbers, from, numbers, to, count);
        System.arraycopy(references, from, references, to, count);
    }
}
