// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.optimizing.x64.lir.Location;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** Which virtual registers' values each location surely holds, at one point of the code. */
final class SymbolicState {
    private final Map<Integer, BitSet> values = new HashMap<>();
    /** Places on the stack that were last written 16 bytes at once. */
    private final Set<Integer> wide = new HashSet<>();

    SymbolicState copy() {
        SymbolicState copy = new SymbolicState();
        values.forEach((location, set) -> copy.values.put(location, (BitSet) set.clone()));
        copy.wide.addAll(wide);
        return copy;
    }

    boolean holds(int location, int register) {
        return at(location).get(register);
    }

    BitSet at(int location) {
        return values.getOrDefault(location, new BitSet());
    }

    void clear(int location) {
        values.remove(location);
    }

    /** {@code to} gets what {@code from} has. */
    void copy(int from, int to, int bytes) {
        BitSet set = (BitSet) at(from).clone();
        overwrite(to, bytes);
        values.put(to, set);
    }

    /** {@code location} gets {@code register}; with {@code fresh} a new value of it, so that no other location has it any more. */
    void define(int location, int register, int bytes, boolean fresh) {
        if (fresh) {
            values.values().forEach(set -> set.clear(register));
        }
        overwrite(location, bytes);
        BitSet set = new BitSet();
        set.set(register);
        values.put(location, set);
    }

    private void overwrite(int location, int bytes) {
        values.remove(location);
        if (!Location.isStack(location)) {
            return;
        }
        if (wide.remove(location - 8)) {
            values.remove(location - 8);
        }
        if (bytes == 16) {
            values.remove(location + 8);
            wide.add(location);
        } else {
            wide.remove(location);
        }
    }

    /** The parameters get the arguments' values, all at once. */
    void rename(int[] arguments, int[] parameters) {
        if (parameters.length == 0) {
            return;
        }
        for (BitSet set : values.values()) {
            BitSet before = (BitSet) set.clone();
            for (int parameter : parameters) {
                set.clear(parameter);
            }
            for (int i = 0; i < parameters.length; i++) {
                if (before.get(arguments[i])) {
                    set.set(parameters[i]);
                }
            }
        }
    }

    /** Keeps what {@code other} has, too; returns whether anything went. */
    boolean intersect(SymbolicState other) {
        boolean changed = false;
        for (Iterator<Map.Entry<Integer, BitSet>> i = values.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<Integer, BitSet> entry = i.next();
            int size = entry.getValue().cardinality();
            entry.getValue().and(other.at(entry.getKey()));
            int left = entry.getValue().cardinality();
            changed |= left != size;
            if (left == 0) {
                i.remove();
            }
        }
        return changed;
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
