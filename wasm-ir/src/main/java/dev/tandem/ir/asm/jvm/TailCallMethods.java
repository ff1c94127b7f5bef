// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IFNONNULL;
import static org.objectweb.asm.Opcodes.IFNULL;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.SIPUSH;

import dev.tandem.ir.jvm.GuestLayout;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The entries of a function that makes tail calls, around its {@link GuestLayout#BODY}: {@code run} runs what the body leaves pending,
 * {@code tailCallRaw} leaves it pending, being called by such a loop itself. The loop comes by a reference, which may still lead to a class that
 * has been replaced: so {@code tailCallRaw} calls the body through a call site that all classes of the function share.
 */
final class TailCallMethods {
    private static final String SUPPORT = "dev/tandem/ir/jvm/support/";
    private static final String CONTEXT = "Ldev/tandem/ir/vm/Context;";
    private static final String RAW = "([J[Ljava/lang/Object;" + GuestLayout.REFERENCE_DESCRIPTOR + ")V";
    private static final String[] NAMES = {"Int", "Long", "Float", "Double", "Reference"};

    private static final Handle LINK_BODY = new Handle(
            Opcodes.H_INVOKESTATIC,
            "dev/tandem/ir/jvm/GuestLinkage",
            "linkBody",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
            false);

    private final ClassWriter writer;
    private final FunctionShape shape;
    private final String descriptor;

    TailCallMethods(ClassWriter writer, FunctionShape shape) {
        this.writer = writer;
        this.shape = shape;
        this.descriptor = shape.signature().staticDescriptor();
    }

    void write() {
        run();
        tailCallRaw();
    }

    private void run() {
        MethodVisitor method = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, GuestLayout.RUN, descriptor, null, null);
        Type[] types = Type.getArgumentTypes(descriptor);
        Object[] frame = new Object[types.length + 1];
        method.visitCode();
        int local = 0;
        for (int i = 0; i < types.length; i++) {
            method.visitVarInsn(types[i].getOpcode(ILOAD), local);
            local += types[i].getSize();
            frame[i] = frameType(types[i]);
        }
        int context = local - 1;
        method.visitMethodInsn(INVOKESTATIC, shape.className(), GuestLayout.BODY, descriptor, false);
        int frameCount = types.length;
        if (shape.returnsValue()) {
            method.visitVarInsn(shape.resultKind().storeOpcode(), local);
            frame[frameCount++] = shape.resultKind().frameType();
        }
        Label done = new Label();
        method.visitVarInsn(ALOAD, context);
        method.visitFieldInsn(GETFIELD, GuestLayout.CONTEXT, "tailCallee", GuestLayout.REFERENCE_DESCRIPTOR);
        method.visitJumpInsn(IFNULL, done);
        method.visitVarInsn(ALOAD, context);
        method.visitMethodInsn(INVOKESTATIC, SUPPORT + "TailCalls", "run", "(" + CONTEXT + ")V", false);
        if (shape.returnsValue()) {
            method.visitVarInsn(ALOAD, context);
            method.visitInsn(ICONST_0);
            Kind kind = shape.resultKind();
            results(method, "get" + NAMES[kind.index()], "(" + CONTEXT + "I)" + kind.descriptor());
            method.visitVarInsn(shape.resultKind().storeOpcode(), local);
        }
        method.visitLabel(done);
        method.visitFrame(Opcodes.F_FULL, frameCount, frame, 0, null);
        if (shape.returnsValue()) {
            method.visitVarInsn(shape.resultKind().loadOpcode(), local);
        }
        method.visitInsn(shape.returnOpcode());
        method.visitMaxs(local + 2, local + 2);
        method.visitEnd();
    }

    private void tailCallRaw() {
        MethodVisitor method = writer.visitMethod(ACC_PUBLIC, "tailCallRaw", RAW, null, null);
        int context = 4;
        int result = 5;
        method.visitCode();
        method.visitVarInsn(ALOAD, 3);
        method.visitFieldInsn(GETFIELD, GuestLayout.REFERENCE, "context", CONTEXT);
        method.visitTypeInsn(CHECKCAST, GuestLayout.CONTEXT);
        method.visitVarInsn(ASTORE, context);
        int words = arguments(method) + 3;
        method.visitVarInsn(ALOAD, context);
        method.visitInvokeDynamicInsn(GuestLayout.linkMethod(shape.functionIndex()), descriptor, LINK_BODY);
        if (shape.returnsValue()) {
            method.visitVarInsn(shape.resultKind().storeOpcode(), result);
            Label pending = new Label();
            method.visitVarInsn(ALOAD, context);
            method.visitFieldInsn(GETFIELD, GuestLayout.CONTEXT, "tailCallee", GuestLayout.REFERENCE_DESCRIPTOR);
            method.visitJumpInsn(IFNONNULL, pending);
            giveResults(method, context, result);
            method.visitLabel(pending);
            method.visitFrame(
                    Opcodes.F_FULL,
                    6,
                    new Object[] {
                        shape.className(),
                        "[J",
                        "[Ljava/lang/Object;",
                        GuestLayout.REFERENCE,
                        GuestLayout.CONTEXT,
                        shape.resultKind().frameType()
                    },
                    0,
                    null);
        }
        method.visitInsn(RETURN);
        method.visitMaxs(Math.max(words, 4), 7);
        method.visitEnd();
    }

    /** Pushes the arguments from the arrays in locals 1 and 2; returns their words. */
    private int arguments(MethodVisitor method) {
        if (shape.signature().isWide()) {
            method.visitVarInsn(ALOAD, 1);
            method.visitVarInsn(ALOAD, 2);
            return 2;
        }
        String kinds = shape.signature().parameterKinds();
        int words = 0;
        int slot = 0;
        for (int i = 0; i < kinds.length(); i++) {
            Kind kind = Kind.ofLetter(kinds.charAt(i));
            argument(method, kind.returned(), slot);
            if (kind == Kind.VECTOR) {
                argument(method, Kind.LONG, slot + 1);
            }
            slot += kind.slots();
            words += kind.words();
        }
        return words;
    }

    private static void argument(MethodVisitor method, Kind kind, int slot) {
        method.visitVarInsn(ALOAD, kind == Kind.REFERENCE ? 2 : 1);
        method.visitIntInsn(SIPUSH, slot);
        results(method, "get" + NAMES[kind.index()], "(" + array(kind) + "I)" + kind.descriptor());
    }

    private void giveResults(MethodVisitor method, int context, int result) {
        Kind kind = shape.resultKind();
        method.visitVarInsn(ALOAD, kind == Kind.REFERENCE ? 2 : 1);
        method.visitVarInsn(kind.loadOpcode(), result);
        method.visitInsn(ICONST_0);
        results(method, "put", "(" + array(kind) + kind.descriptor() + "I)V");
        if (shape.signature().hasExtraResults()) {
            method.visitVarInsn(ALOAD, context);
            method.visitVarInsn(ALOAD, 1);
            method.visitVarInsn(ALOAD, 2);
            method.visitIntInsn(SIPUSH, shape.signature().resultSlots());
            method.visitMethodInsn(
                    INVOKESTATIC,
                    SUPPORT + "TailCalls",
                    "giveResults",
                    "(" + CONTEXT + "[J[Ljava/lang/Object;I)V",
                    false);
        }
    }

    private static String array(Kind kind) {
        return kind == Kind.REFERENCE ? "[Ljava/lang/Object;" : "[J";
    }

    private static void results(MethodVisitor method, String name, String descriptor) {
        method.visitMethodInsn(INVOKESTATIC, SUPPORT + "Results", name, descriptor, false);
    }

    private static Object frameType(Type type) {
        return switch (type.getSort()) {
            case Type.INT -> Opcodes.INTEGER;
            case Type.LONG -> Opcodes.LONG;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }
}
