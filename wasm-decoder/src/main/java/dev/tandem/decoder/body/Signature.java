// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function or block type as the validator compares it: codes of value types. */
final class Signature {
    final FunctionType type;
    final int[] parameters;
    final int[] results;
    private @Nullable Signature frame;
    /** The number of the {@code br_table} that last checked the parameters, or the results, against the stack. */
    long parametersCheckedBy;

    long resultsCheckedBy;

    Signature(FunctionType type) {
        this.type = type;
        parameters = new int[type.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = type.parameter(i).code();
        }
        results = new int[type.resultCount()];
        for (int i = 0; i < results.length; i++) {
            results[i] = type.result(i).code();
        }
    }

    /** The type of the frame of a function with this type: what it returns, without parameters. */
    Signature frame() {
        Signature made = frame;
        if (made == null) {
            made = parameters.length == 0 ? this : new Signature(new FunctionType(List.of(), type.results()));
            frame = made;
        }
        return made;
    }

    /** Type of a block without parameters and with at most one result. */
    static Signature ofResult(int code) {
        return new Signature(new FunctionType(List.of(), code == ValueType.BOTTOM_CODE ? List.of() : List.of(ValueType.of(code))));
    }
}
