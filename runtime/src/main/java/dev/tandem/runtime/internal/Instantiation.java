// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.Extern;
import dev.tandem.api.HostFunction;
import dev.tandem.api.Imports;
import dev.tandem.api.InstanceOptions;
import dev.tandem.api.LimitException;
import dev.tandem.decoder.module.ConstantExpression;
import dev.tandem.decoder.module.DataSegment;
import dev.tandem.decoder.module.ElementSegment;
import dev.tandem.decoder.module.Global;
import dev.tandem.decoder.module.Import;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.EntryGate;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.GlobalCell;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.ir.vm.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings one instance to life, in the order of the specification: match imports, allocate, evaluate initializers, fill tables and
 * memories, run the start function. Of one use.
 */
final class Instantiation {
    private static final FunctionReference[] NO_FUNCTIONS = {};

    private final ModuleImpl module;
    private final WasmModule definition;
    private final EngineImpl engine;
    private final Backend backend;
    private final long memoryPages;
    private final long tableElements;
    private final Extern[] imports;

    private final InstanceImpl instance;
    private final Context context;
    private final References conversion;
    private final ConstantEvaluator constants;

    Instantiation(ModuleImpl module, Imports imports, InstanceOptions options) {
        this.module = module;
        this.definition = module.definition();
        this.engine = module.engine();
        this.backend = module.codeBackend();
        this.memoryPages = Math.min(options.memoryPages(), engine.config().memoryPages());
        this.tableElements = Math.min(options.tableElements(), engine.config().tableElements());
        this.imports = new ImportMatcher(module).match(imports);
        checkLimits();
        this.instance = new InstanceImpl(module, options.data());
        this.context = module.code()
                .newContext(
                        instance,
                        new LinearMemory[definition.memories().size()],
                        new Table[definition.tables().size()],
                        new GlobalCell[definition.globals().size()],
                        new FunctionReference[definition.functionCount()],
                        new byte[definition.data().size()][],
                        new Object[definition.elements().size()][]);
        this.conversion = new References(engine, backend, module.types(), context.gate());
        this.constants = new ConstantEvaluator(definition, context, engine.config().decoder());
        instance.attach(context, definition);
    }

    /** Refuses what is too large before anything is allocated. */
    private void checkLimits() {
        for (int i = definition.importedMemoryCount(); i < definition.memories().size(); i++) {
            check(definition.memories().get(i), memoryPages);
        }
        for (int i = definition.importedTableCount(); i < definition.tables().size(); i++) {
            check(definition.tables().get(i), tableElements);
        }
    }

    static void check(MemoryType type, long limit) {
        if (Long.compareUnsigned(type.limits().minimum(), limit) > 0) {
            throw new LimitException(Descriptions.memory(type) + " exceeds the limit of " + limit + " pages");
        }
    }

    static void check(TableType type, long limit) {
        if (Long.compareUnsigned(type.limits().minimum(), limit) > 0) {
            throw new LimitException(Descriptions.table(type) + " exceeds the limit of " + limit + " elements");
        }
    }

    InstanceImpl run(InstanceOptions options) {
        context.enter();
        try {
            linkImports();
            allocate();
            module.code().bind(context);
            instance.export();
            options.timeout().ifPresent(instance::setDeadline);
            initializeTables();
            initializeMemories();
            if (definition.startFunction().isPresent()) {
                FunctionReference start = context.function(definition.startFunction().getAsInt());
                backend.invoke(start, new long[0], Values.NO_REFERENCES);
            }
        } finally {
            context.leave();
        }
        return instance;
    }

    private void linkImports() {
        List<Import> wanted = definition.imports();
        int functions = 0;
        int memories = 0;
        int tables = 0;
        int globals = 0;
        int tags = 0;
        for (int i = 0; i < imports.length; i++) {
            Extern given = imports[i]; // a pattern switch costs milliseconds at its first use in a process
            if (given instanceof FunctionImpl function) {
                FunctionReference reference = function.reference();
                join(reference.context.gate());
                context.functions[functions++] = reference;
            } else if (given instanceof HostFunction host) {
                Import.Function type = (Import.Function) wanted.get(i).descriptor();
                context.functions[functions++] = HostLinker.link(
                        host,
                        module.types().id(type.typeIndex()),
                        definition.types().function(type.typeIndex()),
                        context,
                        conversion);
            } else if (given instanceof MemoryImpl memory) {
                join(memory.gate());
                instance.memories[memories] = memory;
                context.memories[memories++] = memory.memory();
            } else if (given instanceof TableImpl table) {
                join(table.conversion().gate());
                instance.tables[tables] = table;
                context.tables[tables++] = table.table();
            } else if (given instanceof GlobalImpl global) {
                if (global.type().mutable() || global.type().type().isReference()) {
                    join(global.conversion().gate());
                }
                instance.globals[globals] = global;
                context.globals[globals++] = global.cell();
            } else {
                instance.tags[tags++] = (TagImpl) given;
            }
        }
    }

    private void join(EntryGate other) {
        Gates.link(context.gate(), other);
    }

    private void allocate() {
        for (int i = definition.importedMemoryCount(); i < context.memories.length; i++) {
            context.memories[i] = backend.newMemory(definition.memories().get(i), memoryPages);
            instance.memories[i] = new MemoryImpl(engine, backend, context.memories[i], context.gate());
        }
        // Tables may only refer to imported globals, globals to those before them, elements to all.
        List<dev.tandem.decoder.module.Table> tables = definition.definedTables();
        for (int i = 0; i < tables.size(); i++) {
            int index = definition.importedTableCount() + i;
            context.tables[index] = newTable(tables.get(i));
            instance.tables[index] = new TableImpl(context.tables[index], conversion);
        }
        List<Global> globals = definition.definedGlobals();
        for (int i = 0; i < globals.size(); i++) {
            int index = definition.importedGlobalCount() + i;
            GlobalType type = globals.get(i).type();
            GlobalCell cell = backend.newGlobal(type);
            constants.evaluate(globals.get(i).initializer(), type.type()).store(cell);
            context.globals[index] = cell;
            instance.globals[index] = new GlobalImpl(cell, conversion);
        }
        for (int i = 0; i < context.elements.length; i++) {
            context.elements[i] = elements(definition.elements().get(i));
        }
        for (int i = 0; i < context.data.length; i++) {
            context.data[i] = definition.data().get(i).bytes();
        }
    }

    private Table newTable(dev.tandem.decoder.module.Table table) {
        TableType type = table.type();
        @Nullable Object initial = table.initializer().isPresent()
                ? constants.evaluate(table.initializer().get(), type.element()).reference()
                : null;
        return EngineImpl.newTable(backend, type, module.types().isFunction(type.element()), tableElements, initial);
    }

    private @Nullable Object[] elements(ElementSegment segment) {
        if (segment.mode() == ElementSegment.Mode.DECLARATIVE) {
            return NO_FUNCTIONS;
        }
        ConstantExpression[] expressions = segment.expressions();
        if (expressions.length > 0) {
            @Nullable Object[] values = new Object[expressions.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = constants.evaluate(expressions[i], segment.type()).reference();
            }
            return values;
        }
        FunctionReference[] functions = new FunctionReference[segment.functions().length];
        for (int i = 0; i < functions.length; i++) {
            functions[i] = context.function(segment.functions()[i]);
        }
        return functions;
    }

    private void initializeTables() {
        List<ElementSegment> segments = definition.elements();
        for (int i = 0; i < segments.size(); i++) {
            ElementSegment segment = segments.get(i);
            if (segment.mode() == ElementSegment.Mode.ACTIVE) {
                Table table = context.tables[segment.tableIndex()];
                long offset = offset(segment.offset().orElseThrow(), table.type().limits().addressType());
                table.init(context.elements[i], 0, offset, segment.size());
                context.dropElements(i);
            }
        }
    }

    private void initializeMemories() {
        List<DataSegment> segments = definition.data();
        for (int i = 0; i < segments.size(); i++) {
            DataSegment segment = segments.get(i);
            if (segment.isActive()) {
                LinearMemory memory = context.memories[segment.memoryIndex()];
                long offset = offset(segment.offset().orElseThrow(), memory.type().limits().addressType());
                memory.write(offset, segment.bytes(), 0, segment.bytes().length);
                context.dropData(i);
            }
        }
    }

    private long offset(ConstantExpression expression, ValueType type) {
        return constants.evaluate(expression, type).bits();
    }
}
