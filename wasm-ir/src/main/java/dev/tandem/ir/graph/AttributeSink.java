// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import dev.tandem.decoder.body.Opcode;

/** Takes a node's attributes, each by the name of its field: the one list that equality, hash and dumps derive from. */
public interface AttributeSink {
    void put(String name, long value);

    void put(String name, double value);

    /** An opcode, an enum constant, a value or function type, an alias class, an int array. */
    void put(String name, Object value);

    default void put(String name, int value) {
        put(name, (long) value);
    }

    default void put(String name, Opcode op) {
        put(name, (Object) op);
    }

    default void put(String name, boolean value) {
        put(name, value ? 1L : 0L);
    }
}
