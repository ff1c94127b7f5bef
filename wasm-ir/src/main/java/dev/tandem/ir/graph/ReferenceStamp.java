// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import dev.tandem.decoder.type.ValueType;

/**
 * What is known of a reference.
 *
 * @param nonNull whether it is never null
 * @param isNull whether it is always null
 * @param function index of the function of this instance that it always is (unless it is null); {@link #UNKNOWN} if that is open
 */
public record ReferenceStamp(ValueType type, boolean nonNull, boolean isNull, int function) implements Stamp {
    public static final int UNKNOWN = -1;

    @Override
    public NodeKind kind() {
        return NodeKind.VALUE;
    }

    @Override
    public Stamp union(Stamp other) {
        ReferenceStamp that = (ReferenceStamp) other;
        if (equals(that)) {
            return this;
        }
        int same = isNull ? that.function : that.isNull || that.function == function ? function : UNKNOWN;
        return new ReferenceStamp(type, nonNull && that.nonNull, isNull && that.isNull, same);
    }

    @Override
    public String toString() {
        return type + (nonNull ? " nonNull" : "") + (isNull ? " null" : "") + (function == UNKNOWN ? "" : " func " + function);
    }
}
