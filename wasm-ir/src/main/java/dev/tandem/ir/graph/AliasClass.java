// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

/**
 * A part of the mutable state that is disjoint from all others: what is written to one class is not seen in another.
 *
 * <p>Belongs to one graph, whose {@link AliasClasses} makes it; identity is equality. Several things may share a class: imports of one type,
 * which may be one object. So two accesses of one class with different indices may, but need not, meet.
 */
public final class AliasClass {
    /** What a class stands for. */
    public enum Kind {
        /** The contents of a linear memory. Growing does not write it: what was there stays. */
        MEMORY,
        /** The size of a linear memory. */
        MEMORY_SIZE,
        /** A mutable global. */
        GLOBAL,
        /** The elements of a table. Growing does not write it. */
        TABLE,
        /** The size of a table. */
        TABLE_SIZE,
        /** Which data and element segments are dropped. */
        SEGMENTS,
        /** All that has no class of its own in this graph. */
        OTHER
    }

    private final Kind kind;
    private final int entity;
    private final int index;

    AliasClass(Kind kind, int entity, int index) {
        this.kind = kind;
        this.entity = entity;
        this.index = index;
    }

    public Kind kind() {
        return kind;
    }

    /** The lowest index of the memories, globals or tables that share the class. */
    public int entity() {
        return entity;
    }

    /** Number of the class in its graph, dense from 0. */
    public int index() {
        return index;
    }

    /** {@code MEMORY:0}, as dumps print it. */
    @Override
    public String toString() {
        return kind + ":" + entity;
    }
}
