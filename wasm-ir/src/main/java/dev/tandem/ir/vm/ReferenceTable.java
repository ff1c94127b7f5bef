// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.vm;

import dev.tandem.decoder.type.TableType;
import org.jspecify.annotations.Nullable;

/** A table of references other than functions. */
public final class ReferenceTable extends Table {
    public @Nullable Object[] references = new Object[0];

    ReferenceTable(TableType type, long implementationMaximum) {
        super(type, implementationMaximum);
    }

    @Override
    protected @Nullable Object[] elements() {
        return references;
    }

    @Override
    protected void setElements(@Nullable Object[] elements, int from, Runnable poll) {
        references = elements;
    }
}
