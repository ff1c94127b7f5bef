// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static dev.tandem.ir.asm.x64.Gpr.R10;
import static dev.tandem.ir.asm.x64.Gpr.R11;
import static dev.tandem.ir.asm.x64.Gpr.R12;
import static dev.tandem.ir.asm.x64.Gpr.R13;
import static dev.tandem.ir.asm.x64.Gpr.R14;
import static dev.tandem.ir.asm.x64.Gpr.RAX;
import static dev.tandem.ir.asm.x64.Gpr.RBP;
import static dev.tandem.ir.asm.x64.Gpr.RDX;
import static dev.tandem.ir.asm.x64.Gpr.RSI;
import static dev.tandem.ir.asm.x64.Gpr.RSP;
import static dev.tandem.ir.nativex64.Stubs.NONE;
import static dev.tandem.ir.nativex64.Stubs.load;
import static dev.tandem.ir.nativex64.Stubs.move;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.IntegerOp;

/** How guest code calls Java: stores its arguments in an array of the raw convention in its frame, and takes the results from there. */
final class ExitStub {
    private static final long OF_REFERENCE = -1;

    private ExitStub() {}

    /** The code of host functions of that signature; which one, the reference in the scratch register says. */
    static long host(Stubs stubs, NativeSignature signature) {
        return make(stubs, signature, OF_REFERENCE);
    }

    /** The code of a builtin. */
    @SuppressWarnings("EnumOrdinal") // lives as long as the process
    static long builtin(Stubs stubs, Builtin builtin) {
        long general = make(stubs, builtin.signature(), Exits.BUILTIN | builtin.ordinal());
        return switch (builtin) {
            case MEMORY_FILL -> BulkStubs.fill(stubs, general);
            case MEMORY_COPY -> BulkStubs.copy(stubs, general);
            default -> general;
        };
    }

    private static long make(Stubs stubs, NativeSignature signature, long what) {
        Assembler a = new Assembler(false);
        Stubs.enterFrame(a);
        load(a, R12, R14, ContextLayout.ACTIVATION);
        move(a, R13, R10);
        a.ri(IntegerOp.SUB, 64, RSP, 8 * signature.rawSlots());
        a.ri(IntegerOp.AND, 64, RSP, -16);
        for (int pass = 0; pass < 2; pass++) {
            // Integers in registers first: afterwards rax is free.
            int slot = 0;
            for (int i = 0; i < signature.parameterCount(); i++) {
                char kind = signature.parameterKind(i);
                int place = signature.parameter(i);
                if ((place < 16) == (pass == 0)) {
                    int at = NativeSignature.isStack(place) ? place + NativeConvention.STACK_ARGUMENTS_AT : place;
                    EntryStub.Values.fromPlace(a, kind, at, RBP, RSP, 8 * slot, RAX);
                }
                slot += NativeSignature.slots(kind);
            }
        }
        if (what == OF_REFERENCE) {
            a.rm(IntegerOp.MOV, 32, RSI, R11, NONE, 0, ReferenceLayout.IDENTITY);
        } else {
            a.mov(RSI, what);
        }
        move(a, RDX, RSP);
        stubs.callJava(a);
        stubs.unwindIfFailed(a);
        int slot = 0;
        for (int i = 0; i < signature.resultCount(); i++) {
            EntryStub.Values.toPlace(a, signature.resultKind(i), signature.result(i), R13, RSP, 8 * slot, R11);
            slot += NativeSignature.slots(signature.resultKind(i));
        }
        move(a, RSP, RBP);
        a.pop(RBP);
        a.ret(signature.stackArgumentBytes());
        return stubs.place(a);
    }
}
