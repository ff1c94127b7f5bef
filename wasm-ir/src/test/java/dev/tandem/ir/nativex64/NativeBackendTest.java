// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.R10;
import static dev.tandem.ir.asm.x64.Gpr.R11;
import static dev.tandem.ir.asm.x64.Gpr.R14;
import static dev.tandem.ir.asm.x64.Gpr.R15;
import static dev.tandem.ir.asm.x64.Gpr.RAX;
import static dev.tandem.ir.asm.x64.Gpr.RBP;
import static dev.tandem.ir.asm.x64.Gpr.RCX;
import static dev.tandem.ir.asm.x64.Gpr.RDX;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.ir.vm.FunctionReference;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Calls between Java and machine code, with functions written in assembler. */
final class NativeBackendTest extends NativeTest {
    /** Adds its two integers. */
    private static void add(Guest.Writer w) {
        w.assembler.rr(IntegerOp.ADD, 32, RAX, RCX);
    }

    @Test
    void functionsAreCompiledAtTheirFirstCall() {
        Guest guest = new Guest(new TestModule().function("II_I")).define(0, NativeBackendTest::add);
        NativeContext context = guest.instance(new dev.tandem.ir.backend.HostFunction[0]);
        assertEquals(Tier.NONE, guest.code.tier(0));
        assertEquals(7, Guest.call(context, 0, 3, 4));
        assertEquals(0xffff_fffeL, Guest.call(context, 0, 0xffff_ffffL, 0xdead_beef_ffff_ffffL), "i32 results are zero-extended");
        assertEquals(1, guest.compiled.get());
        assertEquals(Tier.BASELINE, guest.code.tier(0));
    }

    @Test
    void theNextCallTakesPublishedCode() {
        Guest guest = new Guest(new TestModule().function("_I").function("_I"))
                .define(0, w -> w.callDefined(1, 3))
                .define(1, w -> w.assembler.mov(RAX, 10));
        NativeContext context = guest.instance(new dev.tandem.ir.backend.HostFunction[0]);
        assertEquals(10, Guest.call(context, 0));
        assertTrue(guest.code.publish(guest.artifact(1, Tier.OPTIMIZED, w -> w.assembler.mov(RAX, 20))));
        assertEquals(20, Guest.call(context, 0));
        assertFalse(guest.code.publish(guest.artifact(1, Tier.BASELINE, w -> w.assembler.mov(RAX, 30))), "a slot only goes up");
        assertEquals(20, Guest.call(context, 1));
    }

    @Test
    void manyThreadsMayCallAColdFunction() throws Exception {
        Guest guest = new Guest(new TestModule().function("I_I").function("I_I"))
                .define(0, w -> w.callDefined(1, 3))
                .define(1, w -> w.assembler.ri(IntegerOp.ADD, 32, RAX, 5));
        CountDownLatch start = new CountDownLatch(1);
        List<FutureTask<Long>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            NativeContext context = guest.instance(new dev.tandem.ir.backend.HostFunction[0]);
            FutureTask<Long> task = new FutureTask<>(() -> {
                start.await();
                return Guest.call(context, 0, 1);
            });
            (i % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual()).start(task);
            tasks.add(task);
        }
        start.countDown();
        for (FutureTask<Long> task : tasks) {
            assertEquals(6, task.get());
        }
        assertEquals(2, guest.compiled.get());
    }

    /** All arguments of all kinds, in registers and on the stack, through a lazy stub, guest code and a host function; and back. */
    @Test
    void manyArgumentsAndResultsOfAllKinds() {
        String kinds = "IJFDVIJFDVIJFDVIJFDVIJFDVIJFDV";
        TestModule module = new TestModule().imported(kinds + "_" + kinds).function(kinds + "_" + kinds);
        Guest guest = new Guest(module).define(1, w -> {
            NativeSignature signature = NativeSignature.of(ofKinds(kinds));
            // Arguments in registers stay there; those on the stack are pushed again.
            w.assembler.mr(IntegerOp.MOV, 64, RBP, NONE, 0, -16, R10);
            w.assembler.ri(IntegerOp.SUB, 64, 4, signature.stackResultBytes());
            w.assembler.rr(IntegerOp.MOV, 64, R10, 4);
            for (int at = signature.stackArgumentBytes() - 8; at >= 0; at -= 8) {
                w.load(R11, RBP, NativeConvention.STACK_ARGUMENTS_AT + at);
                w.assembler.push(R11);
            }
            w.load(R11, R14, new ContextLayout(module.decode()).importedFunction(0));
            w.callReference(5);
            // The callee has popped the arguments: rsp is at the results.
            w.load(R10, RBP, -16);
            for (int at = 0; at < signature.stackResultBytes(); at += 8) {
                w.load(R11, 4, at);
                Stubs.store(w.assembler, R10, at, R11);
            }
        });
        NativeSignature signature = NativeSignature.of(guest.module.functionType(1));
        assertTrue(signature.stackArgumentBytes() > 0 && signature.stackResultBytes() > 0);
        long[] seen = new long[signature.rawSlots()];
        NativeContext context = guest.instance((_, numbers, _) -> {
            System.arraycopy(numbers, 0, seen, 0, seen.length);
            int slot = 0;
            for (int i = 0; i < signature.resultCount(); i++) {
                numbers[slot] = value(signature.resultKind(i), 1000 + slot);
                slot++;
                if (signature.resultKind(i) == 'V') {
                    numbers[slot] = 1000 + slot;
                    slot++;
                }
            }
        });
        long[] numbers = new long[signature.rawSlots()];
        int slot = 0;
        for (int i = 0; i < signature.parameterCount(); i++) {
            for (int half = 0; half < NativeSignature.slots(signature.parameterKind(i)); half++) {
                numbers[slot] = value(signature.parameterKind(i), slot);
                slot++;
            }
        }
        long[] given = numbers.clone();
        for (int round = 0; round < 3; round++) {
            System.arraycopy(given, 0, numbers, 0, given.length);
            Entries.enter(context.function(1), numbers, new Object[0]);
            assertArrayEquals(given, seen);
            slot = 0;
            for (int i = 0; i < signature.resultCount(); i++) {
                assertEquals(value(signature.resultKind(i), 1000 + slot), numbers[slot], "slot " + slot);
                slot += NativeSignature.slots(signature.resultKind(i));
            }
        }
    }

    private static long value(char kind, int slot) {
        return switch (kind) {
            case 'I' -> 0xffff_ff00L + slot % 256;
            case 'F' -> Float.floatToRawIntBits(slot + 0.5f) & 0xffff_ffffL;
            case 'D' -> Double.doubleToRawLongBits(slot + 0.25);
            default -> (long) slot << 33 | slot;
        };
    }

    private static dev.tandem.decoder.type.FunctionType ofKinds(String kinds) {
        List<ValueType> types = kinds.chars()
                .mapToObj(kind -> switch (kind) {
                    case 'I' -> ValueType.I32;
                    case 'J' -> ValueType.I64;
                    case 'F' -> ValueType.F32;
                    case 'D' -> ValueType.F64;
                    default -> ValueType.V128;
                })
                .toList();
        return new dev.tandem.decoder.type.FunctionType(types, types);
    }

    @Test
    void exactHandlesPassAllKinds() throws Throwable {
        Guest guest = new Guest(new TestModule().function("IJ_J").function("DF_D").function("F_F").function("_").function("IIIIII_I"))
                .define(0, w -> {
                    w.assembler.rr(IntegerOp.ADD, 64, RCX, RAX);
                    w.assembler.rr(IntegerOp.MOV, 64, RAX, RCX);
                })
                .define(1, w -> {
                    w.assembler.xxx(VectorOp.CVTSS2SD, 1, 1, 1);
                    w.assembler.xxx(VectorOp.ADDSD, 0, 0, 1);
                })
                .define(2, w -> w.assembler.xxx(VectorOp.ADDSS, 0, 0, 0))
                .define(3, w -> {})
                .define(4, w -> {
                    w.assembler.rr(IntegerOp.SUB, 32, RAX, 7);
                });
        NativeContext context = guest.instance(new dev.tandem.ir.backend.HostFunction[0]);
        assertEquals(0x1_ffff_ffffL, (long) guest.backend.handle(context.function(0)).invokeExact(-1, 1L << 32));
        assertEquals(4.0, (double) guest.backend.handle(context.function(1)).invokeExact(1.5, 2.5f));
        assertEquals(-3f, (float) guest.backend.handle(context.function(2)).invokeExact(-1.5f));
        guest.backend.handle(context.function(3)).invokeExact();
        assertEquals(-5, (int) guest.backend.handle(context.function(4)).invokeExact(1, 2, 3, 4, 5, 6));
    }

    @Test
    void typedHostFunctionsAreCalled() throws Throwable {
        MethodHandle mix = MethodHandles.lookup()
                .findStatic(
                        NativeBackendTest.class,
                        "mix",
                        MethodType.methodType(double.class, int.class, long.class, float.class, double.class));
        Guest guest = new Guest(new TestModule().imported("IJFD_D").function("IJFD_D"));
        guest.define(1, w -> {
            w.load(R11, R14, guest.layout.importedFunction(0));
            w.callReference(1);
        });
        NativeContext context = guest.instance();
        context.functions[0] = guest.backend.hostFunction(100, guest.module.functionType(0), mix, context);
        guest.code.bind(context);
        MethodHandle handle = guest.backend.handle(context.function(1));
        for (int i = 0; i < 3; i++) {
            assertEquals(-1 + 2 + 0.5 + 0.25, (double) handle.invokeExact(-1, 2L, 0.5f, 0.25));
        }
    }

    static double mix(int a, long b, float c, double d) {
        return a + b + c + d;
    }

    @Test
    void whatAHostFunctionThrowsArrivesAsItself() {
        Exception thrown = new Exception("checked");
        Guest guest = importing();
        NativeContext context = guest.instance((_, _, _) -> {
            throw thrown;
        });
        for (int i = 0; i < 3; i++) {
            assertSame(thrown, assertThrows(Exception.class, () -> Guest.call(context, 1, 1)));
        }
        assertFalse(context.isEntered());
    }

    /** Function 0 is imported, 1 calls 2, 2 calls 0; all i32 -> i32. */
    private static Guest importing() {
        Guest guest = new Guest(new TestModule().imported("I_I").function("I_I").function("I_I"));
        return guest.define(1, w -> w.callDefined(2, 11)).define(2, w -> {
            w.load(R11, R14, guest.layout.importedFunction(0));
            w.callReference(22);
        });
    }

    @Test
    void backtracesGoAcrossHostFunctions() {
        Guest guest = importing();
        NativeContext[] self = new NativeContext[1];
        NativeContext context = guest.instance((_, numbers, _) -> {
            if (numbers[0] == 0) {
                throw new WasmTrap(TrapCode.UNREACHABLE);
            }
            numbers[0] = Guest.call(self[0], 2, numbers[0] - 1);
        });
        self[0] = context;
        WasmTrap trap = assertThrows(WasmTrap.class, () -> Guest.call(context, 1, 2));
        assertEquals(List.of(2, 2, 2, 1), trap.backtrace().stream().map(frame -> frame.functionIndex()).toList());
        assertEquals(guest.module.body(2).offset() + 22, trap.backtrace().get(0).offset());
        assertEquals(guest.module.body(1).offset() + 11, trap.backtrace().get(3).offset());
        assertEquals("guest", trap.backtrace().get(0).module());
    }

    @Test
    void nestedEntriesSeeTheirOwnTraps() {
        Guest guest = new Guest(new TestModule().imported("I_I").function("I_I").function("I_I"));
        guest.define(1, w -> {
                    w.load(R11, R14, guest.layout.importedFunction(0));
                    w.callReference(22);
                    w.assembler.ri(IntegerOp.ADD, 32, RAX, 1);
                })
                .define(2, w -> w.trap(TrapCode.INTEGER_DIVIDE_BY_ZERO, 4));
        NativeContext[] self = new NativeContext[1];
        NativeContext context = guest.instance((_, numbers, _) -> {
            if (numbers[0] > 0) {
                numbers[0] = Guest.call(self[0], 1, numbers[0] - 1);
                return;
            }
            WasmTrap trap = assertThrows(WasmTrap.class, () -> Guest.call(self[0], 2, 0));
            assertEquals(TrapCode.INTEGER_DIVIDE_BY_ZERO, trap.code());
            assertEquals(1, trap.backtrace().size());
            numbers[0] = 100;
        });
        self[0] = context;
        for (int i = 0; i < 100; i++) {
            assertEquals(121, Guest.call(context, 1, 20));
        }
    }

    @Test
    void aTrapEndsAllFramesAndNothingRunsAfterIt() {
        Guest guest = new Guest(new TestModule().function("I_I").memory(1, 1));
        guest.define(0, w -> {
            // Counts down by calling itself; at 0 traps. After the call: a store that must not happen.
            dev.tandem.ir.asm.x64.Label deeper = new dev.tandem.ir.asm.x64.Label();
            w.assembler.rr(IntegerOp.TEST, 32, RAX, RAX);
            w.assembler.jcc(dev.tandem.ir.asm.x64.Condition.NOT_EQUAL, deeper);
            w.trap(TrapCode.UNREACHABLE, 1);
            w.assembler.bind(deeper);
            w.assembler.ri(IntegerOp.SUB, 32, RAX, 1);
            w.callDefined(0, 2);
            w.mayFault(3);
            w.assembler.mi(IntegerOp.MOV, 32, R15, NONE, 0, 0, 1);
        });
        NativeContext context = guest.instance(new dev.tandem.ir.backend.HostFunction[0]);
        for (int depth : new int[] {0, 1, 10, 1000}) {
            WasmTrap trap = assertThrows(WasmTrap.class, () -> Guest.call(context, 0, depth));
            assertEquals(TrapCode.UNREACHABLE, trap.code());
            assertEquals(Math.min(200, depth + 1), trap.backtrace().size());
            assertEquals(guest.module.body(0).offset() + 1, trap.backtrace().get(0).offset());
            assertEquals(0, context.memories[0].getInt(0));
        }
    }

    @Test
    void builtinsWorkOnMemoriesTablesAndGlobals() {
        Guest guest = new Guest(new TestModule()
                .function("J_J") // memory.grow
                .function("IJIJ_") // memory.fill
                .function("JL_") // table.set 0
                .function("I_I") // call_indirect of type 3
                .function("JL_J") // table.grow
                .function("_J") // memory.size and table.size
                .function("L_L") // global 1 = x; x
                .memory(1, 3)
                .table(2)
                .global('I')
                .global('L'));
        guest.define(0, w -> {
                    w.assembler.rr(IntegerOp.MOV, 64, RCX, RAX);
                    w.assembler.mov(RAX, 0);
                    w.callBuiltin(Builtin.MEMORY_GROW, 1);
                })
                .define(1, w -> w.callBuiltin(Builtin.MEMORY_FILL, 1))
                .define(2, w -> {
                    w.assembler.rr(IntegerOp.MOV, 64, RDX, RCX);
                    w.assembler.rr(IntegerOp.MOV, 64, RCX, RAX);
                    w.assembler.mov(RAX, 0);
                    w.callBuiltin(Builtin.TABLE_SET, 1);
                })
                .define(3, w -> {
                    w.load(R11, R14, guest.layout.tableElements(0));
                    w.assembler.rm(IntegerOp.MOV, 64, R11, R11, RAX, 3, 0);
                    w.callReference(7);
                })
                .define(4, w -> {
                    w.assembler.rr(IntegerOp.MOV, 64, RDX, RCX);
                    w.assembler.rr(IntegerOp.MOV, 64, RCX, RAX);
                    w.assembler.mov(RAX, 0);
                    w.callBuiltin(Builtin.TABLE_GROW, 1);
                })
                .define(5, w -> {
                    w.load(RAX, R14, guest.layout.memorySize(0));
                    w.load(RCX, R14, guest.layout.tableSize(0));
                    w.assembler.rr(IntegerOp.ADD, 64, RAX, RCX);
                })
                .define(6, w -> {
                    w.assembler.rr(IntegerOp.MOV, 64, RCX, RAX);
                    w.assembler.mov(RAX, 1);
                    w.callBuiltin(Builtin.GLOBAL_SET_REFERENCE, 1);
                    w.load(RAX, R14, guest.layout.global(1));
                });
        NativeContext context = guest.instance(new dev.tandem.ir.backend.HostFunction[0]);
        assertEquals(65536 + 2, Guest.call(context, 5));
        assertEquals(1, Guest.call(context, 0, 2));
        assertEquals(-1, Guest.call(context, 0, 1));
        assertEquals(3 * 65536 + 2, Guest.call(context, 5));
        Guest.call(context, 1, 0, 3 * 65536 - 5, 7, 5);
        assertEquals(7, context.memories[0].getByte(3 * 65536 - 1));
        assertEquals(
                TrapCode.MEMORY_OUT_OF_BOUNDS,
                assertThrows(WasmTrap.class, () -> Guest.call(context, 1, 0, 3 * 65536 - 5, 7, 6)).code());
        // A function of another instance, through the table: it sees its own memory.
        Guest other = new Guest(new TestModule().function("I_I").memory(1, 1))
                .define(0, w -> {
                    w.mayFault(1);
                    w.assembler.rm(IntegerOp.MOV, 32, RAX, R15, RAX, 0, 0);
                    w.mayFault(2);
                    w.assembler.rm(IntegerOp.MOV, 32, RAX, R15, RAX, 0, 0);
                });
        NativeContext stranger = other.instance(new dev.tandem.ir.backend.HostFunction[0]);
        stranger.memories[0].putInt(1, 8);
        stranger.memories[0].putInt(8, 4711);
        long[] numbers = {5, 0};
        Object[] references = {null, stranger.function(0)};
        assertEquals(
                TrapCode.TABLE_OUT_OF_BOUNDS,
                assertThrows(WasmTrap.class, () -> Entries.enter(context.function(2), numbers, references)).code());
        numbers[0] = 1;
        Entries.enter(context.function(2), numbers, references);
        assertSame(stranger.function(0), context.tables[0].get(1));
        assertEquals(4711, Guest.call(context, 3, 1));
        numbers[0] = 10;
        Entries.enter(context.function(4), numbers, references);
        assertEquals(2, numbers[0]);
        assertEquals(3 * 65536 + 12, Guest.call(context, 5));
        assertSame(stranger.function(0), context.tables[0].get(11));
        // A trap in the other instance ends this one's frames, too.
        stranger.memories[0].putInt(1, 65533);
        WasmTrap trap = assertThrows(WasmTrap.class, () -> Guest.call(context, 3, 1));
        assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, trap.code());
        assertEquals(2, trap.backtrace().size());
        assertEquals(other.module.body(0).offset() + 2, trap.backtrace().get(0).offset());
        assertEquals(3, trap.backtrace().get(1).functionIndex());
        Object[] one = {context.function(5)};
        Entries.enter(context.function(6), new long[1], one);
        assertSame(context.function(5), one[0]);
        assertSame(context.function(5), context.globals[1].reference());
    }

    @Test
    void referencesOfTheHostAreHandles() {
        Guest guest = new Guest(new TestModule().imported("X_X").function("XX_X"));
        guest.define(1, w -> {
            w.load(R11, R14, guest.layout.importedFunction(0));
            w.callReference(1);
        });
        NativeContext context = guest.instance();
        context.functions[0] = guest.host(context, 0, (_, _, references) -> references[0] = references[0] + "!");
        guest.code.bind(context);
        Object[] references = {"hello", null};
        Entries.enter(context.function(1), new long[2], references);
        assertEquals("hello!", references[0]);
    }

    @Test
    void callsIntoAnotherInstanceSwitchContextAndBack() {
        Guest other = new Guest(new TestModule().imported("I_I").function("I_I").memory(1, 1));
        other.define(1, w -> {
            w.load(R11, R14, other.layout.importedFunction(0));
            w.callReference(1);
            w.mayFault(2);
            w.assembler.rm(IntegerOp.ADD, 32, RAX, R15, NONE, 0, 0);
        });
        NativeContext[] contexts = new NativeContext[2];
        // Called from the inner instance, enters the outer one again, which calls into the inner one.
        NativeContext inner = other.instance((_, numbers, _) ->
                numbers[0] = numbers[0] == 0 ? 1 : Guest.call(contexts[0], 1, numbers[0] - 1));
        inner.memories[0].putInt(0, 10);
        Guest guest = new Guest(new TestModule().imported("I_I").function("I_I").memory(1, 1));
        guest.define(1, w -> {
            w.load(R11, R14, guest.layout.importedFunction(0));
            w.callReference(1);
            w.mayFault(2);
            w.assembler.rm(IntegerOp.ADD, 32, RAX, R15, NONE, 0, 0);
            // A trap stub finds the entry through the context's activation.
            dev.tandem.ir.asm.x64.Label fine = new dev.tandem.ir.asm.x64.Label();
            w.assembler.ri(IntegerOp.CMP, 32, RAX, 1000);
            w.assembler.jcc(dev.tandem.ir.asm.x64.Condition.LESS, fine);
            w.trap(TrapCode.UNREACHABLE, 9);
            w.assembler.bind(fine);
        });
        NativeContext outer = guest.instance();
        outer.functions[0] = inner.function(1);
        guest.code.bind(outer);
        outer.memories[0].putInt(0, 100);
        contexts[0] = outer;
        assertEquals(1 + 10 + 100, Guest.call(outer, 1, 0));
        assertEquals(1 + 5 * 110, Guest.call(outer, 1, 4));
        WasmTrap trap = assertThrows(WasmTrap.class, () -> Guest.call(outer, 1, 30));
        assertEquals(TrapCode.UNREACHABLE, trap.code());
        assertEquals(1 + 110, Guest.call(outer, 1, 0), "both are usable afterwards");
        assertEquals(11, Guest.call(inner, 1, 0));
    }

    @Test
    void anExceptionOfTheCompilerArrivesAsItself() {
        IllegalStateException refused = new IllegalStateException("no");
        Guest guest = new Guest(new TestModule().function("_").function("_")).define(0, w -> w.callDefined(1, 5)).define(1, w -> {
            throw refused;
        });
        NativeContext context = guest.instance(new dev.tandem.ir.backend.HostFunction[0]);
        assertSame(refused, assertThrows(IllegalStateException.class, () -> Guest.call(context, 0)));
        assertSame(refused, assertThrows(IllegalStateException.class, () -> Guest.call(context, 1)));
    }

    @Test
    void hostFunctionsCanBeCalledDirectly() {
        Guest guest = new Guest(new TestModule().imported("II_I"));
        NativeContext context = guest.instance((_, numbers, _) -> numbers[0] = numbers[0] * 10 + numbers[1]);
        FunctionReference host = context.function(0);
        long[] numbers = {4, 2};
        guest.backend.invoke(host, numbers, new Object[0]);
        assertEquals(42, numbers[0]);
    }
}
