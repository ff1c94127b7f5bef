// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import java.util.Arrays;

/** The registers of one class that a value would best be in, by where the scan put it and those it comes from or goes into. */
final class Preferences {
    /** How many there are of each value. */
    static final int CHOICES = 4;

    private final Hints hints;
    private final int base;
    /** The register each virtual register had last, or -1. */
    private final int[] lastRegister;
    /** The one that it is defined in. */
    private final int[] firstRegister;

    Preferences(Hints hints, int registers, int base) {
        this.hints = hints;
        this.base = base;
        lastRegister = new int[registers];
        firstRegister = new int[registers];
        Arrays.fill(lastRegister, Intervals.NONE);
        Arrays.fill(firstRegister, Intervals.NONE);
    }

    /** Notes that {@code v} got {@code register}, when it was defined or later. */
    void note(int v, int register, boolean defined) {
        lastRegister[v] = register;
        if (defined) {
            firstRegister[v] = register;
        }
    }

    /** The wishes for {@code v} in turn: where it was, where the value goes, where that goes, where it comes from. */
    int register(int v, int choice) {
        return switch (choice) {
            case 0 -> lastRegister[v];
            case 1 -> registerOf(hints.destination(v), firstRegister);
            case 3 -> registerOf(hints.origin(v), lastRegister);
            default -> {
                int hint = hints.destination(v);
                for (int steps = 0; steps < 3 && hint >= 0; steps++) {
                    hint = hints.destination(hint);
                    int register = registerOf(hint, firstRegister);
                    if (register >= 0) {
                        yield register;
                    }
                }
                yield Intervals.NONE;
            }
        };
    }

    private int registerOf(int hint, int[] known) {
        if (hint >= 0) {
            return known[hint];
        }
        int location = Hints.fixed(hint);
        return location < 0 ? Intervals.NONE : location - base;
    }
}
