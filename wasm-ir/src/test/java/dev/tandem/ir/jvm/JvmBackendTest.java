// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.FunctionAssembler;
import dev.tandem.ir.asm.jvm.FunctionShape;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.MethodLimits;
import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.code.JvmArtifact;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.profile.FeedbackLayout;
import dev.tandem.ir.profile.GuardLayout;
import dev.tandem.ir.trap.ConcurrentEntryException;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.GlobalCell;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.ir.vm.Table;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Linking, calling and publishing, with function classes made by hand. The module imports {@code h: i32 -> i32} (function 0) and defines
 * functions 1 and 2 of the same type, whose wasm bodies do not matter.
 */
final class JvmBackendTest {
    private static final WasmModule MODULE = ModuleDecoder.decode(
            HexFormat.of()
                    .parseHex("0061736d01000000" // header
                            + "0106" + "01" + "60017f017f" // type i32 -> i32
                            + "0207" + "01" + "016d" + "0168" + "0000" // import m.h
                            + "0303" + "020000" // two functions
                            + "0a0b" + "02" + "04" + "0020000b" + "04" + "0020000b"),
            DecoderOptions.all());

    private final JvmBackend backend = new JvmBackend();
    private final AtomicInteger compiled = new AtomicInteger();

    /** Function 1 calls function 2; function 2 calls the import with its argument plus {@code added}. */
    private JvmArtifact compile(int index, Tier tier, int added) {
        compiled.incrementAndGet();
        GuestSignature signature = GuestSignature.of(MODULE.functionType(index));
        return TestFunctions.function(MODULE, index, tier, run -> {
            run.visitLineNumber(1, mark(run));
            run.visitVarInsn(Opcodes.ILOAD, 0);
            if (index == 2) {
                run.visitIntInsn(Opcodes.SIPUSH, added);
                run.visitInsn(Opcodes.IADD);
            }
            run.visitVarInsn(Opcodes.ALOAD, 1);
            TestFunctions.callDirect(run, signature, index == 1 ? 2 : 0);
            run.visitInsn(Opcodes.IRETURN);
        });
    }

    private static org.objectweb.asm.Label mark(MethodVisitor method) {
        org.objectweb.asm.Label label = new org.objectweb.asm.Label();
        method.visitLabel(label);
        return label;
    }

    private ModuleCode newCode() {
        return backend.newModuleCode(MODULE, TestFunctions.TYPES, index -> compile(index, Tier.BASELINE, 10));
    }

    private Context newContext(ModuleCode code, HostBody host) {
        FunctionReference[] functions = new FunctionReference[MODULE.functionCount()];
        Context context = code.newContext(
                this, new LinearMemory[0], new Table[0], new GlobalCell[0], functions, new byte[0][], new Object[0][]);
        functions[0] = backend.hostFunction(
                0, MODULE.functionType(0), (importer, numbers, references) -> numbers[0] = host.call((int) numbers[0]), context);
        code.bind(context);
        return context;
    }

    private interface HostBody {
        int call(int argument) throws Throwable;
    }

    private long call(Context context, int function, int argument) {
        long[] numbers = {argument};
        backend.invoke(context.function(function), numbers, new Object[0]);
        return numbers[0];
    }

    @Test
    void functionsAreCompiledAtTheirFirstCall() {
        ModuleCode code = newCode();
        Context context = newContext(code, argument -> 2 * argument);
        assertEquals(Tier.NONE, code.tier(2));
        assertEquals(30, call(context, 2, 5));
        assertEquals(1, compiled.get());
        assertEquals(32, call(context, 1, 6));
        assertEquals(2, compiled.get());
        assertEquals(Tier.BASELINE, code.tier(1));
    }

    @Test
    void theNextCallTakesPublishedCode() {
        ModuleCode code = newCode();
        Context context = newContext(code, argument -> argument);
        assertEquals(10, call(context, 1, 0));
        assertTrue(code.publish(compile(2, Tier.OPTIMIZED, 20)));
        assertEquals(20, call(context, 1, 0));
        assertEquals(20, call(context, 2, 0));
        assertEquals(Tier.OPTIMIZED, code.tier(2));
        assertFalse(code.publish(compile(2, Tier.BASELINE, 30)), "a slot only goes up");
    }

    /** A reference that was made before keeps the old class, and tail calls come by references. */
    @Test
    void tailCallsTakePublishedCode() {
        ModuleCode code = backend.newModuleCode(MODULE, TestFunctions.TYPES, index -> tailCaller(index, Tier.BASELINE, 10));
        Context context = newContext(code, argument -> argument);
        FunctionReference self = context.function(2);
        assertEquals(10, tailCall(self));
        assertTrue(code.publish(tailCaller(2, Tier.OPTIMIZED, 20)));
        assertEquals(20, tailCall(self));
        assertEquals(20, call(context, 2, 0));
    }

    /** Code of a function that could end in a tail call, but gives {@code result}. */
    private static JvmArtifact tailCaller(int index, Tier tier, int result) {
        CodeBuffer code = new CodeBuffer();
        code.newVariable(Kind.INT);
        code.pushInt(result);
        code.returnValue(1);
        GuestSignature signature = GuestSignature.of(MODULE.functionType(index));
        FunctionShape shape = new FunctionShape(index, signature, 1, true, FeedbackLayout.NONE, GuardLayout.NONE, tier);
        return new JvmArtifact(index, tier, new FunctionAssembler(code, shape, MethodLimits.HOTSPOT).assemble(), new int[0]);
    }

    private static long tailCall(FunctionReference callee) {
        callee.code.tailCallRaw(callee.context.results, callee.context.referenceResults, callee);
        return callee.context.results[0];
    }

    @Test
    void manyThreadsMayCallAColdFunction() throws Exception {
        ModuleCode code = newCode();
        CountDownLatch start = new CountDownLatch(1);
        List<FutureTask<Long>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Context context = newContext(code, argument -> argument + 1);
            FutureTask<Long> task = new FutureTask<>(() -> {
                start.await();
                return call(context, 1, 0);
            });
            Thread.ofPlatform().start(task);
            tasks.add(task);
        }
        start.countDown();
        for (FutureTask<Long> task : tasks) {
            assertEquals(11, task.get());
        }
        assertEquals(2, compiled.get());
    }

    @Test
    void whatAHostFunctionThrowsArrivesAsItself() {
        Exception thrown = new Exception("checked");
        Context context = newContext(newCode(), argument -> {
            throw thrown;
        });
        assertSame(thrown, assertThrows(Exception.class, () -> call(context, 1, 0)));
        IndexOutOfBoundsException alike = new IndexOutOfBoundsException();
        Context other = newContext(newCode(), argument -> {
            throw alike;
        });
        assertSame(alike, assertThrows(IndexOutOfBoundsException.class, () -> call(other, 1, 0)));
    }

    @Test
    void aRefusalInTheMiddleOfACallArrivesAsItself() {
        CompilationException refusal = new CompilationException("too large", 2);
        ModuleCode code = backend.newModuleCode(MODULE, TestFunctions.TYPES, index -> {
            if (index == 2) {
                throw refusal;
            }
            return compile(index, Tier.BASELINE, 0);
        });
        Context context = newContext(code, argument -> argument);
        assertSame(refusal, assertThrows(CompilationException.class, () -> call(context, 1, 0)));
        assertSame(refusal, assertThrows(CompilationException.class, () -> call(context, 1, 0)));
    }

    @Test
    void aTrapCarriesTheWasmFrames() {
        Context context = newContext(newCode(), argument -> {
            throw new WasmTrap(TrapCode.UNREACHABLE);
        });
        WasmTrap trap = assertThrows(WasmTrap.class, () -> call(context, 1, 0));
        assertEquals(2, trap.backtrace().size());
        assertEquals(2, trap.backtrace().get(0).functionIndex());
        assertEquals(MODULE.body(2).offset() + 7, trap.backtrace().get(0).offset());
        assertEquals(1, trap.backtrace().get(1).functionIndex());
    }

    @Test
    void stackOverflowIsATrapAndTheInstanceStaysUsable() {
        ModuleCode code = newCode();
        Context[] self = new Context[1];
        boolean[] recurse = {true};
        Context context = newContext(code, argument -> recurse[0] ? (int) call(self[0], 1, argument) : argument);
        self[0] = context;
        WasmTrap trap = assertThrows(WasmTrap.class, () -> call(context, 1, 0));
        assertEquals(TrapCode.CALL_STACK_EXHAUSTED, trap.code());
        recurse[0] = false;
        assertEquals(11, call(context, 1, 1));
        assertFalse(context.isEntered());
    }

    @Test
    void aSecondThreadIsRefused() throws Exception {
        Context[] self = new Context[1];
        Context context = newContext(newCode(), argument -> {
            FutureTask<Long> intruder = new FutureTask<>(() -> call(self[0], 2, 0));
            Thread.ofPlatform().start(intruder);
            try {
                return intruder.get().intValue();
            } catch (java.util.concurrent.ExecutionException e) {
                throw e.getCause();
            }
        });
        self[0] = context;
        assertThrows(ConcurrentEntryException.class, () -> call(context, 1, 0));
        assertFalse(context.isEntered());
    }

    @Test
    void exactHandlesEnterAndTypedHostFunctionsAreCalled() throws Throwable {
        ModuleCode code = newCode();
        FunctionReference[] functions = new FunctionReference[MODULE.functionCount()];
        Context context = code.newContext(
                this, new LinearMemory[0], new Table[0], new GlobalCell[0], functions, new byte[0][], new Object[0][]);
        MethodHandle negate = MethodHandles.lookup()
                .findStatic(Math.class, "negateExact", MethodType.methodType(int.class, int.class));
        functions[0] = backend.hostFunction(0, MODULE.functionType(0), negate, context);
        code.bind(context);
        MethodHandle handle = backend.handle(context.function(1));
        assertEquals(MethodType.methodType(int.class, int.class), handle.type());
        assertEquals(-15, (int) handle.invokeExact(5));
    }
}
