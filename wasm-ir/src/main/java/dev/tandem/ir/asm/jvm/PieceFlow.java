// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** Finds how control enters and leaves each piece. */
final class PieceFlow {
    private final CodeBuffer code;
    /** Per label: the last scan that met it. */
    private final @Nullable Scan[] seen;

    PieceFlow(CodeBuffer code) {
        this.code = code;
        this.seen = new Scan[code.labels().count()];
    }

    /** Fills in exits and entries of a piece; those of the pieces below it are known. */
    void analyse(Piece piece) {
        new Scan(piece).run();
    }

    /** Whether a branch to {@code label} from inside arrives at the end of the range. */
    boolean isEnd(Piece piece, int label) {
        int position = code.labels().position(label);
        if (position < piece.to || position >= code.length) {
            return false;
        }
        for (int at = piece.to; at < position; at++) {
            if ((code.code[at] & 0xff) != CodeBuffer.LABEL) {
                return false;
            }
        }
        return code.labels().endOfLoop(label) < 0;
    }

    private final class Scan {
        private final Piece piece;
        private int[] exits = new int[4];
        private int exitCount;
        private boolean returns;
        private boolean reachesEnd;
        private int[] entries = new int[4];
        private int entryCount;

        Scan(Piece piece) {
            this.piece = piece;
        }

        void run() {
            int[] words = code.code;
            boolean dead = false;
            int next = 0;
            int at = piece.from;
            while (at < piece.to) {
                if (next < piece.children.size() && piece.children.get(next).from == at) {
                    Piece child = piece.children.get(next++);
                    if (!dead || child.entries.length > 0) {
                        dead = !call(child);
                    }
                    at = child.to;
                    continue;
                }
                int op = words[at] & 0xff;
                int operand = words[at] >>> 8;
                if (op == CodeBuffer.LABEL || op == CodeBuffer.LOOP) {
                    if (code.references(operand) > 0) {
                        dead = false;
                        entry(operand);
                    }
                } else if (!dead) {
                    dead = instruction(op, operand, at);
                }
                at += code.size(at);
            }
            piece.exits = Arrays.copyOf(exits, exitCount);
            piece.fallsThrough = !dead || reachesEnd || exitCount == 0;
            piece.entries = Arrays.copyOf(entries, entryCount);
        }

        private boolean instruction(int op, int operand, int at) {
            switch (op) {
                case Opcodes.GOTO -> {
                    leave(operand);
                    return true;
                }
                case Opcodes.TABLESWITCH -> {
                    for (int i = 1; i <= operand; i++) {
                        leave(code.code[at + i]);
                    }
                    return true;
                }
                case CodeBuffer.RETURN_VALUE -> {
                    leaveFunction();
                    return true;
                }
                case Opcodes.ATHROW -> {
                    return true;
                }
                case CodeBuffer.REFRESH_MEMORY -> piece.refreshesMemory = true;
                default -> {
                    if ((op >= Opcodes.IFEQ && op <= Opcodes.IF_ACMPNE) || op == Opcodes.IFNULL || op == Opcodes.IFNONNULL) {
                        leave(operand);
                    }
                }
            }
            return false;
        }

        /** Adds what a child does; returns whether it comes back to its end. */
        private boolean call(Piece child) {
            piece.refreshesMemory |= child.refreshesMemory;
            for (int exit : child.exits) {
                if (exit == Piece.RETURN) {
                    leaveFunction();
                } else {
                    leave(exit);
                }
            }
            for (int label : child.entries) {
                entry(label);
            }
            return child.fallsThrough;
        }

        private void entry(int label) {
            if (code.labels().endOfLoop(label) < 0 && code.labels().firstReference(label) < piece.from) {
                if (entryCount == entries.length) {
                    entries = Arrays.copyOf(entries, entryCount * 2);
                }
                entries[entryCount++] = label;
            }
        }

        private void leaveFunction() {
            if (!returns) {
                returns = true;
                addExit(Piece.RETURN);
            }
        }

        private void leave(int label) {
            if (piece.contains(code.labels().position(label)) || seen[label] == this) {
                return;
            }
            seen[label] = this;
            if (isEnd(piece, label)) {
                reachesEnd = true;
            } else {
                addExit(label);
            }
        }

        private void addExit(int exit) {
            if (exitCount == exits.length) {
                exits = Arrays.copyOf(exits, exitCount * 2);
            }
            exits[exitCount++] = exit;
        }
    }
}
