// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static dev.tandem.ir.asm.x64.Gpr.R10;
import static dev.tandem.ir.asm.x64.Gpr.R11;
import static dev.tandem.ir.asm.x64.Gpr.R12;
import static dev.tandem.ir.asm.x64.Gpr.R13;
import static dev.tandem.ir.asm.x64.Gpr.R14;
import static dev.tandem.ir.asm.x64.Gpr.R15;
import static dev.tandem.ir.asm.x64.Gpr.R8;
import static dev.tandem.ir.asm.x64.Gpr.R9;
import static dev.tandem.ir.asm.x64.Gpr.RAX;
import static dev.tandem.ir.asm.x64.Gpr.RBP;
import static dev.tandem.ir.asm.x64.Gpr.RBX;
import static dev.tandem.ir.asm.x64.Gpr.RCX;
import static dev.tandem.ir.asm.x64.Gpr.RDI;
import static dev.tandem.ir.asm.x64.Gpr.RDX;
import static dev.tandem.ir.asm.x64.Gpr.RSI;
import static dev.tandem.ir.asm.x64.Gpr.RSP;
import static dev.tandem.ir.nativex64.Stubs.NONE;
import static dev.tandem.ir.nativex64.Stubs.load;
import static dev.tandem.ir.nativex64.Stubs.move;
import static dev.tandem.ir.nativex64.Stubs.store;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.asm.x64.VectorOp;
import java.lang.foreign.MemorySegment;

/**
 * How Java enters guest functions of one signature: as a C function of up to six words. The first is the callee's reference; the others
 * are its arguments as bits, if they are {@linkplain #inRegisters few}, and then the result comes back as bits; else the second is the address
 * of an array of the raw convention, which takes the results, too.
 */
final class EntryStub {
    private static final int MAX_REGISTERS = 5;

    private final NativeSignature signature;
    private final boolean inRegisters;
    private final MemorySegment address;

    EntryStub(Stubs stubs, NativeSignature signature) {
        this.signature = signature;
        this.inRegisters = signature.parameterCount() <= MAX_REGISTERS
                && signature.resultCount() <= 1
                && signature.key().indexOf('V') < 0;
        Assembler a = new Assembler(false);
        enter(a);
        if (inRegisters) {
            callWithRegisters(a);
        } else {
            callWithArray(a);
        }
        Stubs.endEntry(a);
        this.address = MemorySegment.ofAddress(stubs.place(a));
    }

    NativeSignature signature() {
        return signature;
    }

    /** Whether arguments and result travel in registers. */
    boolean inRegisters() {
        return inRegisters;
    }

    MemorySegment address() {
        return address;
    }

    private static void enter(Assembler a) {
        a.push(RBX);
        a.push(RBP);
        a.push(R12);
        a.push(R13);
        a.push(R14);
        a.push(R15);
        load(a, R14, RDI, ReferenceLayout.CONTEXT);
        load(a, R10, R14, ContextLayout.OWN_ACTIVATION);
        load(a, R11, R14, ContextLayout.ACTIVATION);
        a.push(R11);
        load(a, R11, R10, ActivationLayout.ENTRY_SP);
        a.push(R11);
        a.push(R14);
        Label unknown = new Label();
        Label known = new Label();
        Label refuse = new Label();
        Label begin = new Label();
        a.rm(IntegerOp.CMP, 64, RSP, R10, NONE, 0, ActivationLayout.STACK_LOW);
        a.jcc(Condition.BELOW, unknown);
        a.rm(IntegerOp.CMP, 64, RSP, R10, NONE, 0, ActivationLayout.STACK_HIGH);
        a.jcc(Condition.BELOW, known);
        a.bind(unknown);
        a.mov(RAX, ActivationLayout.UNKNOWN_STACK);
        a.jmp(refuse);
        a.bind(known);
        a.rm(IntegerOp.CMP, 64, RSP, R10, NONE, 0, ActivationLayout.STACK_LIMIT);
        a.jcc(Condition.ABOVE, begin);
        a.mov(RAX, ActivationLayout.NO_STACK);
        a.bind(refuse);
        // As if nothing had been begun: what the common end puts back is what is there.
        a.mr(IntegerOp.MOV, 32, R10, NONE, 0, ActivationLayout.STATUS, RAX);
        for (int i = 0; i < 3; i++) {
            a.pop(R11);
        }
        a.pop(R15);
        a.pop(R14);
        a.pop(R13);
        a.pop(R12);
        a.pop(RBP);
        a.pop(RBX);
        a.ret();
        a.bind(begin);
        Stubs.beginEntry(a);
        load(a, R15, R14, ContextLayout.MEMORY0_BASE);
        // Walks of frames end here.
        a.rr(IntegerOp.XOR, 32, RBP, RBP);
        move(a, R11, RDI);
    }

    private void callWithRegisters(Assembler a) {
        int[] given = {RSI, RDX, RCX, R8, R9};
        int[] copies = {R10, R12, R13, R8, R9};
        for (int i = 0; i < signature.parameterCount(); i++) {
            if (given[i] != copies[i]) {
                move(a, copies[i], given[i]);
            }
        }
        for (int i = 0; i < signature.parameterCount(); i++) {
            int place = signature.parameter(i);
            int register = NativeSignature.register(place);
            if (NativeSignature.isVector(place)) {
                a.xx(VectorOp.MOVQ_FROM, register, copies[i]);
            } else {
                a.rr(IntegerOp.MOV, signature.parameterKind(i) == 'I' ? 32 : 64, register, copies[i]);
            }
        }
        // The sixth integer argument's register is free with five.
        load(a, RDI, R11, ReferenceLayout.SLOT);
        a.callMemory(RDI, NONE, 0, 0);
        if (signature.resultCount() == 1 && NativeSignature.isVector(signature.result(0))) {
            a.rx(signature.resultKind(0) == 'F' ? VectorOp.MOVD_TO : VectorOp.MOVQ_TO, RAX, 0);
        }
    }

    private void callWithArray(Assembler a) {
        move(a, R13, RSI);
        a.push(R13);
        if (signature.stackResultBytes() > 0) {
            a.ri(IntegerOp.SUB, 64, RSP, signature.stackResultBytes());
            move(a, R10, RSP);
        }
        if (signature.stackArgumentBytes() > 0) {
            a.ri(IntegerOp.SUB, 64, RSP, signature.stackArgumentBytes());
        }
        load(a, R12, R11, ReferenceLayout.SLOT);
        int slot = 0;
        for (int i = 0; i < signature.parameterCount(); i++) {
            Values.toPlace(a, signature.parameterKind(i), signature.parameter(i), RSP, R13, 8 * slot, R15);
            slot += NativeSignature.slots(signature.parameterKind(i));
        }
        load(a, R15, R14, ContextLayout.MEMORY0_BASE);
        a.callMemory(R12, NONE, 0, 0);
        load(a, R13, RSP, signature.stackResultBytes());
        slot = 0;
        for (int i = 0; i < signature.resultCount(); i++) {
            Values.fromPlace(a, signature.resultKind(i), signature.result(i), RSP, R13, 8 * slot, R11);
            slot += NativeSignature.slots(signature.resultKind(i));
        }
        a.ri(IntegerOp.ADD, 64, RSP, signature.stackResultBytes() + 8);
    }

    /** Moves of values between their places and arrays of the raw convention. */
    static final class Values {
        private Values() {}

        /** From {@code [array + offset]}; stack places count from {@code stack}. */
        static void toPlace(Assembler a, char kind, int place, int stack, int array, int offset, int scratch) {
            int register = NativeSignature.register(place);
            if (NativeSignature.isStack(place)) {
                for (int i = 0; i < 8 * NativeSignature.slots(kind); i += 8) {
                    load(a, scratch, array, offset + i);
                    store(a, stack, NativeSignature.stackOffset(place) + i, scratch);
                }
            } else if (!NativeSignature.isVector(place)) {
                // The canonical form: an i32 is zero-extended, whatever the array holds above it.
                a.rm(IntegerOp.MOV, kind == 'I' ? 32 : 64, register, array, NONE, 0, offset);
            } else if (kind == 'V') {
                a.xm(VectorOp.MOVUPS, register, array, NONE, 0, offset);
            } else {
                a.xm(kind == 'F' ? VectorOp.MOVSS_LOAD : VectorOp.MOVSD_LOAD, register, array, NONE, 0, offset);
            }
        }

        /** To {@code [array + offset]}; what is above an f32 becomes zero. */
        static void fromPlace(Assembler a, char kind, int place, int stack, int array, int offset, int scratch) {
            int register = NativeSignature.register(place);
            if (NativeSignature.isStack(place)) {
                for (int i = 0; i < 8 * NativeSignature.slots(kind); i += 8) {
                    int bits = kind == 'F' || kind == 'I' ? 32 : 64;
                    a.rm(IntegerOp.MOV, bits, scratch, stack, NONE, 0, NativeSignature.stackOffset(place) + i);
                    store(a, array, offset + i, scratch);
                }
            } else if (!NativeSignature.isVector(place)) {
                store(a, array, offset, register);
            } else if (kind == 'V') {
                a.mx(VectorOp.MOVUPS_STORE, array, NONE, 0, offset, register);
            } else if (kind == 'F') {
                a.rx(VectorOp.MOVD_TO, scratch, register);
                store(a, array, offset, scratch);
            } else {
                a.mx(VectorOp.MOVSD_STORE, array, NONE, 0, offset, register);
            }
        }
    }
}
