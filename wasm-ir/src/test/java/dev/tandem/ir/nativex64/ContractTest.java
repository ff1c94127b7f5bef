// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Gpr;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.trap.TrapCode;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pins what compilers and cached code rely on. */
final class ContractTest {
    @Test
    void argumentsGoIntoRegistersThenOntoTheStack() {
        NativeSignature signature = NativeSignature.of(new FunctionType(
                List.of(ValueType.I32, ValueType.F64, ValueType.FUNCREF, ValueType.V128, ValueType.I64), List.of(ValueType.F32)));
        assertEquals("IDLVJ_F", signature.key());
        assertEquals(Gpr.RAX, signature.parameter(0));
        assertEquals(16, signature.parameter(1));
        assertEquals(Gpr.RCX, signature.parameter(2));
        assertEquals(17, signature.parameter(3));
        assertEquals(Gpr.RDX, signature.parameter(4));
        assertEquals(16, signature.result(0));
        assertEquals(6, signature.rawSlots());
        assertEquals(0, signature.stackArgumentBytes());
        NativeSignature many = NativeSignature.of(new FunctionType(
                Collections.nCopies(9, ValueType.V128), Collections.nCopies(6, ValueType.I32)));
        assertEquals(23, many.parameter(7));
        assertEquals(NativeSignature.STACK, many.parameter(8));
        assertEquals(16, many.stackArgumentBytes());
        assertEquals(NativeSignature.STACK + 8, many.result(5));
        assertEquals(16, many.stackResultBytes());
        assertEquals(18, many.rawSlots());
    }

    @Test
    void layoutsAreAsTheyWere() {
        assertEquals(0, ContextLayout.ACTIVATION);
        assertEquals(8, ContextLayout.MEMORY0_BASE);
        assertEquals(16, ContextLayout.IDENTITY);
        assertEquals(24, ContextLayout.SLOTS);
        assertEquals(0, ReferenceLayout.SLOT);
        assertEquals(8, ReferenceLayout.CONTEXT);
        assertEquals(16, ReferenceLayout.TYPE_ID);
        assertEquals(20, ReferenceLayout.IDENTITY);
        assertEquals(32, ReferenceLayout.SIZE);
        assertEquals(0, ActivationLayout.STACK_LIMIT);
        // Types () -> () and () -> i32; a table of one function; two memories; a global i32.
        ContextLayout layout = new ContextLayout(ModuleDecoder.decode(
                HexFormat.of().parseHex("0061736d01000000" + "0108" + "02" + "600000" + "6000017f" + "0207" + "01" + "016d" + "0168" + "0000"
                        + "0404" + "01" + "700001" + "0505" + "02" + "0001" + "0001" + "0606" + "01" + "7f0041000b"),
                DecoderOptions.all()));
        assertEquals(64, layout.memoryBase(0));
        assertEquals(88, layout.memorySize(1));
        assertEquals(96, layout.tableElements(0));
        assertEquals(104, layout.tableSize(0));
        assertEquals(112, layout.global(0));
        assertFalse(layout.isGlobalShared(0));
        assertEquals(128, layout.importedFunction(0));
        assertEquals(140, layout.typeId(1));
        assertEquals(144, layout.size());
    }

    /** Who cuts a prologue off relies on it. */
    @Test
    void entriesAreAsLongAsTheySay() {
        Assembler assembler = new Assembler(false);
        CallSequences.patchFrame(assembler, CallSequences.enter(assembler, new Label()), 1 << 20);
        assertEquals(CallSequences.ENTER_BYTES, assembler.position());
    }

    @Test
    void symbolsKeepKindAndIndex() {
        int symbol = Symbol.trap(TrapCode.INTEGER_OVERFLOW);
        assertEquals(Symbol.TRAP, Symbol.kind(symbol));
        assertEquals(TrapCode.INTEGER_OVERFLOW, TrapCode.values()[Symbol.index(symbol)]);
        assertEquals(1_000_000, Symbol.index(Symbol.slot(1_000_000)));
        for (Builtin builtin : Builtin.values()) {
            assertEquals(0, builtin.signature().stackArgumentBytes(), builtin.name());
            assertEquals(builtin, Builtin.values()[Symbol.index(Symbol.builtin(builtin))]);
        }
    }

    @Test
    void positionsAreFoundExactly() {
        CodePositions positions = new CodePositions();
        for (int i = 0; i < 100; i++) {
            positions.add(3 * i, i);
        }
        CodePositions copy = positions.copy();
        positions.clear();
        assertEquals(-1, positions.find(0));
        assertEquals(99, copy.find(297));
        assertEquals(50, copy.find(150));
        assertEquals(-1, copy.find(151));
        assertTrue(copy.count() == 100);
    }

    @Test
    void positionsKeepOffsetsOfAnySize() {
        int[] code = {0, 0, 127, 128, 0x4000_0000, Integer.MAX_VALUE};
        int[] wasm = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -64, 63};
        CodePositions positions = new CodePositions();
        for (int i = 0; i < code.length; i++) {
            positions.add(code[i], wasm[i]);
        }
        CodePositions.Cursor cursor = positions.copy().cursor();
        for (int i = 0; i < code.length; i++) {
            assertTrue(cursor.next());
            assertEquals(code[i], cursor.codeOffset());
            assertEquals(wasm[i], cursor.wasmOffset());
        }
        assertFalse(cursor.next());
        assertEquals(63, positions.find(Integer.MAX_VALUE));
        assertEquals(Integer.MAX_VALUE, positions.lowered(100).find(27));
    }
}
