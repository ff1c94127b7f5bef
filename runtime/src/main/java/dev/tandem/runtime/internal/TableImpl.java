// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.CallException;
import dev.tandem.api.Table;
import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.TableType;
import org.jspecify.annotations.Nullable;

/** A table as Java sees it. */
final class TableImpl implements Table {
    private final dev.tandem.ir.vm.Table table;
    private final References conversion;

    /** @param conversion for elements, by the types of the module that defines the table */
    TableImpl(dev.tandem.ir.vm.Table table, References conversion) {
        this.table = table;
        this.conversion = conversion;
    }

    dev.tandem.ir.vm.Table table() {
        return table;
    }

    References conversion() {
        return conversion;
    }

    /** Engine-wide code of the element type. */
    int elementCode() {
        return conversion.types().code(table.elementType());
    }

    @Override
    public TableType type() {
        Limits declared = table.type().limits();
        return new TableType(table.elementType(), new Limits(table.size(), declared.maximum(), declared.is64()));
    }

    @Override
    public int size() {
        return table.size();
    }

    @Override
    public @Nullable Object get(long index) {
        return conversion.fromGuest(table.get(index));
    }

    @Override
    public void set(long index, @Nullable Object value) {
        table.set(index, conversion.toGuest(table.elementType(), value, "a table element", -1));
    }

    @Override
    public long grow(long delta, @Nullable Object value) {
        if (delta < 0) {
            throw new CallException("a table cannot grow by " + delta + " elements");
        }
        return table.grow(delta, conversion.toGuest(table.elementType(), value, "a table element", -1));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // tables are identities
    public boolean equals(@Nullable Object other) {
        return other instanceof TableImpl that && table == that.table;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(table);
    }

    @Override
    public String toString() {
        return Descriptions.table(type());
    }
}
