// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ANEWARRAY;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.NEWARRAY;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.T_LONG;

import dev.tandem.ir.code.InterpretedArtifact;
import dev.tandem.ir.code.Tier;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Generates the class of a function that is interpreted, of the shape that {@link GuestLayout} says: callers, backtraces and replacement by
 * compiled code need not know. Its {@code run} packs the arguments and hands them to the code, which a constant holds.
 */
final class InterpretedClass {
    private static final String CODE = "code";
    private static final String CODE_DESCRIPTOR = "Ldev/tandem/ir/code/InterpretedCode;";
    private static final String LINKAGE = "dev/tandem/ir/jvm/GuestLinkage";
    private static final String RAW = "([J[Ljava/lang/Object;" + GuestLayout.REFERENCE_DESCRIPTOR + ")V";

    private final String name;
    private final int functionIndex;
    private final GuestSignature signature;
    private final ClassWriter writer;

    private InterpretedClass(InterpretedArtifact artifact, GuestSignature signature) {
        this.functionIndex = artifact.functionIndex();
        this.name = artifact.tier() == Tier.OPTIMIZED
                ? GuestLayout.optimizedClass(functionIndex)
                : GuestLayout.functionClass(functionIndex);
        this.signature = signature;
        this.writer = SignatureClasses.begin(ACC_FINAL, name, signature.className());
    }

    static byte[] generate(InterpretedArtifact artifact, GuestSignature signature) {
        InterpretedClass generated = new InterpretedClass(artifact, signature);
        generated.code();
        generated.activation(GuestLayout.RUN, "interpret");
        generated.activation(GuestLayout.BODY, "interpretBody");
        generated.call();
        generated.tailCallRaw();
        generated.writer.visitEnd();
        return generated.writer.toByteArray();
    }

    /** The constant. */
    private void code() {
        writer.visitField(ACC_PUBLIC | ACC_STATIC | ACC_FINAL, CODE, CODE_DESCRIPTOR, null, null)
                .visitEnd();
        MethodVisitor method = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        method.visitCode();
        method.visitLdcInsn(Type.getObjectType(name));
        SignatureClasses.push(method, functionIndex);
        method.visitMethodInsn(
                INVOKESTATIC, LINKAGE, "interpretedCode", "(Ljava/lang/Class;I)" + CODE_DESCRIPTOR, false);
        method.visitFieldInsn(PUTSTATIC, name, CODE, CODE_DESCRIPTOR);
        method.visitInsn(RETURN);
        SignatureClasses.finish(method);
    }

    private void activation(String entry, String does) {
        String descriptor = signature.staticDescriptor();
        MethodVisitor method =
                writer.visitMethod(ACC_PUBLIC | ACC_STATIC, entry, descriptor, null, null);
        method.visitCode();
        int context = words(descriptor) - 1;
        int numbers = context + 1;
        int references = context + 2;
        if (signature.isWide()) {
            numbers = 0;
            references = 1;
        } else {
            SignatureClasses.push(method, signature.slots());
            method.visitIntInsn(NEWARRAY, T_LONG);
            method.visitVarInsn(ASTORE, numbers);
            SignatureClasses.push(method, signature.key().indexOf('L') < 0 ? 0 : signature.slots());
            method.visitTypeInsn(ANEWARRAY, "java/lang/Object");
            method.visitVarInsn(ASTORE, references);
            SignatureClasses.pack(method, signature.parameterKinds(), 0, numbers, references);
        }
        method.visitFieldInsn(GETSTATIC, name, CODE, CODE_DESCRIPTOR);
        method.visitVarInsn(ALOAD, context);
        interpret(method, does, "Ldev/tandem/ir/jvm/JvmContext;", numbers, references);
        if (!signature.resultKinds().isEmpty()) {
            SignatureClasses.unpackOne(method, signature.resultKinds().charAt(0), 0, numbers, references);
        }
        method.visitInsn(Type.getType(signature.returnDescriptor()).getOpcode(Opcodes.IRETURN));
        SignatureClasses.finish(method);
    }

    private void interpret(MethodVisitor method, String entry, String callee, int numbers, int references) {
        method.visitVarInsn(ALOAD, numbers);
        method.visitVarInsn(ALOAD, references);
        SignatureClasses.push(method, signature.resultSlots());
        method.visitMethodInsn(
                INVOKESTATIC, LINKAGE, entry, "(" + CODE_DESCRIPTOR + callee + "[J[Ljava/lang/Object;I)V", false);
    }

    /** Through the function's link, as all calls, so that a relinked function is reached from every reference. */
    private void call() {
        String descriptor = signature.virtualDescriptor();
        MethodVisitor method = writer.visitMethod(ACC_PUBLIC, GuestLayout.CALL, descriptor, null, null);
        method.visitCode();
        int local = 1;
        for (Type type : Type.getArgumentTypes(descriptor)) {
            method.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
            local += type.getSize();
        }
        context(method);
        method.visitMethodInsn(
                INVOKESTATIC,
                GuestLayout.linkClass(functionIndex),
                GuestLayout.linkMethod(functionIndex),
                signature.staticDescriptor(),
                false);
        method.visitInsn(Type.getType(signature.returnDescriptor()).getOpcode(Opcodes.IRETURN));
        SignatureClasses.finish(method);
    }

    private void tailCallRaw() {
        MethodVisitor method = writer.visitMethod(ACC_PUBLIC, "tailCallRaw", RAW, null, null);
        method.visitCode();
        method.visitFieldInsn(GETSTATIC, name, CODE, CODE_DESCRIPTOR);
        method.visitVarInsn(ALOAD, 3);
        interpret(method, "interpretTailCall", GuestLayout.REFERENCE_DESCRIPTOR, 1, 2);
        method.visitInsn(RETURN);
        SignatureClasses.finish(method);
    }

    /** From a function reference to its context. */
    private static void context(MethodVisitor method) {
        method.visitFieldInsn(GETFIELD, GuestLayout.REFERENCE, "context", "Ldev/tandem/ir/vm/Context;");
        method.visitTypeInsn(CHECKCAST, GuestLayout.CONTEXT);
    }

    private static int words(String descriptor) {
        int words = 0;
        for (Type type : Type.getArgumentTypes(descriptor)) {
            words += type.getSize();
        }
        return words;
    }
}
