// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import java.util.Arrays;

/**
 * Where a piece keeps its variables. One that pieces below touch stays in the frame. One that is used but little and outside loops too.
 * Others live in a JVM local: read from the frame at the start if a value may arrive there, written back where one may be needed.
 */
final class PieceVariables {
    private static final int FEW = 3;

    private final CodeBuffer code;
    private final Piece piece;
    /** Accesses by the piece's own code; one inside a loop counts as {@link #FEW}. */
    private final int[] uses;

    private final long[] set;
    private final long[] below;
    private boolean memory;
    /** Loops around the code being scanned. */
    private int loops;

    private final LocalLayout locals;
    private final long[] loaded;
    private final long[] parameters;
    private int[] writtenBack = {};

    PieceVariables(CodeBuffer code, Piece piece) {
        this.code = code;
        this.piece = piece;
        int words = (code.variableCount() + 63) >>> 6;
        this.uses = new int[code.variableCount()];
        this.set = new long[words];
        this.below = new long[words];
        this.loaded = new long[words];
        this.parameters = new long[words];
        this.locals = new LocalLayout(code);
        int at = piece.from;
        for (Piece child : piece.children) {
            scan(at, child.from, true);
            scan(child.from, child.to, false);
            at = child.to;
        }
        scan(at, piece.to, true);
    }

    private void scan(int from, int to, boolean own) {
        int[] words = code.code;
        for (int at = from; at < to; at += code.size(at)) {
            int op = words[at] & 0xff;
            int operand = words[at] >>> 8;
            switch (op) {
                case CodeBuffer.GET, CodeBuffer.SET, CodeBuffer.INCREMENT -> {
                    if (own) {
                        uses[operand] += loops > 0 ? FEW : 1;
                        if (op != CodeBuffer.GET) {
                            set[operand >>> 6] |= 1L << operand;
                        }
                    } else {
                        below[operand >>> 6] |= 1L << operand;
                    }
                }
                case CodeBuffer.LOOP -> loops++;
                case CodeBuffer.LOOP_END -> loops--;
                case CodeBuffer.MEMORY -> memory |= own;
                default -> {}
            }
        }
    }

    boolean usesMemory() {
        return memory;
    }

    LocalLayout locals() {
        return locals;
    }

    int[] localOf() {
        return locals.localOf();
    }

    /** Decides; fixed locals have been added to {@link #locals} before. */
    void assign(SplitFunction function) {
        long[] entry = function.liveAt(piece.from).clone();
        for (int label : piece.entries) {
            add(entry, function.liveAtExit(label));
        }
        long[] exit = piece.fallsThrough ? function.liveAt(piece.to).clone() : new long[entry.length];
        for (int label : piece.exits) {
            add(exit, function.liveAtExit(label));
        }
        int[] back = new int[uses.length];
        int backCount = 0;
        for (int v = 0; v < uses.length; v++) {
            if (uses[v] == 0 || Liveness.has(below, v) || localOf()[v] >= 0) {
                continue;
            }
            boolean in = Liveness.has(entry, v);
            boolean out = Liveness.has(set, v) && Liveness.has(exit, v);
            if ((in || out) && uses[v] < FEW) {
                continue;
            }
            locals.addVariable(v);
            if (in) {
                loaded[v >>> 6] |= 1L << v;
            }
            if (out) {
                back[backCount++] = v;
            }
        }
        writtenBack = Arrays.copyOf(back, backCount);
    }

    private static void add(long[] set, long[] more) {
        for (int w = 0; w < more.length; w++) {
            set[w] |= more[w];
        }
    }

    /** Gives the function's parameters their locals in the static entry. */
    void parameters(int count) {
        locals.parameters(count);
        for (int v = 0; v < count; v++) {
            parameters[v >>> 6] |= 1L << v;
        }
    }

    /** Takes a parameter out of its local, if pieces below touch it; returns whether it did. */
    boolean moveToFrame(int parameter) {
        if (!Liveness.has(below, parameter)) {
            return false;
        }
        localOf()[parameter] = -1;
        return true;
    }

    boolean isParameter(int variable) {
        return Liveness.has(parameters, variable);
    }

    boolean isLoaded(int variable) {
        return Liveness.has(loaded, variable);
    }

    /** Variables in locals whose value the frame may need at an exit. */
    int[] writtenBack() {
        return writtenBack;
    }
}
