// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.vm;

import dev.tandem.decoder.type.TableType;
import org.jspecify.annotations.Nullable;

/** A table of functions. Its own class, so that {@code call_indirect} needs no cast. */
public final class FunctionTable extends Table {
    public @Nullable FunctionReference[] functions = new FunctionReference[0];

    FunctionTable(TableType type, long implementationMaximum) {
        super(type, implementationMaximum);
    }

    @Override
    protected @Nullable Object[] elements() {
        return functions;
    }

    @Override
    protected void setElements(@Nullable Object[] elements, int from, Runnable poll) {
        functions = (@Nullable FunctionReference[]) elements;
    }
}
