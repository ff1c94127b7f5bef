// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.lir;

/** Computes a value again instead of loading it; made by the allocator. */
public final class Rematerialization extends LirInstruction {
    private final LirInstruction definition;
    private final int to;

    public Rematerialization(LirInstruction definition, int to) {
        this.definition = definition;
        this.to = to;
    }

    public LirInstruction definition() {
        return definition;
    }

    public int to() {
        return to;
    }

    @Override
    public void emit(Emitter emitter) {
        definition.rematerialize(emitter, to);
    }

    @Override
    public String name() {
        return "again " + Location.name(to) + " <- " + definition.name();
    }
}
