// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.optimizing.x64.lir.Emitter;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.Registers;

/** An instruction that is only its operands. */
final class TestInstruction extends LirInstruction {
    private final String name;
    private final int clobbers;
    private final boolean rematerializable;

    private TestInstruction(String name, int clobbers, boolean rematerializable, int... operands) {
        super(operands);
        this.name = name;
        this.clobbers = clobbers;
        this.rematerializable = rematerializable;
    }

    static TestInstruction of(String name, int... operands) {
        return new TestInstruction(name, Registers.NONE, false, operands);
    }

    static TestInstruction call(int... operands) {
        return new TestInstruction("call", Registers.ALL, false, operands);
    }

    static TestInstruction clobbering(int clobbers, int... operands) {
        return new TestInstruction("clobber", clobbers, false, operands);
    }

    static TestInstruction constant(int operand) {
        return new TestInstruction("constant", Registers.NONE, true, operand);
    }

    @Override
    public void emit(Emitter emitter) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int clobbers() {
        return clobbers;
    }

    @Override
    public boolean needsFrame() {
        return name.equals("call");
    }

    @Override
    public boolean isCommutative() {
        return name.equals("commutative");
    }

    @Override
    public boolean isRematerializable() {
        return rematerializable;
    }
}
