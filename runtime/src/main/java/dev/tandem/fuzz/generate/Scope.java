// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.generate;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.fuzz.module.Code;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is in reach at a place of a body: locals, labels, and how many instructions may still be made. */
final class Scope {
    private final FunctionType type;
    private final List<ValueType> locals;
    private final Set<Integer> counters = new HashSet<>();
    private final Set<Integer> hidden = new HashSet<>();
    /** What a branch to each label carries, innermost last. */
    private final List<List<ValueType>> labels = new ArrayList<>();
    private int budget;

    Scope(FunctionType type, int budget) {
        this.type = type;
        this.budget = budget;
        locals = new ArrayList<>(type.parameters());
        labels.add(type.results());
    }

    FunctionType type() {
        return type;
    }

    /** The locals beyond the parameters. */
    List<ValueType> extraLocals() {
        return List.copyOf(locals.subList(type.parameterCount(), locals.size()));
    }

    int newLocal(ValueType localType) {
        locals.add(localType);
        return locals.size() - 1;
    }

    /** A local that only its loop writes. */
    int newCounter() {
        int local = newLocal(ValueType.I32);
        counters.add(local);
        return local;
    }

    /** A local for a value on its way, which nothing else may see: it holds NaNs as they were made. */
    int newHidden(ValueType localType) {
        int local = newLocal(localType);
        hidden.add(local);
        return local;
    }

    /** The locals of that type. */
    List<Integer> locals(ValueType wanted, boolean writable) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < locals.size(); i++) {
            if (locals.get(i).equals(wanted) && !hidden.contains(i) && !(writable && counters.contains(i))) {
                found.add(i);
            }
        }
        return found;
    }

    List<Integer> counters() {
        return counters.stream().sorted().toList();
    }

    ValueType local(int index) {
        return locals.get(index);
    }

    Code get(int local) {
        return Code.value(Opcode.LOCAL_GET, locals.get(local), List.of(), local);
    }

    Code set(int local, Code value) {
        return Code.effect(Opcode.LOCAL_SET, List.of(value), local);
    }

    void enter(List<ValueType> carried) {
        labels.add(carried);
    }

    void leave() {
        labels.removeLast();
    }

    /** Depths of the labels to which a branch carries those types. */
    List<Integer> labels(List<ValueType> carried) {
        List<Integer> depths = new ArrayList<>();
        for (int depth = 0; depth < labels.size(); depth++) {
            if (labels.get(labels.size() - 1 - depth).equals(carried)) {
                depths.add(depth);
            }
        }
        return depths;
    }

    /** The types carried to the label at {@code depth}. */
    List<ValueType> carried(int depth) {
        return labels.get(labels.size() - 1 - depth);
    }

    int labelCount() {
        return labels.size();
    }

    /** Takes an instruction from the budget; false if there is none left. */
    boolean spend() {
        return budget-- > 0;
    }
}
