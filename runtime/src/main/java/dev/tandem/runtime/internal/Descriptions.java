// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.ExternType;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;

/** Types in the words of error messages. */
final class Descriptions {
    private Descriptions() {}

    static String of(ExternType type) {
        return switch (type) {
            case ExternType.Function function -> "a function " + function.type();
            case ExternType.Table table -> table(table.type());
            case ExternType.Memory memory -> memory(memory.type());
            case ExternType.Global global -> global(global.type());
            case ExternType.Tag tag -> "a tag " + tag.type();
        };
    }

    static String memory(MemoryType type) {
        return "a " + (type.shared() ? "shared " : "") + (type.limits().is64() ? "64-bit " : "") + "memory of "
                + range(type.limits()) + " pages";
    }

    static String table(TableType type) {
        return "a " + (type.limits().is64() ? "64-bit " : "") + "table of " + range(type.limits()) + " "
                + type.element();
    }

    static String global(GlobalType type) {
        return (type.mutable() ? "a mutable" : "an immutable") + " global " + type.type();
    }

    private static String range(Limits limits) {
        String minimum = Long.toUnsignedString(limits.minimum());
        return limits.hasMaximum() ? minimum + " to " + Long.toUnsignedString(limits.maximum()) : minimum + " or more";
    }
}
