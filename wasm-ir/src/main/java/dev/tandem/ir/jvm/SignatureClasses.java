// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.AASTORE;
import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ANEWARRAY;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.F_NEW;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.LALOAD;
import static org.objectweb.asm.Opcodes.LASTORE;
import static org.objectweb.asm.Opcodes.NEWARRAY;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.T_LONG;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Generates the classes that belong to a signature. */
final class SignatureClasses {
    static final String PACKAGE = "tandem/signature/";
    /** Enters the guest from Java; static, descriptor as {@code call}. */
    static final String ENTER = "enter";

    /** Hands out a lookup with full access to the package, which hidden classes need to be defined in it. */
    static final String LOOKUP = PACKAGE + "Lookup";

    private static final String CODE = "dev/tandem/ir/vm/Code";
    private static final String LINKAGE = "dev/tandem/ir/jvm/GuestLinkage";
    private static final String HOST_FUNCTION = "dev/tandem/ir/backend/HostFunction";
    private static final String BASE_CONTEXT = "dev/tandem/ir/vm/Context";
    private static final String RAW_DESCRIPTOR = "([J[Ljava/lang/Object;" + GuestLayout.REFERENCE_DESCRIPTOR + ")V";

    private SignatureClasses() {}

    static String stubClassName(GuestSignature signature) {
        return PACKAGE + "L" + signature.key();
    }

    static String hostClassName(GuestSignature signature) {
        return PACKAGE + "H" + signature.key();
    }

    /** The class whose name starts with {@code kind}: S(ignature), L(azy stub), H(ost function in the raw convention). */
    static byte[] generate(char kind, GuestSignature signature) {
        return switch (kind) {
            case 'S' -> signatureClass(signature);
            case 'L' -> lazyStub(signature);
            default -> hostAdapter(signature);
        };
    }

    private static ClassWriter newClass(int access, String name, String superName) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V25, ACC_PUBLIC | access, name, null, superName, null);
        return writer;
    }

    static ClassWriter begin(int access, String name, String superName) {
        ClassWriter writer = newClass(access, name, superName);
        MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitMethodInsn(INVOKESPECIAL, superName, "<init>", "()V", false);
        constructor.visitInsn(RETURN);
        finish(constructor);
        return writer;
    }

    static void finish(MethodVisitor method) {
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static byte[] signatureClass(GuestSignature signature) {
        ClassWriter writer = begin(ACC_ABSTRACT, signature.className(), CODE);
        writer.visitMethod(
                        ACC_PUBLIC | ACC_ABSTRACT, GuestLayout.CALL, signature.virtualDescriptor(), null, null)
                .visitEnd();
        rawCall(writer, signature);
        enter(writer, signature);
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** {@code callRaw}: unpack, {@code call}, pack. */
    private static void rawCall(ClassWriter writer, GuestSignature signature) {
        MethodVisitor method = writer.visitMethod(ACC_PUBLIC, "callRaw", RAW_DESCRIPTOR, null, null);
        method.visitCode();
        method.visitVarInsn(ALOAD, 0);
        if (signature.isWide()) {
            method.visitVarInsn(ALOAD, 1);
            method.visitVarInsn(ALOAD, 2);
        } else {
            unpack(method, signature.parameterKinds(), 1, 2);
        }
        method.visitVarInsn(ALOAD, 3);
        method.visitMethodInsn(
                INVOKEVIRTUAL, signature.className(), GuestLayout.CALL, signature.virtualDescriptor(), false);
        String results = signature.resultKinds();
        if (!results.isEmpty()) {
            char kind = results.charAt(0);
            int value = 4;
            method.visitVarInsn(Type.getType(signature.returnDescriptor()).getOpcode(Opcodes.ISTORE), value);
            packOne(method, kind, value, 0, 1, 2);
            if (signature.hasExtraResults()) {
                method.visitVarInsn(ALOAD, 3);
                method.visitVarInsn(ALOAD, 1);
                method.visitVarInsn(ALOAD, 2);
                push(method, signature.resultSlots());
                linkage(method, "takeExtraResults", "(" + GuestLayout.REFERENCE_DESCRIPTOR + "[J[Ljava/lang/Object;I)V");
            }
        }
        method.visitInsn(RETURN);
        finish(method);
    }

    /** {@code enter}: takes the instance, calls, and turns what comes out of the guest into what the embedder sees. */
    private static void enter(ClassWriter writer, GuestSignature signature) {
        String descriptor = signature.virtualDescriptor();
        MethodVisitor method = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, ENTER, descriptor, null, null);
        Type[] types = Type.getArgumentTypes(descriptor);
        int self = 0;
        for (int i = 0; i < types.length - 1; i++) {
            self += types[i].getSize();
        }
        Type result = Type.getType(signature.returnDescriptor());
        Label start = new Label();
        Label end = new Label();
        Label handler = new Label();
        method.visitCode();
        contextCall(method, self, "enter");
        method.visitTryCatchBlock(start, end, handler, null);
        method.visitLabel(start);
        method.visitVarInsn(ALOAD, self);
        method.visitFieldInsn(GETFIELD, GuestLayout.REFERENCE, "code", "L" + CODE + ";");
        method.visitTypeInsn(CHECKCAST, signature.className());
        int local = 0;
        for (Type type : types) {
            method.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
            local += type.getSize();
        }
        method.visitMethodInsn(INVOKEVIRTUAL, signature.className(), GuestLayout.CALL, descriptor, false);
        method.visitLabel(end);
        contextCall(method, self, "leave");
        method.visitInsn(result.getOpcode(Opcodes.IRETURN));
        method.visitLabel(handler);
        Object[] frame = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            frame[i] = frameType(types[i]);
        }
        method.visitFrame(F_NEW, frame.length, frame, 1, new Object[] {"java/lang/Throwable"});
        contextCall(method, self, "leave");
        method.visitVarInsn(ALOAD, self);
        linkage(
                method,
                "unwind",
                "(Ljava/lang/Throwable;" + GuestLayout.REFERENCE_DESCRIPTOR + ")Ljava/lang/Throwable;");
        method.visitInsn(ATHROW);
        finish(method);
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

    private static void contextCall(MethodVisitor method, int self, String name) {
        method.visitVarInsn(ALOAD, self);
        method.visitFieldInsn(GETFIELD, GuestLayout.REFERENCE, "context", "L" + BASE_CONTEXT + ";");
        method.visitMethodInsn(INVOKEVIRTUAL, BASE_CONTEXT, name, "()V", false);
    }

    /** Compiles the function, which replaces this stub in the reference, then calls it. */
    private static byte[] lazyStub(GuestSignature signature) {
        ClassWriter writer = begin(ACC_FINAL, stubClassName(signature), signature.className());
        MethodVisitor method =
                writer.visitMethod(ACC_PUBLIC, GuestLayout.CALL, signature.virtualDescriptor(), null, null);
        Type[] types = Type.getArgumentTypes(signature.virtualDescriptor());
        int self = 1;
        for (int i = 0; i < types.length - 1; i++) {
            self += types[i].getSize();
        }
        method.visitCode();
        method.visitVarInsn(ALOAD, self);
        linkage(method, "resolve", "(" + GuestLayout.REFERENCE_DESCRIPTOR + ")L" + CODE + ";");
        method.visitTypeInsn(CHECKCAST, signature.className());
        int local = 1;
        for (Type type : types) {
            method.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
            local += type.getSize();
        }
        method.visitMethodInsn(
                INVOKEVIRTUAL, signature.className(), GuestLayout.CALL, signature.virtualDescriptor(), false);
        method.visitInsn(Type.getType(signature.returnDescriptor()).getOpcode(Opcodes.IRETURN));
        finish(method);

        MethodVisitor tail = writer.visitMethod(ACC_PUBLIC, "tailCallRaw", RAW_DESCRIPTOR, null, null);
        tail.visitCode();
        tail.visitVarInsn(ALOAD, 3);
        linkage(tail, "resolve", "(" + GuestLayout.REFERENCE_DESCRIPTOR + ")L" + CODE + ";");
        tail.visitVarInsn(ALOAD, 1);
        tail.visitVarInsn(ALOAD, 2);
        tail.visitVarInsn(ALOAD, 3);
        tail.visitMethodInsn(INVOKEVIRTUAL, CODE, "tailCallRaw", RAW_DESCRIPTOR, false);
        tail.visitInsn(RETURN);
        finish(tail);
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** A host function in the raw convention: field {@code function}. */
    private static byte[] hostAdapter(GuestSignature signature) {
        String name = hostClassName(signature);
        ClassWriter writer = newClass(ACC_FINAL, name, signature.className());
        String type = "L" + HOST_FUNCTION + ";";
        writer.visitField(ACC_FINAL, "function", type, null, null).visitEnd();
        MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "(" + type + ")V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitMethodInsn(INVOKESPECIAL, signature.className(), "<init>", "()V", false);
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitVarInsn(ALOAD, 1);
        constructor.visitFieldInsn(Opcodes.PUTFIELD, name, "function", type);
        constructor.visitInsn(RETURN);
        finish(constructor);

        MethodVisitor raw = writer.visitMethod(ACC_PUBLIC, "callRaw", RAW_DESCRIPTOR, null, null);
        raw.visitCode();
        callHost(raw, name, 1, 2, 3);
        raw.visitInsn(RETURN);
        finish(raw);

        MethodVisitor method =
                writer.visitMethod(ACC_PUBLIC, GuestLayout.CALL, signature.virtualDescriptor(), null, null);
        method.visitCode();
        Type[] types = Type.getArgumentTypes(signature.virtualDescriptor());
        int self = 1;
        for (int i = 0; i < types.length - 1; i++) {
            self += types[i].getSize();
        }
        int numbers = self + 1;
        int references = self + 2;
        if (signature.isWide()) {
            numbers = 1;
            references = 2;
        } else {
            push(method, signature.slots());
            method.visitIntInsn(NEWARRAY, T_LONG);
            method.visitVarInsn(ASTORE, numbers);
            push(method, signature.key().indexOf('L') < 0 ? 0 : signature.slots());
            method.visitTypeInsn(ANEWARRAY, "java/lang/Object");
            method.visitVarInsn(ASTORE, references);
            pack(method, signature.parameterKinds(), 1, numbers, references);
        }
        callHost(method, name, numbers, references, self);
        String results = signature.resultKinds();
        if (signature.hasExtraResults()) {
            method.visitVarInsn(ALOAD, self);
            method.visitVarInsn(ALOAD, numbers);
            method.visitVarInsn(ALOAD, references);
            push(method, signature.resultSlots());
            linkage(method, "giveExtraResults", "(" + GuestLayout.REFERENCE_DESCRIPTOR + "[J[Ljava/lang/Object;I)V");
        }
        if (!results.isEmpty()) {
            unpackOne(method, results.charAt(0), 0, numbers, references);
        }
        method.visitInsn(Type.getType(signature.returnDescriptor()).getOpcode(Opcodes.IRETURN));
        finish(method);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void callHost(MethodVisitor method, String name, int numbers, int references, int self) {
        method.visitVarInsn(ALOAD, 0);
        method.visitFieldInsn(GETFIELD, name, "function", "L" + HOST_FUNCTION + ";");
        method.visitVarInsn(ALOAD, self);
        method.visitFieldInsn(GETFIELD, GuestLayout.REFERENCE, "context", "L" + BASE_CONTEXT + ";");
        method.visitVarInsn(ALOAD, numbers);
        method.visitVarInsn(ALOAD, references);
        method.visitMethodInsn(
                INVOKEINTERFACE, HOST_FUNCTION, "call", "(L" + BASE_CONTEXT + ";[J[Ljava/lang/Object;)V", true);
    }

    static byte[] lookup() {
        ClassWriter writer = begin(ACC_FINAL, LOOKUP, "java/lang/Object");
        String descriptor = "()Ljava/lang/invoke/MethodHandles$Lookup;";
        MethodVisitor method = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "lookup", descriptor, null, null);
        method.visitCode();
        method.visitMethodInsn(INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup", descriptor, false);
        method.visitInsn(Opcodes.ARETURN);
        finish(method);
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** A hidden class whose {@code call} invokes its class data, a method handle of the plain parameters. */
    static byte[] handleCaller(GuestSignature signature) {
        ClassWriter writer = begin(ACC_FINAL, PACKAGE + "Handle", signature.className());
        MethodVisitor method =
                writer.visitMethod(ACC_PUBLIC, GuestLayout.CALL, signature.virtualDescriptor(), null, null);
        method.visitCode();
        method.visitLdcInsn(new ConstantDynamic(
                "_",
                "Ljava/lang/invoke/MethodHandle;",
                new Handle(
                        Opcodes.H_INVOKESTATIC,
                        "java/lang/invoke/MethodHandles",
                        "classData",
                        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;",
                        false)));
        int local = 1;
        for (Type type : Type.getArgumentTypes("(" + signature.parameterDescriptor() + ")V")) {
            method.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
            local += type.getSize();
        }
        method.visitMethodInsn(
                INVOKEVIRTUAL,
                "java/lang/invoke/MethodHandle",
                "invokeExact",
                "(" + signature.parameterDescriptor() + ")" + signature.returnDescriptor(),
                false);
        method.visitInsn(Type.getType(signature.returnDescriptor()).getOpcode(Opcodes.IRETURN));
        finish(method);
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** Pushes all values of those kinds from the arrays in locals {@code numbers} and {@code references}. */
    private static void unpack(MethodVisitor method, String kinds, int numbers, int references) {
        int slot = 0;
        for (int i = 0; i < kinds.length(); i++) {
            char kind = kinds.charAt(i);
            unpackOne(method, kind, slot, numbers, references);
            if (kind == 'V') {
                unpackOne(method, 'J', slot + 1, numbers, references);
            }
            slot += GuestSignature.slotsOf(kind);
        }
    }

    static void unpackOne(MethodVisitor method, char kind, int slot, int numbers, int references) {
        method.visitVarInsn(ALOAD, kind == 'L' ? references : numbers);
        push(method, slot);
        method.visitInsn(kind == 'L' ? AALOAD : LALOAD);
        switch (kind) {
            case 'I' -> method.visitInsn(Opcodes.L2I);
            case 'F' -> {
                method.visitInsn(Opcodes.L2I);
                method.visitMethodInsn(INVOKESTATIC, "java/lang/Float", "intBitsToFloat", "(I)F", false);
            }
            case 'D' ->
                method.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "longBitsToDouble", "(J)D", false);
            default -> {}
        }
    }

    /** Moves all values of those kinds from the locals from {@code local} on into the arrays in locals {@code numbers} and {@code references}. */
    static void pack(MethodVisitor method, String kinds, int local, int numbers, int references) {
        int slot = 0;
        for (int i = 0; i < kinds.length(); i++) {
            char kind = kinds.charAt(i);
            packOne(method, kind, local, slot, numbers, references);
            if (kind == 'V') {
                packOne(method, 'J', local + 2, slot + 1, numbers, references);
                local += 2;
            }
            local += kind == 'J' || kind == 'D' || kind == 'V' ? 2 : 1;
            slot += GuestSignature.slotsOf(kind);
        }
    }

    private static void packOne(MethodVisitor method, char kind, int local, int slot, int numbers, int references) {
        method.visitVarInsn(ALOAD, kind == 'L' ? references : numbers);
        push(method, slot);
        method.visitVarInsn(Type.getType(GuestSignature.descriptor(kind)).getOpcode(Opcodes.ILOAD), local);
        switch (kind) {
            case 'I' -> method.visitMethodInsn(INVOKESTATIC, "java/lang/Integer", "toUnsignedLong", "(I)J", false);
            case 'F' -> {
                method.visitMethodInsn(INVOKESTATIC, "java/lang/Float", "floatToRawIntBits", "(F)I", false);
                method.visitMethodInsn(INVOKESTATIC, "java/lang/Integer", "toUnsignedLong", "(I)J", false);
            }
            case 'D' ->
                method.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "doubleToRawLongBits", "(D)J", false);
            default -> {}
        }
        method.visitInsn(kind == 'L' ? AASTORE : LASTORE);
    }

    private static void linkage(MethodVisitor method, String name, String descriptor) {
        method.visitMethodInsn(INVOKESTATIC, LINKAGE, name, descriptor, false);
    }

    static void push(MethodVisitor method, int value) {
        if (value >= -1 && value <= 5) {
            method.visitInsn(Opcodes.ICONST_0 + value);
        } else if (value == (short) value) {
            method.visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            method.visitLdcInsn(value);
        }
    }
}
