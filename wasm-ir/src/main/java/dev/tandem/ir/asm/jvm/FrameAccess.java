// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ANEWARRAY;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.DUP_X2;
import static org.objectweb.asm.Opcodes.F_SAME1;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.NEWARRAY;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.SWAP;
import static org.objectweb.asm.Opcodes.T_LONG;

import dev.tandem.ir.jvm.support.Traps;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * The frame object of a split function: variables are its fields {@code v<i>}. A class has room for some 20,000 fields; variables
 * with higher numbers are elements of two arrays.
 */
final class FrameAccess {
    private static final String FACTORY = "frame";
    /** By its class, which is so loaded before the heap is full. */
    private static final String TRAPS = Type.getInternalName(Traps.class);
    private static final String RESULTS = "dev/tandem/ir/jvm/support/Results";
    private static final String[] GETTERS = {"getInt", "getLong", "getFloat", "getDouble", "getReference"};

    private final CodeBuffer code;
    private final String frameClass;
    private final @Nullable Member[] fields;
    private final BitSet used = new BitSet();
    private final Member numbers;
    private final Member references;

    FrameAccess(CodeBuffer code, String frameClass) {
        this.code = code;
        this.frameClass = frameClass;
        this.fields = new Member[Math.min(code.variableCount(), CodeBuffer.MAX_FRAME_FIELDS)];
        this.numbers = Member.field(frameClass, "numbers", "[J");
        this.references = Member.field(frameClass, "references", "[Ljava/lang/Object;");
    }

    private Member field(int variable) {
        Member field = fields[variable];
        if (field == null) {
            field = Member.field(frameClass, "v" + variable, code.kind(variable).descriptor());
            fields[variable] = field;
            used.set(variable);
        }
        return field;
    }

    private boolean inArray(int variable) {
        return variable >= fields.length;
    }

    /** Pushes a variable. */
    void load(MethodEmitter emitter, int frameLocal, int variable) {
        emitter.method.visitVarInsn(ALOAD, frameLocal);
        if (inArray(variable)) {
            Kind kind = code.kind(variable);
            element(emitter, variable);
            call(emitter.method, GETTERS[kind.index()], "(" + array(kind).descriptor + "I)" + kind.descriptor());
        } else {
            emitter.field(GETFIELD, field(variable));
        }
    }

    /** Sets a variable to the value on the stack. */
    void store(MethodEmitter emitter, int frameLocal, int variable) {
        if (inArray(variable)) {
            Kind kind = code.kind(variable);
            emitter.method.visitVarInsn(ALOAD, frameLocal);
            element(emitter, variable);
            call(emitter.method, "store", "(" + kind.descriptor() + array(kind).descriptor + "I)V");
        } else {
            store(emitter, frameLocal, field(variable), code.kind(variable));
        }
    }

    void store(MethodEmitter emitter, int frameLocal, Member field, Kind kind) {
        emitter.method.visitVarInsn(ALOAD, frameLocal);
        if (kind.words() == 2) {
            emitter.method.visitInsn(DUP_X2);
            emitter.method.visitInsn(POP);
        } else {
            emitter.method.visitInsn(SWAP);
        }
        emitter.field(PUTFIELD, field);
    }

    private void element(MethodEmitter emitter, int variable) {
        emitter.field(GETFIELD, array(code.kind(variable)));
        emitter.pushInt(variable - fields.length);
    }

    private Member array(Kind kind) {
        return kind == Kind.REFERENCE ? references : numbers;
    }

    private static void call(MethodVisitor method, String name, String descriptor) {
        method.visitMethodInsn(INVOKESTATIC, RESULTS, name, descriptor, false);
    }

    /** Writes the method that makes an activation's frame object. Where the heap has no room for another, the stack of calls is exhausted. */
    void writeFactory(ClassWriter writer) {
        MethodVisitor method = writer.visitMethod(ACC_STATIC, FACTORY, factoryDescriptor(), null, null);
        Label start = new Label();
        Label end = new Label();
        Label refused = new Label();
        method.visitCode();
        method.visitTryCatchBlock(start, end, refused, "java/lang/OutOfMemoryError");
        method.visitLabel(start);
        method.visitTypeInsn(NEW, frameClass);
        method.visitInsn(DUP);
        method.visitMethodInsn(INVOKESPECIAL, frameClass, "<init>", "()V", false);
        int count = code.variableCount() - fields.length;
        if (count > 0) {
            method.visitInsn(DUP);
            method.visitLdcInsn(count);
            method.visitIntInsn(NEWARRAY, T_LONG);
            method.visitFieldInsn(PUTFIELD, frameClass, numbers.name, numbers.descriptor);
            method.visitInsn(DUP);
            method.visitLdcInsn(count);
            method.visitTypeInsn(ANEWARRAY, "java/lang/Object");
            method.visitFieldInsn(PUTFIELD, frameClass, references.name, references.descriptor);
        }
        method.visitLabel(end);
        method.visitInsn(ARETURN);
        method.visitLabel(refused);
        method.visitFrame(F_SAME1, 0, null, 1, new Object[] {"java/lang/OutOfMemoryError"});
        method.visitMethodInsn(INVOKESTATIC, TRAPS, "noRoomForFrame", "(Ljava/lang/OutOfMemoryError;)Ljava/lang/Error;", false);
        method.visitInsn(ATHROW);
        method.visitMaxs(3, 0);
        method.visitEnd();
    }

    /** Pushes a frame object for a new activation. */
    void make(MethodVisitor method) {
        method.visitMethodInsn(INVOKESTATIC, frameClass, FACTORY, factoryDescriptor(), false);
    }

    private String factoryDescriptor() {
        return "()L" + frameClass + ";";
    }

    /** Declares the fields that code was written for. */
    void declare(ClassWriter writer) {
        for (int v = used.nextSetBit(0); v >= 0; v = used.nextSetBit(v + 1)) {
            declare(writer, field(v));
        }
        if (code.variableCount() > fields.length) {
            declare(writer, numbers);
            declare(writer, references);
        }
    }

    static void declare(ClassWriter writer, Member field) {
        writer.visitField(0, field.name, field.descriptor, null, null).visitEnd();
    }
}
