// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.CallException;
import dev.tandem.api.Global;
import dev.tandem.api.V128;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.vm.GlobalCell;
import org.jspecify.annotations.Nullable;

/** A global as Java sees it. */
final class GlobalImpl implements Global {
    private final GlobalCell cell;
    private final References conversion;

    /** @param conversion for references, by the types of the module that defines the global */
    GlobalImpl(GlobalCell cell, References conversion) {
        this.cell = cell;
        this.conversion = conversion;
    }

    GlobalCell cell() {
        return cell;
    }

    References conversion() {
        return conversion;
    }

    /** Engine-wide code of the value type. */
    int valueCode() {
        return conversion.types().code(cell.type().type());
    }

    @Override
    public GlobalType type() {
        return cell.type();
    }

    @Override
    public @Nullable Object get() {
        ValueType type = cell.type().type();
        return type.isReference()
                ? conversion.fromGuest(cell.reference())
                : Values.box(type, cell.bits(), cell.highBits());
    }

    @Override
    public void set(@Nullable Object value) {
        checkMutable();
        assign(value);
    }

    /** Sets the value, of an immutable global too. */
    void assign(@Nullable Object value) {
        ValueType type = cell.type().type();
        if (type.isReference()) {
            cell.setReference(conversion.toGuest(type, value, "the value", -1));
            return;
        }
        cell.setBits(Values.bits(type, value, "the value", -1));
        if (value instanceof V128 vector) {
            cell.setHighBits(vector.high());
        }
    }

    @Override
    public long getBits() {
        checkNumber();
        return cell.bits();
    }

    @Override
    public void setBits(long bits) {
        checkMutable();
        checkNumber();
        cell.setBits(bits);
    }

    private void checkMutable() {
        if (!cell.type().mutable()) {
            throw new CallException("the global is immutable");
        }
    }

    private void checkNumber() {
        if (cell.type().type().isReference()) {
            throw new CallException("the global is no number, but a " + cell.type().type());
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // globals are identities
    public boolean equals(@Nullable Object other) {
        return other instanceof GlobalImpl that && cell == that.cell;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(cell);
    }

    @Override
    public String toString() {
        return Descriptions.global(type());
    }
}
