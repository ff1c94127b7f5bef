// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.RBP;
import static dev.tandem.ir.nativex64.NativeConvention.CONTEXT;
import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.Operand;

/** The part of an instruction that sets the flags: branches, selections and others are made of one and what they do with it. Immutable. */
public abstract sealed class Comparison {
    private final FlagTest test;

    private Comparison(FlagTest test) {
        this.test = test;
    }

    /** What holds afterwards. */
    final FlagTest test() {
        return test;
    }

    abstract int operandCount();

    abstract void addTo(int[] operands, int at);

    /** Sets the flags. */
    abstract void emit(CodeEmitter code, LirInstruction instruction, int at);

    abstract Comparison with(FlagTest newTest);

    /** The same with the opposite outcome. */
    public final Comparison negate() {
        return with(test.negate());
    }

    /** The operands of an instruction: those of the comparison, then others. */
    final int[] and(int... others) {
        int[] operands = new int[operandCount() + others.length];
        addTo(operands, 0);
        System.arraycopy(others, 0, operands, operandCount(), others.length);
        return operands;
    }

    /** Compares ({@code CMP}) or tests ({@code TEST}) a register with a source. */
    public static Comparison integers(IntegerOp op, int bits, int first, Source second, Condition condition) {
        return new Integers(op, bits, first, second, FlagTest.of(condition));
    }

    /** Compares or tests a virtual register, wherever it is, with an immediate. */
    public static Comparison immediate(IntegerOp op, int bits, int first, int value, Condition condition) {
        return new Immediate(op, bits, first, value, FlagTest.of(condition));
    }

    /** Compares or tests memory with an immediate. */
    public static Comparison memory(IntegerOp op, int bits, Address address, int value, Condition condition) {
        return new MemoryImmediate(op, bits, address, value, FlagTest.of(condition));
    }

    /** Compares scalar floats. */
    public static Comparison floats(boolean single, int first, Source second, FlagTest test) {
        return new Floats(single, first, second, test);
    }

    /** {@code any_true} and {@code all_true}. */
    public static Comparison vector(Opcode op, int vector) {
        return new Vector(op, vector, FlagTest.of(op == Opcode.V128_ANY_TRUE ? Condition.NOT_EQUAL : Condition.EQUAL));
    }

    /** Whether a reference is to that function of this instance. */
    public static Comparison target(int reference, int functionIndex) {
        return new Target(reference, functionIndex, FlagTest.of(Condition.EQUAL));
    }

    private static final class Integers extends Comparison {
        private final IntegerOp op;
        private final int bits;
        private final int first;
        private final Source second;

        Integers(IntegerOp op, int bits, int first, Source second, FlagTest test) {
            super(test);
            this.op = op;
            this.bits = bits;
            this.first = first;
            this.second = second;
        }

        @Override
        Comparison with(FlagTest newTest) {
            return new Integers(op, bits, first, second, newTest);
        }

        @Override
        int operandCount() {
            return 1 + second.operandCount();
        }

        @Override
        void addTo(int[] operands, int at) {
            operands[at] = Operand.use(first);
            second.addTo(operands, at + 1, false);
        }

        @Override
        void emit(CodeEmitter code, LirInstruction instruction, int at) {
            second.integer(code, instruction, at + 1, op, bits, instruction.register(at));
        }

        @Override
        public String toString() {
            return op.mnemonic() + bits + " v" + first + ", " + second + " " + test();
        }
    }

    private static final class Immediate extends Comparison {
        private final IntegerOp op;
        private final int bits;
        private final int first;
        private final int value;

        Immediate(IntegerOp op, int bits, int first, int value, FlagTest test) {
            super(test);
            this.op = op;
            this.bits = bits;
            this.first = first;
            this.value = value;
        }

        @Override
        Comparison with(FlagTest newTest) {
            return new Immediate(op, bits, first, value, newTest);
        }

        @Override
        int operandCount() {
            return 1;
        }

        @Override
        void addTo(int[] operands, int at) {
            operands[at] = Operand.useAny(first);
        }

        @Override
        void emit(CodeEmitter code, LirInstruction instruction, int at) {
            Assembler masm = code.assembler();
            if (instruction.isStack(at)) {
                masm.mi(op, bits, RBP, NONE, 0, instruction.displacement(at), value);
                return;
            }
            int register = instruction.register(at);
            if (op == IntegerOp.CMP && value == 0) {
                // Carry and overflow are clear as after a comparison with zero.
                masm.rr(IntegerOp.TEST, bits, register, register);
            } else {
                masm.ri(op, bits, register, value);
            }
        }

        @Override
        public String toString() {
            return op.mnemonic() + bits + " v" + first + ", " + value + " " + test();
        }
    }

    private static final class MemoryImmediate extends Comparison {
        private final IntegerOp op;
        private final int bits;
        private final Address address;
        private final int value;

        MemoryImmediate(IntegerOp op, int bits, Address address, int value, FlagTest test) {
            super(test);
            this.op = op;
            this.bits = bits;
            this.address = address;
            this.value = value;
        }

        @Override
        Comparison with(FlagTest newTest) {
            return new MemoryImmediate(op, bits, address, value, newTest);
        }

        @Override
        int operandCount() {
            return address.operandCount();
        }

        @Override
        void addTo(int[] operands, int at) {
            address.addTo(operands, at, false);
        }

        @Override
        void emit(CodeEmitter code, LirInstruction instruction, int at) {
            Address.Place place = address.prepare(code, instruction, at);
            address.access(code);
            code.assembler()
                    .mi(op, bits, place.base(), place.index(), place.scale(), place.displacement(), value);
        }

        @Override
        public String toString() {
            return op.mnemonic() + bits + " " + address + ", " + value + " " + test();
        }
    }

    private static final class Floats extends Comparison {
        private final boolean single;
        private final int first;
        private final Source second;

        Floats(boolean single, int first, Source second, FlagTest test) {
            super(test);
            this.single = single;
            this.first = first;
            this.second = second;
        }

        @Override
        Comparison with(FlagTest newTest) {
            return new Floats(single, first, second, newTest);
        }

        @Override
        int operandCount() {
            return 1 + second.operandCount();
        }

        @Override
        void addTo(int[] operands, int at) {
            operands[at] = Operand.use(first);
            second.addTo(operands, at + 1, false);
        }

        @Override
        void emit(CodeEmitter code, LirInstruction instruction, int at) {
            VectorOp op = single ? VectorOp.UCOMISS : VectorOp.UCOMISD;
            second.vector(code, instruction, at + 1, op, instruction.register(at));
        }

        @Override
        public String toString() {
            return (single ? "ucomiss v" : "ucomisd v") + first + ", " + second + " " + test();
        }
    }

    private static final class Vector extends Comparison {
        private final Opcode op;
        private final int vector;

        Vector(Opcode op, int vector, FlagTest test) {
            super(test);
            this.op = op;
            this.vector = vector;
        }

        @Override
        Comparison with(FlagTest newTest) {
            return new Vector(op, vector, newTest);
        }

        @Override
        int operandCount() {
            return 1;
        }

        @Override
        void addTo(int[] operands, int at) {
            operands[at] = Operand.use(vector);
        }

        @Override
        void emit(CodeEmitter code, LirInstruction instruction, int at) {
            code.vectors().test(op, instruction.register(at));
        }

        @Override
        public String toString() {
            return op.mnemonic() + " v" + vector + " " + test();
        }
    }

    /** Compares a reference with the address of the function's own. */
    private static final class Target extends Comparison {
        private final int reference;
        private final int functionIndex;

        Target(int reference, int functionIndex, FlagTest test) {
            super(test);
            this.reference = reference;
            this.functionIndex = functionIndex;
        }

        @Override
        Comparison with(FlagTest newTest) {
            return new Target(reference, functionIndex, newTest);
        }

        @Override
        int operandCount() {
            return 1;
        }

        @Override
        void addTo(int[] operands, int at) {
            operands[at] = Operand.use(reference);
        }

        @Override
        void emit(CodeEmitter code, LirInstruction instruction, int at) {
            Assembler masm = code.assembler();
            masm.rm(IntegerOp.LEA, 64, SCRATCH, CONTEXT, NONE, 0, code.shapes().layout().function(functionIndex));
            masm.rr(IntegerOp.CMP, 64, instruction.register(at), SCRATCH);
        }

        @Override
        public String toString() {
            return "v" + reference + " is function " + functionIndex + " " + test();
        }
    }
}
