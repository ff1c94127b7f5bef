// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.RBP;
import static dev.tandem.ir.nativex64.NativeConvention.CONTEXT;
import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.nativex64.Builtin;
import dev.tandem.ir.nativex64.ContextLayout;
import dev.tandem.ir.nativex64.ModuleShapes;

/** Locals, globals, {@code select}. */
final class VariableEmitter {
    private final Emission emission;
    private final Assembler masm;
    private final Transfers transfers;
    private final Values values;
    private final Frame frame;
    private final CallEmitter calls;

    VariableEmitter(Emission emission, Frame frame, CallEmitter calls) {
        this.emission = emission;
        this.masm = emission.masm;
        this.transfers = emission.transfers;
        this.values = emission.values;
        this.frame = frame;
        this.calls = calls;
    }

    void localGet(int index, int kind) {
        if (index >= values.locals) {
            int register = values.allocate(Values.registers(kind));
            transfers.load(kind, register, frame.slot(index));
            values.pushRegister(kind, register);
            return;
        }
        int at = values.place[index];
        if (at == Values.CONSTANT) {
            values.pushConstant(kind, values.constant[index]);
            return;
        }
        if (at == Values.SLOT) {
            int register = values.allocate(Values.registers(kind));
            values.load(index, register);
            values.setPlace(index, register | Values.STORED);
        }
        values.pushRegister(kind, Values.register(values.place[index]));
    }

    void localSet(int index) {
        int top = values.pop();
        if (index >= values.locals) {
            store(top, frame.slot(index));
            return;
        }
        if (values.place[top] == Values.CONSTANT) {
            values.setPlace(index, Values.CONSTANT);
            values.constant[index] = values.constant[top];
        } else {
            values.setPlace(index, values.toRegister(top));
        }
    }

    private void store(int entry, int slot) {
        int kind = values.kind[entry];
        if (values.place[entry] == Values.CONSTANT) {
            transfers.storeConstant(RBP, -slot, values.constant[entry]);
        } else {
            transfers.store(kind, slot, values.toRegister(entry));
        }
    }

    void localTee(int index) {
        int top = values.pop();
        int kind = values.kind[top];
        if (values.place[top] == Values.CONSTANT) {
            long constant = values.constant[top];
            values.size++;
            localSet(index);
            values.pushConstant(kind, constant);
            return;
        }
        int register = values.toRegister(top);
        if (index >= values.locals) {
            transfers.store(kind, frame.slot(index), register);
        } else {
            values.setPlace(index, register);
        }
        values.pushRegister(kind, register);
    }

    void globalGet(int index, ValueType type) {
        if (type.isReference() && !ModuleShapes.isFunction(type)) {
            calls.builtin(Builtin.GLOBAL_GET_REFERENCE, 0, index);
            return;
        }
        int kind = Emission.kind(type);
        int register = values.allocate(Values.registers(kind));
        transfers.load(kind, register, globalBase(index), NONE, globalDisplacement(index));
        values.pushRegister(kind, register);
    }

    private int globalBase(int index) {
        ContextLayout layout = emission.shapes.layout();
        if (!layout.isGlobalShared(index)) {
            return CONTEXT;
        }
        masm.rm(IntegerOp.MOV, 64, SCRATCH, CONTEXT, NONE, 0, layout.global(index));
        return SCRATCH;
    }

    private int globalDisplacement(int index) {
        ContextLayout layout = emission.shapes.layout();
        return layout.isGlobalShared(index) ? 0 : layout.global(index);
    }

    void globalSet(int index, ValueType type) {
        if (type.isReference()) {
            calls.builtin(Builtin.GLOBAL_SET_REFERENCE, 1, index);
            return;
        }
        int register = values.popRegister();
        transfers.store(Emission.kind(type), globalBase(index), globalDisplacement(index), register);
    }

    void select(int kind) {
        int condition = emission.conditions.take();
        int second = values.popRegister();
        int first = values.popRegister();
        if (Values.isVector(kind)) {
            Label done = new Label();
            int to = values.isFree(first) ? first : values.allocateVector();
            transfers.move(kind, to, first);
            emission.conditions.jump(condition, done);
            masm.xx(VectorOp.MOVAPS, to & 15, second & 15);
            masm.bind(done);
            values.pushRegister(kind, to);
            return;
        }
        // The destination starts as one of them and becomes the other; which, so that float equality needs no branch.
        boolean inverse = condition == Conditions.FLOAT_NOT_EQUAL;
        int start = inverse ? second : first;
        int other = inverse ? first : second;
        int to = values.isFree(start) && (start != other) ? start : values.allocateGpr();
        transfers.move(kind, to, start);
        int bits = kind == Values.I32 ? 32 : 64;
        if (condition < Conditions.FLOAT_EQUAL) {
            masm.cmov(Conditions.of(condition ^ 1), bits, to, other);
        } else {
            masm.cmov(Condition.NOT_EQUAL, bits, to, other);
            masm.cmov(Condition.PARITY, bits, to, other);
        }
        values.pushRegister(kind, to);
    }
}
