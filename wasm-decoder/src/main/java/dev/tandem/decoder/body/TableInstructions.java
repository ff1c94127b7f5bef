// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.Feature;
import dev.tandem.decoder.module.ElementSegment;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.ValueType;
import java.util.List;

/** Tables and element segments. */
final class TableInstructions {
    private final ValidationState state;

    TableInstructions(ValidationState state) {
        this.state = state;
    }

    void decode(Opcode op) {
        switch (op) {
            case TABLE_GET -> get();
            case TABLE_SET -> set();
            case TABLE_SIZE -> size();
            case TABLE_GROW -> grow();
            case TABLE_FILL -> fill();
            case TABLE_COPY -> copy();
            case TABLE_INIT -> init();
            case ELEM_DROP -> drop();
            default -> throw new AssertionError(op);
        }
    }

    /** Reads the table index of an indirect call, in 1.0 a reserved byte. */
    int calledTable() {
        int index = state.accepts(Feature.REFERENCE_TYPES) ? state.in.u32() : MemoryInstructions.zeroByte(state);
        if (index != 0) {
            state.use(Feature.REFERENCE_TYPES);
        }
        return check(index);
    }

    private int tableIndex() {
        return check(state.in.u32());
    }

    private int check(int index) {
        if (Integer.compareUnsigned(index, state.module.tables().size()) >= 0) {
            throw state.invalid("unknown table " + Integer.toUnsignedString(index));
        }
        return index;
    }

    /** Reads the index of an element segment. */
    static int elementIndex(ValidationState state) {
        int index = state.in.u32();
        if (Integer.compareUnsigned(index, state.module.elements().size()) >= 0) {
            throw state.invalid("unknown elem segment " + Integer.toUnsignedString(index));
        }
        return index;
    }

    private void writes(int index) {
        if (state.facts != null) {
            state.facts.writesTable(index);
        }
    }

    private TableType table(int index) {
        return state.module.tables().get(index);
    }

    private int addressType(int index) {
        return table(index).limits().addressType().code();
    }

    private int elementType(int index) {
        return table(index).element().code();
    }

    private void get() {
        int index = tableIndex();
        state.pop(addressType(index));
        if (state.live) {
            state.visitor.tableGet(index);
        }
        state.push(elementType(index));
    }

    private void set() {
        int index = tableIndex();
        state.pop(elementType(index));
        state.pop(addressType(index));
        writes(index);
        if (state.live) {
            state.visitor.tableSet(index);
        }
    }

    private void size() {
        int index = tableIndex();
        if (state.live) {
            state.visitor.tableSize(index);
        }
        state.push(addressType(index));
    }

    private void grow() {
        int index = tableIndex();
        state.pop(addressType(index));
        state.pop(elementType(index));
        writes(index);
        if (state.live) {
            state.visitor.tableGrow(index);
        }
        state.push(addressType(index));
    }

    private void fill() {
        int index = tableIndex();
        state.pop(addressType(index));
        state.pop(elementType(index));
        state.pop(addressType(index));
        writes(index);
        if (state.live) {
            state.visitor.tableFill(index);
        }
    }

    private void copy() {
        int destination = tableIndex();
        int source = tableIndex();
        state.check(elementType(source), elementType(destination));
        boolean both64 = table(destination).limits().is64() && table(source).limits().is64();
        state.pop(both64 ? ValueType.I64.code() : ValueType.I32.code());
        state.pop(addressType(source));
        state.pop(addressType(destination));
        writes(destination);
        if (state.live) {
            state.visitor.tableCopy(destination, source);
        }
    }

    private void init() {
        int element = elementIndex(state);
        int index = tableIndex();
        List<ElementSegment> elements = state.module.elements();
        state.check(elements.get(element).type().code(), elementType(index));
        state.pop(ValueType.I32.code());
        state.pop(ValueType.I32.code());
        state.pop(addressType(index));
        writes(index);
        if (state.live) {
            state.visitor.tableInit(element, index);
        }
    }

    private void drop() {
        int element = elementIndex(state);
        if (state.live) {
            state.visitor.elemDrop(element);
        }
    }
}
