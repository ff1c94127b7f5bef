// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.F_SAME1;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INTEGER;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.RETURN;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes a piece: its own code, calls of the pieces below it, and its exits. */
final class PieceEmitter extends MethodEmitter {
    private static final int LARGE_SWITCH = 64;
    private static final int FEW_EXITS = 3;

    private final Piece piece;
    private final SplitFunction function;
    private final PieceVariables variables;
    int frameLocal;
    /** Holds where to enter the next piece, or where this one is entered. */
    int entryLocal = -1;
    /** Holds the value of a switch by ranges. */
    int switchLocal = -1;
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
            Label start = new Label();
            runSwitch(entryLocal, 1, piece.entries, 0, piece.entries.length, start);
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
        int position = code.labels().position(id);
        if (!piece.contains(position)) {
            return exitStubs.computeIfAbsent(id, _ -> new Label());
        }
        Piece child = childAround(position);
        return child == null ? super.label(id) : entryStubs.computeIfAbsent(id, _ -> new Label());
    }

    /** A switch into pieces that hold many of its targets each goes by ranges: it would be as large as all pieces' calls. */
    @Override
    void tableSwitch(int at, int count) {
        if (count <= LARGE_SWITCH || entryLocal < 0) {
            super.tableSwitch(at, count);
            return;
        }
        method.visitVarInsn(ISTORE, switchLocal);
        Label fallback = label(code.code[at + count]);
        runSwitch(switchLocal, 0, code.code, at + 1, count - 1, fallback);
    }

    private void runSwitch(int local, int low, int[] targets, int from, int count, Label other) {
        new PieceSwitch(this, local, low, targets, from, count).emit(other);
        dead = true;
    }

    /** The piece below that a label is an inner entry of. */
    @Nullable Piece inside(int label) {
        int position = code.labels().position(label);
        return piece.contains(position) ? childAround(position) : null;
    }

    /** Where a piece below is called. */
    Label callSite(Piece child) {
        return callSites.computeIfAbsent(child, _ -> new Label());
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
            place(callSite(child));
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
            function.frame()
                    .store(this, frameLocal, function.resultField(), function.shape().resultKind());
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
        placeEnds();
        if (!dead) {
            leave(0, piece.to, true);
        }
        entryStubs();
        if (exitStubs.size() > FEW_EXITS && variables.writtenBack().length > 0) {
            leaveTogether();
            return;
        }
        for (Map.Entry<Integer, Label> stub : exitStubs.entrySet()) {
            int label = stub.getKey();
            place(stub.getValue());
            leave(piece.exitCode(piece.exitIndex(label)), label, false);
        }
    }

    /** Labels that stand where the piece ends are one way out, however many there are. */
    private void placeEnds() {
        Iterator<Map.Entry<Integer, Label>> stubs = exitStubs.entrySet().iterator();
        while (stubs.hasNext()) {
            Map.Entry<Integer, Label> stub = stubs.next();
            if (stub.getKey() != Piece.RETURN && function.isEnd(piece, stub.getKey())) {
                place(stub.getValue());
                stubs.remove();
            }
        }
    }

    /** Several exits, so each has a number, share what writes variables back: all that any of them needs. */
    private void leaveTogether() {
        Label together = new Label();
        for (Map.Entry<Integer, Label> stub : exitStubs.entrySet()) {
            place(stub.getValue());
            pushInt(piece.exitCode(piece.exitIndex(stub.getKey())));
            method.visitJumpInsn(GOTO, together);
        }
        method.visitLabel(together);
        method.visitFrame(F_SAME1, 0, null, 1, new Object[] {INTEGER});
        for (int variable : variables.writtenBack()) {
            writeBack(variable);
        }
        method.visitInsn(IRETURN);
    }

    private void writeBack(int variable) {
        super.get(variable);
        function.frame().store(this, frameLocal, variable);
    }

    private void entryStubs() {
        for (Map.Entry<Integer, Label> stub : entryStubs.entrySet()) {
            Piece child = childAround(code.labels().position(stub.getKey()));
            if (child != null) {
                place(stub.getValue());
                pushInt(child.entryIndex(stub.getKey()));
                method.visitVarInsn(ISTORE, entryLocal);
                method.visitJumpInsn(GOTO, callSite(child));
            }
        }
        dead = true;
    }

    private void leave(int exitCode, int target, boolean atEnd) {
        long[] live = atEnd ? function.liveAt(target) : function.liveAtExit(target);
        for (int variable : variables.writtenBack()) {
            if (live.length > 0 && Liveness.has(live, variable)) {
                writeBack(variable);
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
            function.frame().load(this, frameLocal, variable);
        }
    }

    @Override
    void set(int variable) {
        if (localOf[variable] >= 0) {
            super.set(variable);
        } else {
            function.frame().store(this, frameLocal, variable);
        }
    }

    @Override
    void increment(int variable, int amount) {
        if (localOf[variable] >= 0) {
            super.increment(variable, amount);
            return;
        }
        get(variable);
        pushInt(amount);
        method.visitInsn(IADD);
        set(variable);
    }

    /** At a method's start: variables in locals get their values from the frame, or zero. */
    void loadVariables() {
        for (int variable = 0; variable < localOf.length; variable++) {
            if (localOf[variable] >= 0 && !variables.isParameter(variable)) {
                if (variables.isLoaded(variable)) {
                    function.frame().load(this, frameLocal, variable);
                } else {
                    method.visitInsn(code.kind(variable).zeroOpcode());
                }
                method.visitVarInsn(code.kind(variable).storeOpcode(), localOf[variable]);
            }
        }
    }
}
