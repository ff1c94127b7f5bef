// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ASTORE;

import dev.tandem.ir.jvm.GuestLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes a function that is too large for one method as several. An object of the function's own class is the frame of an
 * activation: variables that pieces share are its fields.
 */
final class SplitFunction {
    /** Entries of the constant pool that one class may take, by an upper bound. */
    private static final int MAX_CONSTANTS = 50_000;

    private final CodeBuffer code;
    private final FunctionShape shape;
    private final ClassWriter mainClass;
    private final PieceFlow flow;
    private final List<ClassWriter> finished = new ArrayList<>();
    private final FrameAccess frame;
    private boolean resultFieldUsed;
    private final Piece root;
    private final Liveness liveness;

    private ClassWriter writer;
    private String className;
    private int constants;
    private int largest;
    private int pieces;

    SplitFunction(CodeBuffer code, FunctionShape shape, MethodLimits limits, ClassWriter mainClass) {
        this.code = code;
        this.shape = shape;
        this.mainClass = mainClass;
        this.writer = mainClass;
        this.className = shape.className();
        this.flow = new PieceFlow(code);
        this.frame = new FrameAccess(code, shape.className());
        this.root = new SplitPlanner(code, limits).plan();
        this.liveness = new Liveness(code, places(root));
    }

    FunctionShape shape() {
        return shape;
    }

    String descriptor(Piece piece) {
        return piece.descriptor(shape.className(), GuestLayout.CONTEXT_DESCRIPTOR);
    }

    boolean isEnd(Piece piece, int label) {
        return flow.isEnd(piece, label);
    }

    long[] liveAt(int position) {
        return liveness.at(position);
    }

    /** Variables live where an exit goes. */
    long[] liveAtExit(int exit) {
        return exit == Piece.RETURN ? new long[0] : liveness.atLabel(exit);
    }

    FrameAccess frame() {
        return frame;
    }

    Member resultField() {
        resultFieldUsed = true;
        return Member.field(shape.className(), "result", shape.resultKind().descriptor());
    }

    /** Writes all methods. */
    void write(String entryName) {
        for (Piece child : root.children) {
            writePieces(child);
        }
        finishClass();
        writer = mainClass;
        className = shape.className();
        frame.writeFactory(mainClass);
        writeEntry(entryName);
        frame.declare(mainClass);
        if (resultFieldUsed) {
            FrameAccess.declare(mainClass, resultField());
        }
        mainClass.visitEnd();
    }

    /** Bytes of the largest method. */
    int largestMethod() {
        return largest;
    }

    /** The function's class, then those that hold further pieces. */
    List<byte[]> classes() {
        List<byte[]> classes = new ArrayList<>();
        classes.add(mainClass.toByteArray());
        for (ClassWriter more : finished) {
            classes.add(more.toByteArray());
        }
        return classes;
    }

    private static int[] places(Piece root) {
        BitSet places = new BitSet();
        collect(root, places);
        return places.stream().toArray();
    }

    private static void collect(Piece piece, BitSet places) {
        places.set(piece.from);
        places.set(piece.to);
        for (Piece child : piece.children) {
            collect(child, places);
        }
    }

    private void writePieces(Piece piece) {
        for (Piece child : piece.children) {
            writePieces(child);
        }
        int needed = constantsOf(piece);
        if (constants + needed > MAX_CONSTANTS && constants > 0) {
            startClass();
        }
        constants += needed;
        piece.className = className;
        piece.methodName = "p" + pieces++;
        MethodVisitor method = writer.visitMethod(ACC_STATIC, piece.methodName, descriptor(piece), null, null);
        PieceVariables variables = new PieceVariables(code, piece);
        LocalLayout locals = variables.locals();
        int frameLocal = locals.add(shape.className());
        int context = locals.add(GuestLayout.CONTEXT);
        int entry = piece.entries.length > 0 ? locals.add(Opcodes.INTEGER) : -1;
        PieceEmitter emitter = emitter(piece, method, variables, frameLocal, context);
        emitter.entryLocal = entry;
        boolean ownEntry = entry < 0 && callsWithEntry(piece);
        body(emitter, variables, ownEntry);
    }

    private static boolean callsWithEntry(Piece piece) {
        for (Piece child : piece.children) {
            if (child.entries.length > 0) {
                return true;
            }
        }
        return false;
    }

    private void writeEntry(String name) {
        MethodVisitor method = writer.visitMethod(
                Opcodes.ACC_PUBLIC | ACC_STATIC, name, shape.signature().staticDescriptor(), null, null);
        PieceVariables variables = new PieceVariables(code, root);
        LocalLayout locals = variables.locals();
        variables.parameters(shape.parameters());
        int context = locals.add(GuestLayout.CONTEXT);
        int frameLocal = locals.add(shape.className());
        PieceEmitter emitter = emitter(root, method, variables, frameLocal, context);
        emitter.root = true;
        method.visitCode();
        frame.make(method);
        method.visitVarInsn(ASTORE, frameLocal);
        for (int v = 0; v < shape.parameters(); v++) {
            int local = variables.localOf()[v];
            if (variables.moveToFrame(v)) {
                method.visitVarInsn(code.kind(v).loadOpcode(), local);
                frame.store(emitter, frameLocal, v);
            }
        }
        body(emitter, variables, callsWithEntry(root));
    }

    private PieceEmitter emitter(
            Piece piece, MethodVisitor method, PieceVariables variables, int frameLocal, int context) {
        PieceEmitter emitter = new PieceEmitter(code, method, piece, this, variables);
        emitter.frameLocal = frameLocal;
        emitter.contextLocal = context;
        return emitter;
    }

    private void body(PieceEmitter emitter, PieceVariables variables, boolean ownEntry) {
        LocalLayout locals = variables.locals();
        MethodVisitor method = emitter.method;
        if (ownEntry) {
            emitter.entryLocal = locals.add(Opcodes.INTEGER);
            method.visitInsn(Opcodes.ICONST_0);
            method.visitVarInsn(Opcodes.ISTORE, emitter.entryLocal);
        }
        if (emitter.entryLocal >= 0) {
            emitter.switchLocal = locals.add(Opcodes.INTEGER);
            method.visitInsn(Opcodes.ICONST_0);
            method.visitVarInsn(Opcodes.ISTORE, emitter.switchLocal);
        }
        if (variables.usesMemory()) {
            emitter.memoryLocal = locals.add("[B");
        }
        variables.assign(this);
        emitter.loadVariables();
        emitter.setFrame(locals.types(), locals.typeCount());
        emitter.refreshMemory();
        if (emitter.root && code.calls()) {
            emitter.poll();
        }
        emitter.emitBody();
        Label end = new Label();
        method.visitLabel(end);
        largest = Math.max(largest, end.getOffset());
        method.visitMaxs(code.maxDepth() + 6, locals.size());
        method.visitEnd();
    }

    /** An upper bound of what the own code of a piece adds to a constant pool. */
    private int constantsOf(Piece piece) {
        int sum = 8;
        int at = piece.from;
        for (Piece child : piece.children) {
            sum += code.constantsBetween(at, child.from) + 4;
            at = child.to;
        }
        return sum + code.constantsBetween(at, piece.to);
    }

    private void startClass() {
        finishClass();
        className = shape.className() + "$" + (finished.size() + 1);
        writer = new ClassWriter(0);
        writer.visit(Opcodes.V25, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, className, null, "java/lang/Object", null);
        constants = 0;
    }

    private void finishClass() {
        if (!className.equals(shape.className())) {
            writer.visitEnd();
            finished.add(writer);
        }
    }
}
