// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.RBP;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.Operand;

/** What an instruction reads last: a virtual register, wherever it is; an immediate; memory; a constant in the pool. Immutable. */
public abstract sealed class Source {
    /** A virtual register in a register or on the stack. */
    public static Source of(int register) {
        return new Register(register, true);
    }

    /** A virtual register that must be in a register. */
    public static Source inRegister(int register) {
        return new Register(register, false);
    }

    public static Source of(Address address) {
        return new Memory(address);
    }

    public static Source immediate(int value) {
        return new Immediate(value);
    }

    /** Bits in the constant pool: 4, 8 or 16 bytes. */
    public static Source constant(long low, long high, int size) {
        return new Constant(low, high, size);
    }

    /** How many operands of the instruction it takes. */
    abstract int operandCount();

    abstract void addTo(int[] operands, int at, boolean alive);

    /** Assembles {@code op to, source}. {@code at} is where its operands begin. */
    abstract void integer(CodeEmitter code, LirInstruction instruction, int at, IntegerOp op, int bits, int to);

    /** Assembles {@code to = op(source)}, or {@code op to, source}. */
    abstract void vector(CodeEmitter code, LirInstruction instruction, int at, VectorOp op, int to);

    /** Assembles {@code to = op(first, source)}. */
    abstract void vector(CodeEmitter code, LirInstruction instruction, int at, VectorOp op, int to, int first);

    /** Whether it is an immediate, or in memory, as far as known before allocation. */
    boolean isMemory() {
        return false;
    }

    /** Whether it is a virtual register. */
    boolean isRegister() {
        return false;
    }

    private static final class Register extends Source {
        private final int register;
        private final boolean anywhere;

        Register(int register, boolean anywhere) {
            this.register = register;
            this.anywhere = anywhere;
        }

        @Override
        boolean isRegister() {
            return true;
        }

        @Override
        int operandCount() {
            return 1;
        }

        @Override
        void addTo(int[] operands, int at, boolean alive) {
            if (anywhere) {
                operands[at] = alive ? Operand.aliveAny(register) : Operand.useAny(register);
            } else {
                operands[at] = X64Instruction.use(register, alive);
            }
        }

        @Override
        void integer(CodeEmitter code, LirInstruction instruction, int at, IntegerOp op, int bits, int to) {
            if (instruction.isStack(at)) {
                code.assembler().rm(op, bits, to, RBP, NONE, 0, instruction.displacement(at));
            } else {
                code.assembler().rr(op, bits, to, instruction.register(at));
            }
        }

        @Override
        void vector(CodeEmitter code, LirInstruction instruction, int at, VectorOp op, int to) {
            if (instruction.isStack(at)) {
                code.assembler().xm(op, to, RBP, NONE, 0, instruction.displacement(at));
            } else {
                code.assembler().xx(op, to, instruction.register(at));
            }
        }

        @Override
        void vector(CodeEmitter code, LirInstruction instruction, int at, VectorOp op, int to, int first) {
            if (instruction.isStack(at)) {
                code.assembler().xxm(op, to, first, RBP, NONE, 0, instruction.displacement(at));
            } else {
                code.assembler().xxx(op, to, first, instruction.register(at));
            }
        }

        @Override
        public String toString() {
            return "v" + register;
        }
    }

    private static final class Immediate extends Source {
        private final int value;

        Immediate(int value) {
            this.value = value;
        }

        @Override
        int operandCount() {
            return 0;
        }

        @Override
        void addTo(int[] operands, int at, boolean alive) {}

        @Override
        void integer(CodeEmitter code, LirInstruction instruction, int at, IntegerOp op, int bits, int to) {
            code.assembler().ri(op, bits, to, value);
        }

        @Override
        void vector(CodeEmitter code, LirInstruction instruction, int at, VectorOp op, int to) {
            throw new IllegalStateException("an immediate vector");
        }

        @Override
        void vector(CodeEmitter code, LirInstruction instruction, int at, VectorOp op, int to, int first) {
            throw new IllegalStateException("an immediate vector");
        }

        @Override
        public String toString() {
            return Integer.toString(value);
        }
    }

    private static final class Memory extends Source {
        private final Address address;

        Memory(Address address) {
            this.address = address;
        }

        @Override
        boolean isMemory() {
            return true;
        }

        @Override
        int operandCount() {
            return address.operandCount();
        }

        @Override
        void addTo(int[] operands, int at, boolean alive) {
            address.addTo(operands, at, alive);
        }

        @Override
        void integer(CodeEmitter code, LirInstruction instruction, int at, IntegerOp op, int bits, int to) {
            Address.Place place = address.prepare(code, instruction, at);
            address.access(code);
            code.assembler().rm(op, bits, to, place.base(), place.index(), place.scale(), place.displacement());
        }

        @Override
        void vector(CodeEmitter code, LirInstruction instruction, int at, VectorOp op, int to) {
            Address.Place place = address.prepare(code, instruction, at);
            address.access(code);
            code.assembler().xm(op, to, place.base(), place.index(), place.scale(), place.displacement());
        }

        @Override
        void vector(CodeEmitter code, LirInstruction instruction, int at, VectorOp op, int to, int first) {
            Address.Place place = address.prepare(code, instruction, at);
            address.access(code);
            code.assembler().xxm(op, to, first, place.base(), place.index(), place.scale(), place.displacement());
        }

        @Override
        public String toString() {
            return address.toString();
        }
    }

    private static final class Constant extends Source {
        private final long low;
        private final long high;
        private final int size;

        Constant(long low, long high, int size) {
            this.low = low;
            this.high = high;
            this.size = size;
        }

        private Label label(Assembler masm) {
            return masm.constant(low, high, size);
        }

        @Override
        int operandCount() {
            return 0;
        }

        @Override
        void addTo(int[] operands, int at, boolean alive) {}

        @Override
        void integer(CodeEmitter code, LirInstruction instruction, int at, IntegerOp op, int bits, int to) {
            throw new IllegalStateException("an integer in the pool");
        }

        @Override
        void vector(CodeEmitter code, LirInstruction instruction, int at, VectorOp op, int to) {
            code.assembler().xl(op, to, label(code.assembler()));
        }

        @Override
        void vector(CodeEmitter code, LirInstruction instruction, int at, VectorOp op, int to, int first) {
            code.assembler().xxl(op, to, first, label(code.assembler()));
        }

        @Override
        public String toString() {
            return "#" + Long.toHexString(high) + ":" + Long.toHexString(low);
        }
    }
}
