// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.ConstantExpression;
import dev.tandem.decoder.module.DataSegment;
import dev.tandem.decoder.module.ElementSegment;
import dev.tandem.decoder.module.Export;
import dev.tandem.decoder.module.Import;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.backend.FunctionCompiler;
import dev.tandem.ir.backend.HostFunction;
import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.backend.ModuleTypes;
import dev.tandem.ir.jvm.GuestSignature;
import dev.tandem.ir.jvm.JvmBackend;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.profile.Instrumentation;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.GlobalCell;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.ir.vm.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A module instantiated with the least that the compiler's tests need; the runtime proper is not on this module's path. */
public final class TestInstance {
    private final Backend backend;
    final WasmModule module;
    final Context context;
    private final ModuleCode code;
    private final List<Integer> spent = new ArrayList<>();

    TestInstance(byte[] bytes, Map<String, HostFunction> imports) {
        this(bytes, imports, new JvmBaselineCompiler());
    }

    TestInstance(byte[] bytes, Map<String, HostFunction> imports, JvmBaselineCompiler compiler) {
        this(bytes, imports, new JvmBackend(), compiler);
    }

    public TestInstance(byte[] bytes, Map<String, HostFunction> imports, Backend backend, BaselineCompiler compiler) {
        this(bytes, imports, backend, compiler, Instrumentation.NONE);
    }

    public TestInstance(
            byte[] bytes,
            Map<String, HostFunction> imports,
            Backend backend,
            BaselineCompiler compiler,
            Instrumentation instrumentation) {
        this.backend = backend;
        module = ModuleDecoder.decode(bytes, DecoderOptions.all());
        compiler.check(module);
        code = backend.newModuleCode(module, new OwnTypes(module), new FunctionCompiler() {
            @Override
            public CodeArtifact compile(int functionIndex) {
                return compiler.compile(module, module.body(functionIndex), instrumentation);
            }

            @Override
            public int budgetSpent(int functionIndex) {
                spent.add(functionIndex);
                return instrumentation.budget();
            }
        });
        LinearMemory[] memories = new LinearMemory[module.memories().size()];
        for (int i = 0; i < memories.length; i++) {
            MemoryType type = module.memories().get(i);
            memories[i] = backend.newMemory(type, 1000);
        }
        Table[] tables = new Table[module.tables().size()];
        for (int i = 0; i < tables.length; i++) {
            TableType type = module.tables().get(i);
            boolean functions = module.types().isHeapSubtype(type.element().heapType(), HeapType.FUNC);
            tables[i] = backend.newTable(type, functions, 100_000, null);
        }
        GlobalCell[] globals = new GlobalCell[module.globals().size()];
        for (int i = 0; i < globals.length; i++) {
            globals[i] = backend.newGlobal(module.globals().get(i));
        }
        context = code.newContext(
                this,
                memories,
                tables,
                globals,
                new FunctionReference[module.functionCount()],
                new byte[module.data().size()][],
                new Object[module.elements().size()][]);
        linkImports(imports);
        for (int i = 0; i < globals.length; i++) {
            initialise(globals[i], module.definedGlobals().get(i).initializer());
        }
        code.bind(context);
        segments();
        module.startFunction().ifPresent(start -> backend.invoke(context.function(start), new long[8], new Object[8]));
    }

    private void linkImports(Map<String, HostFunction> imports) {
        int index = 0;
        for (Import entry : module.imports()) {
            if (!(entry.descriptor() instanceof Import.Function)) {
                throw new IllegalArgumentException("only functions can be imported: " + entry);
            }
            FunctionType type = module.functionType(index);
            context.functions[index] =
                    backend.hostFunction(module.functionTypeIndex(index), type, imports.get(entry.name()), context);
            index++;
        }
    }

    private void initialise(GlobalCell cell, ConstantExpression expression) {
        if (cell.type().type().isReference()) {
            cell.setReference(reference(expression));
        } else if (cell.type().type().equals(ValueType.V128)) {
            ByteBuffer bytes = ByteBuffer.wrap(expression.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            cell.setBits(bytes.getLong(2));
            cell.setHighBits(bytes.getLong(10));
        } else {
            cell.setBits(number(expression));
        }
    }

    private Object reference(ConstantExpression expression) {
        byte[] bytes = expression.bytes();
        return bytes[0] == (byte) 0xd2 ? context.function(leb(bytes)) : null;
    }

    private static int leb(byte[] bytes) {
        int result = 0;
        int at = 1;
        int shift = 0;
        do {
            result |= (bytes[at] & 0x7f) << shift;
            shift += 7;
        } while (bytes[at++] < 0);
        int unused = 32 - shift;
        boolean signed = bytes[0] == 0x41;
        return signed && unused > 0 ? result << unused >> unused : result;
    }

    private static long number(ConstantExpression expression) {
        byte[] bytes = expression.bytes();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (bytes[0]) {
            case 0x41 -> leb(bytes) & 0xffff_ffffL;
            case 0x43 -> buffer.getInt(1) & 0xffff_ffffL;
            case 0x44 -> buffer.getLong(1);
            default -> throw new IllegalArgumentException("constant expression " + bytes[0]);
        };
    }

    private void segments() {
        for (int i = 0; i < context.data.length; i++) {
            DataSegment segment = module.data().get(i);
            context.data[i] = segment.bytes();
            if (segment.isActive()) {
                long offset = number(segment.offset().orElseThrow());
                context.memories[segment.memoryIndex()].write(offset, segment.bytes(), 0, segment.bytes().length);
                context.dropData(i);
            }
        }
        for (int i = 0; i < context.elements.length; i++) {
            ElementSegment segment = module.elements().get(i);
            Object[] values = new Object[segment.size()];
            for (int e = 0; e < values.length; e++) {
                values[e] = segment.expressions().length > 0
                        ? reference(segment.expressions()[e])
                        : context.function(segment.functions()[e]);
            }
            context.elements[i] = values;
            if (segment.offset().isPresent()) {
                long offset = number(segment.offset().orElseThrow());
                context.tables[segment.tableIndex()].init(values, 0, offset, values.length);
                context.dropElements(i);
            }
        }
    }

    FunctionReference function(String export) {
        for (Export entry : module.exports()) {
            if (entry.name().equals(export)) {
                return context.function(entry.index());
            }
        }
        throw new IllegalArgumentException("no export " + export);
    }

    /** What an exported function has counted. */
    public FunctionProfile profile(String export) {
        return code.profile(function(export).index);
    }

    /** How often the budget of an exported function was used up. */
    public int spent(String export) {
        return Collections.frequency(spent, function(export).index);
    }

    /** Calls an export in the raw convention; returns the slots. */
    public long[] call(String export, long... arguments) {
        FunctionReference function = function(export);
        int slots = GuestSignature.of(function.type()).slots();
        long[] numbers = java.util.Arrays.copyOf(arguments, Math.max(slots, 1));
        backend.invoke(function, numbers, new Object[numbers.length]);
        return numbers;
    }

    void invoke(FunctionReference function, long[] numbers, Object[] references) {
        backend.invoke(function, numbers, references);
    }

    public int callInt(String export, long... arguments) {
        return (int) call(export, arguments)[0];
    }

    /** Types by their indices in the one module there is. */
    private record OwnTypes(WasmModule module) implements ModuleTypes {
        @Override
        public int id(int typeIndex) {
            return module.types().canonical(typeIndex);
        }

        @Override
        public boolean isSubtype(int sub, int sup) {
            return module.types().isHeapSubtype(sub, sup);
        }
    }
}
