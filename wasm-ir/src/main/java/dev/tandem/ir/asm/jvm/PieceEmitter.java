// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.DUP_X2;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.SWAP;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes a piece: its own code, calls of the pieces below it, and its exits. */
final class PieceEmitter extends MethodEmitter {
    private final Piece piece;
    private final SplitFunction function;
    private final PieceVariables variables;
    int frameLocal;
    /** Holds where to enter the next piece, or where this one is entered. */
    int entryLocal = -1;
    /** Whether this is the function's static entry. */
    boolean root;

    private final Map<Integer, Label> exitStubs = new LinkedHashMap<>();
    private final Map<Integer, Label> entryStubs = new LinkedHashMap<>();
    private final Map<Piece, Label> callSites = new HashMap<>();

    PieceEmitter(
            CodeBuffer code, MethodVisitor method, Piece piece, SplitFunction function, PieceVariables variables) {
        super(code, method, variables.localOf());
        this.piece = piece;
        this.function = function;
        this.variables = variables;
    }

    void emitBody() {
        if (piece.entries.length > 0) {
            Label[] targets = new Label[piece.entries.length];
            for (int i = 0; i < targets.length; i++) {
                targets[i] = label(piece.entries[i]);
            }
            Label start = new Label();
            method.visitVarInsn(ILOAD, entryLocal);
            method.visitTableSwitchInsn(1, targets.length, start, targets);
            place(start);
        }
        int at = piece.from;
        for (Piece child : piece.children) {
            emit(at, child.from);
            call(child);
            at = child.to;
        }
        emit(at, piece.to);
        finish();
    }

    /** A branch target: in this method, inside a piece below, or outside. */
    @Override
    Label label(int id) {
        int position = code.position(id);
        if (!piece.contains(position)) {
            return exitStubs.computeIfAbsent(id, _ -> new Label());
        }
        Piece child = childAround(position);
        return child == null ? super.label(id) : entryStubs.computeIfAbsent(id, _ -> new Label());
    }

    private @Nullable Piece childAround(int position) {
        int low = 0;
        int high = piece.children.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Piece child = piece.children.get(middle);
            if (position < child.from) {
                high = middle - 1;
            } else if (position >= child.to) {
                low = middle + 1;
            } else {
                return child;
            }
        }
        return null;
    }

    private void call(Piece child) {
        if (dead && child.entries.length == 0) {
            return;
        }
        if (child.entries.length > 0) {
            if (!dead) {
                pushInt(0);
                method.visitVarInsn(ISTORE, entryLocal);
            }
            place(callSites.computeIfAbsent(child, _ -> new Label()));
        }
        method.visitVarInsn(ALOAD, frameLocal);
        method.visitVarInsn(ALOAD, contextLocal);
        if (child.entries.length > 0) {
            method.visitVarInsn(ILOAD, entryLocal);
        }
        method.visitMethodInsn(
                INVOKESTATIC, child.className, child.methodName, function.descriptor(child), false);
        if (child.refreshesMemory) {
            refreshMemory();
        }
        dispatch(child);
    }

    private void dispatch(Piece child) {
        int exits = child.exits.length;
        if (exits == 0) {
            return;
        }
        if (exits == 1 && child.fallsThrough) {
            method.visitJumpInsn(IFNE, exit(child.exits[0]));
            return;
        }
        if (exits == 1) {
            method.visitJumpInsn(GOTO, exit(child.exits[0]));
        } else if (exits == 2 && !child.fallsThrough) {
            method.visitJumpInsn(IFNE, exit(child.exits[1]));
            method.visitJumpInsn(GOTO, exit(child.exits[0]));
        } else {
            Label next = new Label();
            Label[] targets = new Label[child.outcomes() - 1];
            int at = 0;
            if (child.fallsThrough) {
                targets[at++] = next;
            }
            for (int i = 0; at < targets.length; i++) {
                targets[at++] = exit(child.exits[i]);
            }
            method.visitTableSwitchInsn(0, targets.length - 1, exit(child.exits[exits - 1]), targets);
            if (child.fallsThrough) {
                place(next);
                return;
            }
        }
        dead = true;
    }

    private Label exit(int exit) {
        return exit == Piece.RETURN ? exitStubs.computeIfAbsent(exit, _ -> new Label()) : label(exit);
    }

    @Override
    void returnValue() {
        if (function.shape().returnsValue()) {
            if (root) {
                method.visitInsn(function.shape().returnOpcode());
                dead = true;
                return;
            }
            putFrame(function.resultField(), function.shape().resultKind());
        }
        method.visitJumpInsn(GOTO, exit(Piece.RETURN));
        dead = true;
    }

    /** Stubs: entries of pieces below, then the ways out. */
    private void finish() {
        if (root) {
            entryStubs();
            Label stub = exitStubs.remove(Piece.RETURN);
            if (stub != null) {
                place(stub);
                if (function.shape().returnsValue()) {
                    method.visitVarInsn(ALOAD, frameLocal);
                    field(GETFIELD, function.resultField());
                }
                method.visitInsn(function.shape().returnOpcode());
            }
            return;
        }
        if (!dead) {
            leave(0, piece.to, true);
        }
        entryStubs();
        for (Map.Entry<Integer, Label> stub : exitStubs.entrySet()) {
            int label = stub.getKey();
            place(stub.getValue());
            if (label != Piece.RETURN && function.isEnd(piece, label)) {
                leave(0, piece.to, true);
            } else {
                leave(piece.exitCode(piece.exitIndex(label)), label, false);
            }
        }
    }

    private void entryStubs() {
        for (Map.Entry<Integer, Label> stub : entryStubs.entrySet()) {
            Piece child = childAround(code.position(stub.getKey()));
            if (child != null) {
                place(stub.getValue());
                pushInt(child.entryIndex(stub.getKey()));
                method.visitVarInsn(ISTORE, entryLocal);
                method.visitJumpInsn(GOTO, callSites.computeIfAbsent(child, _ -> new Label()));
            }
        }
        dead = true;
    }

    private void leave(int exitCode, int target, boolean atEnd) {
        long[] live = atEnd ? function.liveAt(target) : function.liveAtExit(target);
        for (int variable : variables.writtenBack()) {
            if (live.length > 0 && Liveness.has(live, variable)) {
                method.visitVarInsn(ALOAD, frameLocal);
                method.visitVarInsn(code.kind(variable).loadOpcode(), localOf[variable]);
                field(PUTFIELD, function.field(variable));
            }
        }
        if (piece.outcomes() > 1) {
            pushInt(exitCode);
            method.visitInsn(IRETURN);
        } else {
            method.visitInsn(RETURN);
        }
    }

    // Variables: in a local, or in the frame object that all pieces share.

    @Override
    void get(int variable) {
        if (localOf[variable] >= 0) {
            super.get(variable);
        } else {
            method.visitVarInsn(ALOAD, frameLocal);
            field(GETFIELD, function.field(variable));
        }
    }

    @Override
    void set(int variable) {
        if (localOf[variable] >= 0) {
            super.set(variable);
        } else {
            putFrame(function.field(variable), code.kind(variable));
        }
    }

    private void putFrame(Member field, Kind kind) {
        method.visitVarInsn(ALOAD, frameLocal);
        if (kind.words() == 2) {
            method.visitInsn(DUP_X2);
            method.visitInsn(POP);
        } else {
            method.visitInsn(SWAP);
        }
        field(PUTFIELD, field);
    }

    @Override
    void increment(int variable, int amount) {
        if (localOf[variable] >= 0) {
            super.increment(variable, amount);
            return;
        }
        method.visitVarInsn(ALOAD, frameLocal);
        method.visitInsn(DUP);
        field(GETFIELD, function.field(variable));
        pushInt(amount);
        method.visitInsn(IADD);
        field(PUTFIELD, function.field(variable));
    }

    /** At a method's start: variables in locals get their values from the frame, or zero. */
    void loadVariables() {
        for (int variable = 0; variable < localOf.length; variable++) {
            if (localOf[variable] >= 0 && !variables.isParameter(variable)) {
                if (variables.isLoaded(variable)) {
                    method.visitVarInsn(ALOAD, frameLocal);
                    field(GETFIELD, function.field(variable));
                } else {
                    method.visitInsn(code.kind(variable).zeroOpcode());
                }
                method.visitVarInsn(code.kind(variable).storeOpcode(), localOf[variable]);
            }
        }
    }
}
