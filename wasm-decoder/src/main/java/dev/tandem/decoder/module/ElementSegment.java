// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.module;

import dev.tandem.decoder.type.ValueType;
import java.util.Optional;

/**
 * An element segment. Its elements are either function indices (the compact and common form) or constant expressions.
 *
 * @param type reference type of the elements
 * @param offset where an active segment is written in its table; empty for passive and declarative ones
 * @param functions function indices, when {@code expressions} is empty
 * @param expressions one expression an element, or an empty array
 */
public record ElementSegment(
        Mode mode,
        ValueType type,
        int tableIndex,
        Optional<ConstantExpression> offset,
        int[] functions,
        ConstantExpression[] expressions) {
    /** What instantiation does with the segment. */
    public enum Mode {
        ACTIVE,
        PASSIVE,
        DECLARATIVE
    }

    /** Number of elements. */
    public int size() {
        return expressions.length > 0 ? expressions.length : functions.length;
    }
}
