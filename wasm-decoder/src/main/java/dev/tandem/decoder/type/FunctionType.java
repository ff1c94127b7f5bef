// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.type;

import java.util.Arrays;
import java.util.List;

/** The type of a function, and of a block: parameters to results. Immutable; equal by its types. */
public final class FunctionType implements CompositeType {
    private final ValueType[] parameters;
    private final ValueType[] results;

    /** A function type; the lists are copied. */
    public FunctionType(List<ValueType> parameters, List<ValueType> results) {
        this.parameters = parameters.toArray(new ValueType[0]);
        this.results = results.toArray(new ValueType[0]);
    }

    public List<ValueType> parameters() {
        return List.of(parameters);
    }

    public List<ValueType> results() {
        return List.of(results);
    }

    public int parameterCount() {
        return parameters.length;
    }

    /** The type of parameter {@code index}, from 0. */
    public ValueType parameter(int index) {
        return parameters[index];
    }

    public int resultCount() {
        return results.length;
    }

    /** The type of result {@code index}, from 0. */
    public ValueType result(int index) {
        return results[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FunctionType that
                && Arrays.equals(parameters, that.parameters)
                && Arrays.equals(results, that.results);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(parameters) + Arrays.hashCode(results);
    }

    @Override
    public String toString() {
        return Arrays.toString(parameters) + " -> " + Arrays.toString(results);
    }
}
