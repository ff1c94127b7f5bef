// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Gpr;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.platform.NativeCalls;
import dev.tandem.ir.platform.RawMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Proves, before anybody relies on it, that a fault of our code at a guarded address ends the activation: with a function made up for it. */
final class FaultSelfTest {
    private FaultSelfTest() {}

    static boolean passes(NativeCalls calls, Stubs stubs, long guarded) {
        Assembler probe = new Assembler(false);
        Stubs.enterFrame(probe);
        probe.rm(IntegerOp.MOV, 32, Gpr.RAX, Gpr.RAX, Assembler.NONE, 0, 0);
        probe.pop(Gpr.RBP);
        probe.ret();
        EntryStub entry = new EntryStub(
                stubs, NativeSignature.of(new FunctionType(List.of(ValueType.I64), List.of(ValueType.I32))));
        try (Arena arena = Arena.ofConfined()) {
            long activation = arena.allocate(ActivationLayout.SIZE, 8).address();
            RawMemory.putLong(activation + ActivationLayout.STACK_HIGH, -1);
            // Its identity, 0, is that of no context.
            long context = arena.allocate(ContextLayout.HEADER_SIZE, 16).address();
            RawMemory.putLong(context + ContextLayout.ACTIVATION, activation);
            RawMemory.putLong(context + ContextLayout.OWN_ACTIVATION, activation);
            long reference = arena.allocate(ReferenceLayout.SIZE, 8).address();
            RawMemory.putLong(reference + ReferenceLayout.SLOT, reference + ReferenceLayout.OWN_SLOT);
            RawMemory.putLong(reference + ReferenceLayout.OWN_SLOT, stubs.place(probe));
            RawMemory.putLong(reference + ReferenceLayout.CONTEXT, context);
            MemorySegment address = entry.address();
            calls.call(address, reference, guarded, 0, 0, 0, 0);
            return RawMemory.getInt(activation + ActivationLayout.STATUS) == ActivationLayout.UNWOUND;
        }
    }
}
