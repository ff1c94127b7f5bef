// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * Which variables hold a value that may still be read, at labels and at chosen places: the textbook backward analysis, in one pass
 * over the code, repeated while the sets at loop heads grow.
 */
final class Liveness {
    private static final int MAX_PASSES = 8;
    /** Beyond so many words of sets, everything counts as live. */
    private static final long MAX_WORDS = 1 << 22;

    private final CodeBuffer code;
    private final int words;
    private final long[] @Nullable [] atLabel;
    /** Ascending. */
    private final int[] places;
    private final long[][] atPlace;
    private final long[] all;
    private final int[] starts;
    private final int count;
    private boolean known = true;

    /** @param places positions that {@link #at} will be asked for, ascending */
    Liveness(CodeBuffer code, int[] places) {
        this.code = code;
        this.words = (code.variableCount() + 63) >>> 6;
        this.atLabel = new long[code.labels().count()][];
        this.all = new long[words];
        Arrays.fill(all, -1L);
        this.starts = new int[code.length];
        int found = 0;
        for (int at = 0; at < code.length; at += code.size(at)) {
            starts[found++] = at;
        }
        this.count = found;
        this.places = places;
        this.atPlace = new long[places.length][];
        solve();
    }

    private void solve() {
        if ((long) words * (code.labels().count() + places.length) > MAX_WORDS) {
            known = false;
            return;
        }
        for (int i = 0; i < MAX_PASSES; i++) {
            if (!pass()) {
                return;
            }
        }
        known = false;
    }

    /** Variables live just before the instruction at {@code place}. */
    long[] at(int place) {
        int index = Arrays.binarySearch(places, place);
        return known && index >= 0 ? atPlace[index] : all;
    }

    /** Variables live at a label. */
    long[] atLabel(int label) {
        return known ? of(label) : all;
    }

    static boolean has(long[] set, int variable) {
        return (set[variable >>> 6] >>> variable & 1) != 0;
    }

    private long[] of(int label) {
        long[] set = atLabel[label];
        if (set == null) {
            set = new long[words];
            atLabel[label] = set;
        }
        return set;
    }

    /** One pass; returns whether a loop head's set grew. */
    private boolean pass() {
        boolean grew = false;
        long[] live = new long[words];
        int place = places.length - 1;
        for (; place >= 0 && places[place] >= code.length; place--) {
            atPlace[place] = new long[words];
        }
        for (int i = count - 1; i >= 0; i--) {
            int at = starts[i];
            int op = code.code[at] & 0xff;
            int operand = code.code[at] >>> 8;
            switch (op) {
                case CodeBuffer.GET, CodeBuffer.INCREMENT -> live[operand >>> 6] |= 1L << operand;
                case CodeBuffer.SET -> live[operand >>> 6] &= ~(1L << operand);
                case CodeBuffer.LABEL -> {
                    if (code.references(operand) > 0) {
                        System.arraycopy(live, 0, of(operand), 0, words);
                    }
                }
                case CodeBuffer.LOOP -> {
                    long[] head = of(operand);
                    if (!Arrays.equals(head, live)) {
                        grew |= code.references(operand) > 0;
                        System.arraycopy(live, 0, head, 0, words);
                    }
                }
                case Opcodes.GOTO -> System.arraycopy(of(operand), 0, live, 0, words);
                case Opcodes.TABLESWITCH -> {
                    Arrays.fill(live, 0);
                    for (int target = 1; target <= operand; target++) {
                        int label = code.code[at + target];
                        if (target == 1 || label != code.code[at + target - 1]) {
                            add(live, of(label));
                        }
                    }
                }
                case CodeBuffer.RETURN_VALUE, Opcodes.ATHROW -> Arrays.fill(live, 0);
                default -> {
                    if ((op >= Opcodes.IFEQ && op <= Opcodes.IF_ACMPNE) || op == Opcodes.IFNULL || op == Opcodes.IFNONNULL) {
                        add(live, of(operand));
                    }
                }
            }
            if (place >= 0 && places[place] == at) {
                atPlace[place--] = live.clone();
            }
        }
        return grew;
    }

    private void add(long[] live, long[] more) {
        for (int w = 0; w < words; w++) {
            live[w] |= more[w];
        }
    }
}
