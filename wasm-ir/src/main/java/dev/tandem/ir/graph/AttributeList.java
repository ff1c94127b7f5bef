// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A node's attributes as text: slow, for dumps and for nodes that are seldom compared. */
public final class AttributeList implements AttributeSink {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    private AttributeList() {}

    public static AttributeList of(Node node) {
        AttributeList list = new AttributeList();
        node.attributes(list);
        return list;
    }

    public int size() {
        return names.size();
    }

    public String name(int index) {
        return names.get(index);
    }

    public String value(int index) {
        return values.get(index);
    }

    @Override
    public void put(String name, long value) {
        add(name, Long.toString(value));
    }

    @Override
    public void put(String name, double value) {
        add(name, Double.toString(value));
    }

    @Override
    public void put(String name, Object value) {
        add(name, value instanceof int[] array ? Arrays.toString(array) : value.toString());
    }

    private void add(String name, String value) {
        names.add(name);
        values.add(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AttributeList that && names.equals(that.names) && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** {@code [op=i32.load, memoryIndex=0, offset=16]}; empty if there is none. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            text.append(i == 0 ? "[" : ", ").append(names.get(i)).append('=').append(values.get(i));
        }
        return names.isEmpty() ? "" : text.append(']').toString();
    }
}
