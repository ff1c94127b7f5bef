// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A range of recorded code that becomes a method of its own. The outermost piece is the function's whole code. */
final class Piece {
    /** The exit that returns from the function; others are labels. */
    static final int RETURN = -1;

    final int from;
    final int to;
    /** Pieces called from this one, in order. */
    final List<Piece> children = new ArrayList<>();

    /** Where control goes other than to the end: labels outside the range, and {@link #RETURN}. In order of first use. */
    int[] exits = {};

    boolean fallsThrough;
    /** Labels inside that are branched to from before: besides the start, these are entries. */
    int[] entries = {};

    private final Map<Integer, Integer> exitNumbers = new HashMap<>();
    private final Map<Integer, Integer> entryNumbers = new HashMap<>();

    boolean refreshesMemory;
    String className = "";
    String methodName = "";

    Piece(int from, int to) {
        this.from = from;
        this.to = to;
    }

    boolean contains(int position) {
        return position >= from && position < to;
    }

    int exitIndex(int label) {
        return numbers(exits, exitNumbers).getOrDefault(label, -1);
    }

    /** What a caller passes to enter at that label; 0 stands for the start. */
    int entryIndex(int label) {
        return numbers(entries, entryNumbers).getOrDefault(label, -1) + 1;
    }

    private static Map<Integer, Integer> numbers(int[] labels, Map<Integer, Integer> known) {
        if (known.isEmpty()) {
            for (int i = 0; i < labels.length; i++) {
                known.put(labels[i], i);
            }
        }
        return known;
    }

    /** How many ways out there are. */
    int outcomes() {
        return exits.length + (fallsThrough ? 1 : 0);
    }

    /** What the method returns for exit {@code index}; 0 stands for the end if that can be reached. */
    int exitCode(int index) {
        return fallsThrough ? index + 1 : index;
    }

    String descriptor(String frameClass, String contextDescriptor) {
        return "(L" + frameClass + ";" + contextDescriptor + (entries.length > 0 ? "I)" : ")") + (outcomes() > 1 ? "I" : "V");
    }
}
