// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.IALOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FunctionType;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Generates the classes of a module that are not functions: {@code Context}, {@code Types} and {@code Link<k>}. */
final class GlueClasses {
    private static final String JVM_CONTEXT = "dev/tandem/ir/jvm/JvmContext";
    private static final String LINKAGE = "dev/tandem/ir/jvm/GuestLinkage";
    private static final String CONSTRUCTOR = "(Ldev/tandem/ir/jvm/JvmContext$Parts;)V";
    private static final String LINK_PREFIX = GuestLayout.PACKAGE + "Link";
    private static final Handle BOOTSTRAP = new Handle(
            Opcodes.H_INVOKESTATIC,
            LINKAGE,
            "link",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
            false);

    private GlueClasses() {}

    /** The class with that internal name; no bytes if it is none of ours. */
    static byte[] generate(String name, JvmModuleCode code) {
        if (name.equals(GuestLayout.CONTEXT)) {
            return contextClass(code.layout());
        }
        if (name.equals(GuestLayout.TYPES)) {
            return typesClass(code.layout().module());
        }
        if (name.startsWith(LINK_PREFIX)) {
            return linkClass(code, Integer.parseInt(name, LINK_PREFIX.length(), name.length(), 10));
        }
        return new byte[0];
    }

    private static ClassWriter begin(int access, String name, String superName) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V25, ACC_PUBLIC | access, name, null, superName, null);
        return writer;
    }

    private static void finish(MethodVisitor method) {
        method.visitInsn(RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static byte[] contextClass(GuestLayout layout) {
        ClassWriter writer = begin(ACC_FINAL, GuestLayout.CONTEXT, JVM_CONTEXT);
        MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", CONSTRUCTOR, null, null);
        constructor.visitCode();
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitVarInsn(ALOAD, 1);
        constructor.visitMethodInsn(INVOKESPECIAL, JVM_CONTEXT, "<init>", CONSTRUCTOR, false);
        finish(constructor);

        Binding bind = new Binding(writer);
        WasmModule module = layout.module();
        for (int i = 0; i < fields(module.memories().size()); i++) {
            bindField(bind, "memories", "Ldev/tandem/ir/vm/LinearMemory;", i, "m" + i, GuestLayout.MEMORY);
        }
        for (int i = 0; i < fields(module.tables().size()); i++) {
            bindField(bind, "tables", "Ldev/tandem/ir/vm/Table;", i, "t" + i, layout.tableClass(i));
        }
        for (int i = 0; i < fields(module.importedFunctionCount()); i++) {
            bindField(bind, "functions", GuestLayout.REFERENCE_DESCRIPTOR, i, "f" + i, GuestLayout.REFERENCE);
        }
        for (int i = 0; i < fields(module.globals().size()); i++) {
            bindGlobal(bind, layout, i);
        }
        finish(bind.method);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static int fields(int count) {
        return Math.min(count, GuestLayout.MAX_FIELDS);
    }

    private static void loadElement(MethodVisitor method, String array, String element, int index) {
        method.visitVarInsn(ALOAD, 0);
        method.visitFieldInsn(GETFIELD, JVM_CONTEXT, array, "[" + element);
        SignatureClasses.push(method, index);
        method.visitInsn(AALOAD);
    }

    private static void bindField(Binding bind, String array, String element, int index, String field, String type) {
        MethodVisitor method = bind.field(field, "L" + type + ";");
        loadElement(method, array, element, index);
        method.visitTypeInsn(CHECKCAST, type);
        method.visitFieldInsn(PUTFIELD, GuestLayout.CONTEXT, field, "L" + type + ";");
    }

    private static void bindGlobal(Binding bind, GuestLayout layout, int index) {
        String cell = GuestLayout.cellClass(layout.module().globals().get(index));
        String field = "g" + index;
        if (!layout.globalIsField(index)) {
            bindField(bind, "globals", "Ldev/tandem/ir/vm/GlobalCell;", index, field, cell);
            return;
        }
        String descriptor = layout.globalDescriptor(index);
        MethodVisitor method = bind.field(field, descriptor);
        loadElement(method, "globals", "Ldev/tandem/ir/vm/GlobalCell;", index);
        method.visitTypeInsn(CHECKCAST, cell);
        method.visitFieldInsn(GETFIELD, cell, "value", descriptor);
        method.visitFieldInsn(PUTFIELD, GuestLayout.CONTEXT, field, descriptor);
    }

    /** The method {@code bind} of the context class, which goes on in another before it gets too large for a class file. */
    private static final class Binding {
        private static final int FIELDS_PER_METHOD = 1024;

        private final ClassWriter writer;
        private MethodVisitor method;
        private int fields;

        Binding(ClassWriter writer) {
            this.writer = writer;
            method = begin("bind");
        }

        private MethodVisitor begin(String name) {
            MethodVisitor begun = writer.visitMethod(ACC_PUBLIC, name, "()V", null, null);
            begun.visitCode();
            return begun;
        }

        /** Declares a field; returns where to store it, with the context on the stack. */
        MethodVisitor field(String name, String descriptor) {
            writer.visitField(ACC_PUBLIC, name, descriptor, null, null).visitEnd();
            if (fields > 0 && fields % FIELDS_PER_METHOD == 0) {
                String next = "bind" + fields;
                method.visitVarInsn(ALOAD, 0);
                method.visitMethodInsn(INVOKEVIRTUAL, GuestLayout.CONTEXT, next, "()V", false);
                finish(method);
                method = begin(next);
            }
            fields++;
            method.visitVarInsn(ALOAD, 0);
            return method;
        }
    }

    private static byte[] typesClass(WasmModule module) {
        ClassWriter writer = begin(ACC_FINAL, GuestLayout.TYPES, "java/lang/Object");
        MethodVisitor initializer = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        initializer.visitCode();
        initializer.visitLdcInsn(Type.getObjectType(GuestLayout.TYPES));
        initializer.visitMethodInsn(INVOKESTATIC, LINKAGE, "typeIds", "(Ljava/lang/Class;)[I", false);
        initializer.visitVarInsn(ASTORE, 0);
        for (int i = 0; i < fields(module.types().size()); i++) {
            if (module.types().get(i).composite() instanceof FunctionType) {
                writer.visitField(ACC_PUBLIC | ACC_STATIC | ACC_FINAL, "t" + i, "I", null, null)
                        .visitEnd();
                initializer.visitVarInsn(ALOAD, 0);
                SignatureClasses.push(initializer, i);
                initializer.visitInsn(IALOAD);
                initializer.visitFieldInsn(PUTSTATIC, GuestLayout.TYPES, "t" + i, "I");
            }
        }
        writer.visitField(ACC_PUBLIC | ACC_STATIC | ACC_FINAL, "all", "[I", null, null).visitEnd();
        initializer.visitVarInsn(ALOAD, 0);
        initializer.visitFieldInsn(PUTSTATIC, GuestLayout.TYPES, "all", "[I");
        finish(initializer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static byte[] linkClass(JvmModuleCode code, int linkIndex) {
        ClassWriter writer = begin(ACC_FINAL, LINK_PREFIX + linkIndex, "java/lang/Object");
        WasmModule module = code.layout().module();
        int first = GuestLayout.firstLink(linkIndex);
        int end = Math.min(module.functionCount(), first + GuestLayout.linksPerClass());
        for (int i = first; i < end; i++) {
            GuestSignature signature = code.signature(i);
            MethodVisitor method = writer.visitMethod(
                    ACC_PUBLIC | ACC_STATIC, GuestLayout.linkMethod(i), signature.staticDescriptor(), null, null);
            method.visitCode();
            if (i < module.importedFunctionCount()) {
                callImport(method, signature, i);
            } else {
                loadArguments(method, signature.staticDescriptor());
                method.visitInvokeDynamicInsn(GuestLayout.linkMethod(i), signature.staticDescriptor(), BOOTSTRAP);
            }
            method.visitInsn(Type.getType(signature.returnDescriptor()).getOpcode(Opcodes.IRETURN));
            method.visitMaxs(0, 0);
            method.visitEnd();
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** Pushes all arguments of a static method; returns the local after them. */
    private static int loadArguments(MethodVisitor method, String descriptor) {
        int local = 0;
        for (Type type : Type.getArgumentTypes(descriptor)) {
            method.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
            local += type.getSize();
        }
        return local;
    }

    /** A virtual call of whatever function the instance was given; its extra results move to this instance's context. */
    private static void callImport(MethodVisitor method, GuestSignature signature, int index) {
        int context = Type.getArgumentsAndReturnSizes("(" + signature.parameterDescriptor() + ")V") >> 2;
        context -= 1; // no receiver
        int reference = context + 1;
        method.visitVarInsn(ALOAD, context);
        if (GuestLayout.hasField(index)) {
            method.visitFieldInsn(GETFIELD, GuestLayout.CONTEXT, "f" + index, GuestLayout.REFERENCE_DESCRIPTOR);
        } else {
            method.visitFieldInsn(GETFIELD, JVM_CONTEXT, "functions", "[" + GuestLayout.REFERENCE_DESCRIPTOR);
            SignatureClasses.push(method, index);
            method.visitInsn(AALOAD);
        }
        method.visitInsn(DUP);
        method.visitVarInsn(ASTORE, reference);
        method.visitFieldInsn(GETFIELD, GuestLayout.REFERENCE, "code", "Ldev/tandem/ir/vm/Code;");
        method.visitTypeInsn(CHECKCAST, signature.className());
        loadArguments(method, "(" + signature.parameterDescriptor() + ")V");
        method.visitVarInsn(ALOAD, reference);
        method.visitMethodInsn(
                INVOKEVIRTUAL, signature.className(), GuestLayout.CALL, signature.virtualDescriptor(), false);
        if (signature.hasExtraResults()) {
            method.visitVarInsn(ALOAD, reference);
            method.visitVarInsn(ALOAD, context);
            method.visitMethodInsn(
                    INVOKESTATIC,
                    LINKAGE,
                    "moveExtraResults",
                    "(" + GuestLayout.REFERENCE_DESCRIPTOR + "Ldev/tandem/ir/vm/Context;)V",
                    false);
        }
    }
}
