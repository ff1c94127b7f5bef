// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import java.util.List;

/** The helpers that reach the slots of the raw convention. */
public final class SlotAccess {
    private static final String RESULTS = "dev/tandem/ir/jvm/support/Results";
    private static final List<Member> PUT = List.of(
            put("[JII"), put("[JJI"), put("[JFI"), put("[JDI"), put("[Ljava/lang/Object;Ljava/lang/Object;I"));
    private static final List<Member> TAKE = List.of(
            take("[J", "Int", "I"),
            take("[J", "Long", "J"),
            take("[J", "Float", "F"),
            take("[J", "Double", "D"),
            take("[Ljava/lang/Object;", "Reference", "Ljava/lang/Object;"));

    private SlotAccess() {}

    private static Member put(String arguments) {
        return Member.method(RESULTS, "put", "(" + arguments + ")V");
    }

    private static Member take(String array, String name, String type) {
        return Member.method(RESULTS, "get" + name, "(" + array + "I)" + type);
    }

    /** {@code (array, value, slot)}. */
    public static Member put(Kind kind) {
        return PUT.get(kind.index());
    }

    /** {@code (array, slot)}. */
    public static Member take(Kind kind) {
        return TAKE.get(kind.index());
    }
}
