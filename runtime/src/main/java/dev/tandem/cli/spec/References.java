// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import dev.tandem.api.Function;

/** Kinds of references, by the names that scripts give them. */
final class References {
    private References() {}

    /** Whether {@code value} is a non-null {@code type}. Structures, arrays, i31 and exceptions do not reach Java yet. */
    static boolean isOfKind(String type, Object value) {
        return switch (type) {
            case "funcref" -> value instanceof Function;
            case "externref", "anyref" -> !(value instanceof Function);
            default -> false;
        };
    }
}
