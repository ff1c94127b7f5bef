// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.code.InterpretedArtifact;
import dev.tandem.ir.code.InterpretedCode;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmFrame;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.GlobalCell;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.ir.vm.Table;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

/** Functions that are Java objects: called like all others, and replaced by compiled code. */
final class InterpretedCodeTest {
    /**
     * Functions 0 and 2 of type {@code i32 -> i32}, function 1 of type {@code externref i64 -> i64 externref f64}; private globals, an i64 and an
     * externref.
     */
    private static final WasmModule MODULE = ModuleDecoder.decode(
            HexFormat.of()
                    .parseHex("0061736d01000000" + "010e" + "0260017f017f" + "60026f7e037e6f7c" + "030403000100" + "060b"
                            + "027e0142000b" + "6f01d06f0b" + "0a1b03" + "040020000b" + "0f00200120004400000000000000000b"
                            + "040020000b"),
            DecoderOptions.all());

    private final JvmBackend backend = new JvmBackend();
    private final Map<Integer, InterpretedCode> functions = new HashMap<>();
    private final ModuleCode code = backend.newModuleCode(
            MODULE, TestFunctions.TYPES, index -> new InterpretedArtifact(index, Tier.BASELINE, functions.get(index), 1));
    private final Context context = newContext();

    private Context newContext() {
        GlobalCell[] globals = {
            backend.newGlobal(MODULE.globals().get(0)), backend.newGlobal(MODULE.globals().get(1))
        };
        Context made = code.newContext(
                this,
                new LinearMemory[0],
                new Table[0],
                globals,
                new FunctionReference[MODULE.functionCount()],
                new byte[0][],
                new Object[0][]);
        code.bind(made);
        return made;
    }

    private long call(int function, long argument) {
        long[] numbers = {argument};
        backend.invoke(context.function(function), numbers, new Object[0]);
        return numbers[0];
    }

    @Test
    void functionsCallEachOther() {
        functions.put(0, (instance, numbers, references) -> {
            long[] inner = {numbers[0] + 1};
            instance.call(2, inner, new Object[0]);
            numbers[0] = inner[0] & 0xffff_ffffL;
        });
        functions.put(2, (instance, numbers, references) -> numbers[0] = 0xffff_ffffL - numbers[0]);
        assertEquals(0xffff_ffffL - 8, call(0, 7));
        assertEquals(Tier.BASELINE, code.tier(2));
    }

    @Test
    void severalResultsAndReferences() {
        Object thing = new Object();
        functions.put(1, (instance, numbers, references) -> {
            numbers[0] = numbers[1] * 2;
            references[1] = references[0];
            numbers[2] = Double.doubleToRawLongBits(0.5);
        });
        long[] numbers = {0, 21, 0};
        Object[] references = {thing, null, null};
        backend.invoke(context.function(1), numbers, references);
        assertEquals(42, numbers[0]);
        assertSame(thing, references[1]);
        assertEquals(0.5, Double.longBitsToDouble(numbers[2]));
    }

    @Test
    void privateGlobalsAreThoseOfCompiledCode() {
        Object thing = new Object();
        functions.put(0, (instance, numbers, references) -> {
            numbers[0] = instance.global(0).bits();
            instance.global(0).setBits(numbers[0] + 5);
            instance.global(1).setReference(thing);
            assertSame(thing, instance.global(1).reference());
        });
        assertEquals(0, call(0, 0));
        assertEquals(5, call(0, 0));
        assertTrue(code.publish(TestFunctions.function(MODULE, 0, Tier.OPTIMIZED, run -> {
            run.visitVarInsn(Opcodes.ALOAD, 1);
            run.visitFieldInsn(Opcodes.GETFIELD, GuestLayout.CONTEXT, "g0", "J");
            run.visitInsn(Opcodes.L2I);
            run.visitInsn(Opcodes.IRETURN);
        })));
        assertEquals(10, call(0, 0));
    }

    @Test
    void tailCallsTakeNoStack() {
        functions.put(0, (instance, numbers, references) -> {
            if (numbers[0] > 0) {
                instance.tailCall(instance.function(2), new long[] {numbers[0] - 1}, new Object[0]);
            } else {
                numbers[0] = 99;
            }
        });
        functions.put(2, (instance, numbers, references) ->
                instance.tailCall(instance.function(0), numbers, references));
        assertEquals(99, call(0, 200_000));
        assertEquals(99, call(2, 3));
    }

    @Test
    void tailCallsTakeTheNewestCode() {
        functions.put(0, (instance, numbers, references) ->
                instance.tailCall(instance.function(2), numbers, references));
        functions.put(2, (instance, numbers, references) -> numbers[0] = 1);
        assertEquals(1, call(0, 0));
        InterpretedCode better = (instance, numbers, references) -> numbers[0] = 2;
        assertTrue(code.publish(new InterpretedArtifact(2, Tier.OPTIMIZED, better, 1)));
        assertEquals(2, call(0, 0));
        assertEquals(2, call(2, 0));
    }

    @Test
    void trapsNameTheFunctions() {
        functions.put(0, (instance, numbers, references) -> instance.call(2, numbers, references));
        functions.put(2, (instance, numbers, references) -> {
            if (numbers[0] == 0) {
                throw new WasmTrap(TrapCode.UNREACHABLE);
            }
            instance.call(2, new long[] {numbers[0] - 1}, references);
        });
        WasmTrap trap = assertThrows(WasmTrap.class, () -> call(0, 2));
        assertEquals(List.of(2, 2, 2, 0), trap.backtrace().stream().map(WasmFrame::functionIndex).toList());
    }

    @Test
    void recursionWithoutEndTraps() {
        functions.put(0, (instance, numbers, references) -> instance.call(0, numbers, references));
        assertEquals(
                TrapCode.CALL_STACK_EXHAUSTED,
                assertThrows(WasmTrap.class, () -> call(0, 0)).code());
    }

    @Test
    void anInterruptStopsLoopsAndCalls() {
        functions.put(0, (instance, numbers, references) -> {
            context.gate().interrupt();
            while (true) {
                instance.poll();
            }
        });
        functions.put(2, (instance, numbers, references) -> {
            context.gate().interrupt();
            instance.call(2, numbers, references);
        });
        for (int function : new int[] {0, 2}) {
            assertEquals(
                    TrapCode.INTERRUPTED,
                    assertThrows(WasmTrap.class, () -> call(function, 0)).code());
        }
    }

    @Test
    void theProfileIsThatOfTheCode() {
        FunctionProfile profile = new FunctionProfile.Builder().entries(3).build();
        functions.put(0, new InterpretedCode() {
            @Override
            public void run(dev.tandem.ir.code.GuestInstance instance, long[] numbers, Object[] references) {}

            @Override
            public FunctionProfile profile() {
                return profile;
            }
        });
        assertTrue(code.profile(0).isEmpty());
        call(0, 0);
        assertSame(profile, code.profile(0));
    }
}
