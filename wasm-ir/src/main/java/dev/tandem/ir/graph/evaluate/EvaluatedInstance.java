// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import dev.tandem.decoder.module.ConstantExpression;
import dev.tandem.decoder.module.DataSegment;
import dev.tandem.decoder.module.ElementSegment;
import dev.tandem.decoder.module.Table;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An instance whose functions are graphs that are evaluated: the oracle of tests. For one thread.
 *
 * <p>Numbers are {@link Bits}, functions {@link EvaluatedFunction}s, other references whatever object the test likes, null is null.
 */
public final class EvaluatedInstance {
    private static final int MOST_CALLS = 300;

    private final WasmModule module;
    private final IntFunction<Graph> graphs;
    private final EvaluatedFunction[] functions;
    private final EvaluatedMemory[] memories;
    private final EvaluatedTable[] tables;
    private final EvaluatedGlobal[] globals;
    private final boolean[] droppedData;
    private final boolean[] droppedElements;
    private final ConstantEvaluator constants;
    private long steps;
    private int calls;

    /** What an instance imports, in the order of its imports. */
    public record Imports(
            List<EvaluatedFunction> functions, List<EvaluatedMemory> memories, List<EvaluatedTable> tables, List<EvaluatedGlobal> globals) {}

    /**
     * An instance, whose active segments are not yet written: see {@link #initialize}.
     *
     * @param graphs gives the graph of each function that the module defines
     * @param steps as many nodes are executed before the evaluator gives up
     */
    public EvaluatedInstance(WasmModule module, IntFunction<Graph> graphs, Imports imports, long steps) {
        this.module = module;
        this.graphs = graphs;
        this.steps = steps;
        functions = imports.functions.toArray(new EvaluatedFunction[module.functionCount()]);
        for (int i = module.importedFunctionCount(); i < functions.length; i++) {
            functions[i] = new Defined(i);
        }
        memories = imports.memories.toArray(new EvaluatedMemory[module.memories().size()]);
        for (int i = module.importedMemoryCount(); i < memories.length; i++) {
            memories[i] = new EvaluatedMemory(module.memories().get(i));
        }
        tables = imports.tables.toArray(new EvaluatedTable[module.tables().size()]);
        globals = imports.globals.toArray(new EvaluatedGlobal[module.globals().size()]);
        constants = new ConstantEvaluator(this);
        for (int i = module.importedGlobalCount(); i < globals.length; i++) {
            globals[i] = new EvaluatedGlobal(constants.evaluate(
                    module.definedGlobals().get(i - module.importedGlobalCount()).initializer(), module.globals().get(i).type()));
        }
        for (int i = module.importedTableCount(); i < tables.length; i++) {
            tables[i] = new EvaluatedTable(module.tables().get(i));
            Table table = module.definedTables().get(i - module.importedTableCount());
            if (table.initializer().isPresent()) {
                Arrays.fill(tables[i].elements(), constants.evaluate(table.initializer().get(), table.type().element()));
            }
        }
        droppedData = new boolean[module.data().size()];
        droppedElements = new boolean[module.elements().size()];
    }

    /**
     * Writes the active segments and runs the start function.
     *
     * @throws WasmTrap as instantiation does
     */
    public void initialize() {
        for (int i = 0; i < droppedElements.length; i++) {
            ElementSegment segment = module.elements().get(i);
            if (segment.mode() == ElementSegment.Mode.ACTIVE) {
                Bits offset = offset(segment.offset(), module.tables().get(segment.tableIndex()).limits().addressType());
                tableInit(i, segment.tableIndex(), offset.low(), 0, segment.size());
            }
            droppedElements[i] |= segment.mode() != ElementSegment.Mode.PASSIVE;
        }
        for (int i = 0; i < droppedData.length; i++) {
            DataSegment segment = module.data().get(i);
            if (segment.isActive()) {
                Bits offset = offset(segment.offset(), module.memories().get(segment.memoryIndex()).limits().addressType());
                memoryInit(i, segment.memoryIndex(), offset.low(), 0, segment.bytes().length);
                droppedData[i] = true;
            }
        }
        if (module.startFunction().isPresent()) {
            functions[module.startFunction().getAsInt()].call(new Object[0]);
        }
    }

    private Bits offset(Optional<ConstantExpression> expression, ValueType type) {
        return (Bits) Objects.requireNonNull(constants.evaluate(expression.orElseThrow(), type));
    }

    public WasmModule module() {
        return module;
    }

    public EvaluatedFunction function(int index) {
        return functions[index];
    }

    public EvaluatedMemory memory(int index) {
        return memories[index];
    }

    public EvaluatedTable table(int index) {
        return tables[index];
    }

    public EvaluatedGlobal global(int index) {
        return globals[index];
    }

    // What graphs do

    /** Counts what was executed. */
    void step() {
        if (--steps < 0) {
            throw new EvaluationLimitException();
        }
    }

    void memoryInit(int data, int memory, long destination, long source, long size) {
        byte[] bytes = droppedData[data] ? new byte[0] : module.data().get(data).bytes();
        int to = memories[memory].check(destination, 0, size);
        if (Long.compareUnsigned(source, bytes.length) > 0 || Long.compareUnsigned(size, bytes.length - source) > 0) {
            throw new WasmTrap(TrapCode.MEMORY_OUT_OF_BOUNDS);
        }
        System.arraycopy(bytes, (int) source, memories[memory].bytes(), to, (int) size);
    }

    void dropData(int index) {
        droppedData[index] = true;
    }

    void tableInit(int segment, int table, long destination, long source, long count) {
        ElementSegment elements = module.elements().get(segment);
        int length = droppedElements[segment] ? 0 : elements.size();
        int to = tables[table].check(destination, count, TrapCode.TABLE_OUT_OF_BOUNDS);
        if (Long.compareUnsigned(source, length) > 0 || Long.compareUnsigned(count, length - source) > 0) {
            throw new WasmTrap(TrapCode.TABLE_OUT_OF_BOUNDS);
        }
        for (int i = 0; i < count; i++) {
            int from = (int) source + i;
            tables[table].elements()[to + i] = elements.expressions().length > 0
                    ? constants.evaluate(elements.expressions()[from], elements.type())
                    : functions[elements.functions()[from]];
        }
    }

    void dropElements(int index) {
        droppedElements[index] = true;
    }

    /** Whether a function may be called as one of the type with that index of this module. */
    boolean isOfType(EvaluatedFunction function, int typeIndex) {
        if (function instanceof Defined defined && defined.owner() == this) {
            return module.types().isHeapSubtype(module.functionTypeIndex(defined.index), typeIndex);
        }
        return function.type().equals(module.types().function(typeIndex));
    }

    /** The function with that index of this instance. */
    boolean isFunction(@Nullable Object reference, int index) {
        return functions[index].equals(reference);
    }

    private final class Defined implements EvaluatedFunction {
        private final int index;

        Defined(int index) {
            this.index = index;
        }

        EvaluatedInstance owner() {
            return EvaluatedInstance.this;
        }

        @Override
        public FunctionType type() {
            return module.functionType(index);
        }

        @Override
        public @Nullable Object[] call(@Nullable Object[] arguments) {
            if (calls == MOST_CALLS) {
                throw new WasmTrap(TrapCode.CALL_STACK_EXHAUSTED);
            }
            calls++;
            try {
                return run(arguments);
            } finally {
                calls--;
            }
        }

        /** Tail calls do not nest. */
        private @Nullable Object[] run(@Nullable Object[] arguments) {
            EvaluatedFunction callee = this;
            @Nullable Object[] next = arguments;
            while (callee instanceof Defined defined) {
                GraphEvaluator evaluator = defined.activation(next);
                next = evaluator.run();
                callee = evaluator.tailCallee();
                if (callee == null) {
                    return next;
                }
            }
            return callee.call(next);
        }

        private GraphEvaluator activation(@Nullable Object[] arguments) {
            return new GraphEvaluator(EvaluatedInstance.this, graphs.apply(index), arguments);
        }
    }
}
