// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.module.ConstantExpression;
import dev.tandem.decoder.module.ConstantTable;
import dev.tandem.decoder.module.ElementSegment;
import dev.tandem.decoder.module.Table;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.ValueType;
import java.util.Arrays;
import java.util.Optional;

/** Copies the active element segments of a module into a table that nobody else writes to, if all of them are plain. */
final class TableFiller {
    /** Larger tables would take long. */
    private static final int LARGEST = 1 << 16;

    private static final long UNKNOWN = Long.MIN_VALUE;

    private final WasmModule module;
    private final ConstantExpressionDecoder decoder = new ConstantExpressionDecoder(DecoderOptions.all(), function -> {});

    TableFiller(WasmModule module) {
        this.module = module;
    }

    /**
     * What the table holds; empty if that depends on imports, or on how far an instantiation comes that fails: its functions may live on in imported
     * tables.
     */
    Optional<ConstantTable> fill(int tableIndex) {
        Table table = module.definedTables().get(tableIndex - module.importedTableCount());
        long size = table.type().limits().minimum();
        boolean plain = module.importedTableCount() == 0
                && table.initializer().isEmpty()
                && module.types().isHeapSubtype(table.type().element().heapType(), HeapType.FUNC);
        if (!plain || size < 0 || size > LARGEST) {
            return Optional.empty();
        }
        int[] functions = new int[(int) size];
        Arrays.fill(functions, ConstantTable.NULL);
        for (ElementSegment segment : module.elements()) {
            if (segment.mode() == ElementSegment.Mode.ACTIVE
                    && segment.tableIndex() == tableIndex
                    && !copy(segment, table.type().limits().addressType(), functions)) {
                return Optional.empty();
            }
        }
        return Optional.of(new ConstantTable(functions));
    }

    /** Returns whether it is known what goes where. */
    private boolean copy(ElementSegment segment, ValueType addressType, int[] functions) {
        long offset = evaluate(segment.offset().orElseThrow(), addressType);
        if (offset < 0 || offset > functions.length - segment.size()) {
            return false;
        }
        for (int i = 0; i < segment.size(); i++) {
            long function = segment.expressions().length > 0
                    ? evaluate(segment.expressions()[i], segment.type())
                    : segment.functions()[i];
            if (function == UNKNOWN) {
                return false;
            }
            functions[(int) offset + i] = (int) function;
        }
        return true;
    }

    /** An integer as an unsigned one, the index of a function, {@link ConstantTable#NULL}, or {@link #UNKNOWN}. */
    private long evaluate(ConstantExpression expression, ValueType type) {
        OneValue value = new OneValue();
        decoder.decode(module, expression, type, value);
        return value.count == 1 ? value.found : UNKNOWN;
    }

    private static final class OneValue extends NoVisitor {
        private long found = UNKNOWN;
        private int count;

        private void set(long value) {
            found = value;
            count++;
        }

        @Override
        public void i32Const(int value) {
            set(value & 0xffff_ffffL);
        }

        @Override
        public void i64Const(long value) {
            set(value < 0 ? UNKNOWN : value);
        }

        @Override
        public void refFunc(int functionIndex) {
            set(functionIndex);
        }

        @Override
        public void refNull(ValueType type) {
            set(ConstantTable.NULL);
        }

        @Override
        public void globalGet(int index, ValueType type) {
            set(UNKNOWN);
        }

        @Override
        public void binary(Opcode op) {
            set(UNKNOWN);
        }
    }
}
