// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.backend.HostFunction;
import dev.tandem.ir.backend.ModuleTypes;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.GlobalCell;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.ir.vm.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A module whose functions are written in assembler, and instances of it. Stands in for a compiler. */
final class Guest {
    /** Writes the inside of a function: its frame is made, arguments are in their registers, results are left in theirs. */
    interface Body {
        void write(Writer writer);
    }

    /** An assembler that keeps the positions. */
    static final class Writer {
        final Assembler assembler = new Assembler(false);
        final CodePositions faults = new CodePositions();
        final CodePositions calls = new CodePositions();

        /** The next instruction may fault. */
        void mayFault(int wasmOffset) {
            faults.add(assembler.position(), wasmOffset);
        }

        /** The instruction before was a call. */
        void called(int wasmOffset) {
            calls.add(assembler.position(), wasmOffset);
        }

        void trap(dev.tandem.ir.trap.TrapCode code, int wasmOffset) {
            CallSequences.trap(assembler, code);
            called(wasmOffset);
        }

        void callDefined(int function, int wasmOffset) {
            CallSequences.callDefined(assembler, function);
            called(wasmOffset);
        }

        void callBuiltin(Builtin builtin, int wasmOffset) {
            CallSequences.callBuiltin(assembler, builtin);
            called(wasmOffset);
        }

        /** Calls the function whose reference is in the scratch register. */
        void callReference(int wasmOffset) {
            Label other = new Label();
            Label back = new Label();
            Label over = new Label();
            CallSequences.callReference(assembler, other);
            called(wasmOffset);
            assembler.bind(back);
            assembler.jmp(over);
            assembler.bind(other);
            CallSequences.otherInstance(assembler);
            called(wasmOffset);
            CallSequences.backFromOtherInstance(assembler, back);
            assembler.bind(over);
        }

        void load(int register, int base, int displacement) {
            Stubs.load(assembler, register, base, displacement);
        }
    }

    static final ModuleTypes TYPES = new ModuleTypes() {
        @Override
        public int id(int typeIndex) {
            return typeIndex + 100;
        }

        @Override
        public boolean isSubtype(int sub, int sup) {
            return sub == sup || sub == sup + 1;
        }
    };

    final NativeBackend backend;
    final WasmModule module;
    final ContextLayout layout;
    final AtomicInteger compiled = new AtomicInteger();
    private final Map<Integer, Body> bodies = new HashMap<>();
    final NativeModuleCode code;

    Guest(TestModule module) {
        this(new NativeBackend(), module);
    }

    Guest(NativeBackend backend, TestModule module) {
        this.backend = backend;
        this.module = module.decode();
        this.layout = new ContextLayout(this.module);
        this.code = (NativeModuleCode) backend.newModuleCode(this.module, TYPES, this::compile);
    }

    Guest define(int index, Body body) {
        bodies.put(index, body);
        return this;
    }

    private NativeArtifact compile(int index) {
        compiled.incrementAndGet();
        return artifact(index, Tier.BASELINE, java.util.Objects.requireNonNull(bodies.get(index)));
    }

    NativeArtifact artifact(int index, Tier tier, Body body) {
        Writer writer = new Writer();
        Label exhausted = new Label();
        int frame = CallSequences.enter(writer.assembler, exhausted);
        CallSequences.patchFrame(writer.assembler, frame, 64);
        body.write(writer);
        CallSequences.leave(writer.assembler, NativeSignature.of(module.functionType(index)));
        writer.assembler.bind(exhausted);
        CallSequences.exhausted(writer.assembler);
        writer.called(0);
        writer.assembler.finish();
        return new NativeArtifact(
                index,
                tier,
                writer.assembler.toByteArray(),
                java.util.List.copyOf(writer.assembler.relocations()),
                writer.faults.copy(),
                writer.calls.copy());
    }

    /** An instance with new memories, tables and globals, and imports to be set before it is {@linkplain #bind bound}. */
    NativeContext instance() {
        LinearMemory[] memories = module.memories().stream()
                .map(type -> backend.newMemory(type, 1 << 16))
                .toArray(LinearMemory[]::new);
        Table[] tables = module.tables().stream()
                .map(type -> backend.newTable(type, true, 1000, null))
                .toArray(Table[]::new);
        GlobalCell[] globals = module.globals().stream().map(backend::newGlobal).toArray(GlobalCell[]::new);
        return (NativeContext) code.newContext(
                this,
                memories,
                tables,
                globals,
                new FunctionReference[module.functionCount()],
                new byte[][] {{1, 2, 3, 4}},
                new Object[1][0]);
    }

    NativeContext instance(HostFunction... imports) {
        NativeContext context = instance();
        for (int i = 0; i < imports.length; i++) {
            context.functions[i] = host(context, i, imports[i]);
        }
        code.bind(context);
        return context;
    }

    FunctionReference host(NativeContext context, int index, HostFunction function) {
        return backend.hostFunction(
                TYPES.id(module.functionTypeIndex(index)), module.functionType(index), function, context);
    }

    /** Calls with numbers only, and returns the first result. */
    static long call(NativeContext context, int function, long... arguments) {
        FunctionReference reference = context.function(function);
        long[] numbers = java.util.Arrays.copyOf(arguments, NativeSignature.of(reference.type()).rawSlots());
        Entries.enter(reference, numbers, new Object[0]);
        return numbers.length == 0 ? 0 : numbers[0];
    }
}
