// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.backend.ModuleTypes;
import dev.tandem.ir.code.JvmArtifact;
import dev.tandem.ir.code.Tier;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Stands in for a compiler: function classes whose {@code run} is given as instructions. */
final class TestFunctions {
    /** Every type is its own, and a subtype of itself alone. */
    static final ModuleTypes TYPES = new ModuleTypes() {
        @Override
        public int id(int typeIndex) {
            return typeIndex;
        }

        @Override
        public boolean isSubtype(int sub, int sup) {
            return sub == sup;
        }
    };

    private TestFunctions() {}

    static JvmArtifact function(WasmModule module, int index, Tier tier, Consumer<MethodVisitor> body) {
        GuestSignature signature = GuestSignature.of(module.functionType(index));
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String name = tier == Tier.BASELINE ? GuestLayout.functionClass(index) : GuestLayout.optimizedClass(index);
        writer.visit(Opcodes.V25, Opcodes.ACC_PUBLIC, name, null, signature.className(), null);
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, signature.className(), "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        call(writer, signature, index);
        MethodVisitor run = writer.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, GuestLayout.RUN, signature.staticDescriptor(), null, null);
        run.visitCode();
        body.accept(run);
        run.visitMaxs(0, 0);
        writer.visitEnd();
        return new JvmArtifact(index, tier, java.util.List.of(writer.toByteArray()), new int[] {7});
    }

    private static void call(ClassWriter writer, GuestSignature signature, int index) {
        MethodVisitor call =
                writer.visitMethod(Opcodes.ACC_PUBLIC, GuestLayout.CALL, signature.virtualDescriptor(), null, null);
        int local = 1;
        for (Type type : Type.getArgumentTypes(signature.virtualDescriptor())) {
            call.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
            local += type.getSize();
        }
        call.visitFieldInsn(
                Opcodes.GETFIELD, GuestLayout.REFERENCE, "context", "Ldev/tandem/ir/vm/Context;");
        call.visitTypeInsn(Opcodes.CHECKCAST, GuestLayout.CONTEXT);
        callDirect(call, signature, index);
        call.visitInsn(Type.getType(signature.returnDescriptor()).getOpcode(Opcodes.IRETURN));
        call.visitMaxs(0, 0);
    }

    static void callDirect(MethodVisitor method, GuestSignature signature, int index) {
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                GuestLayout.linkClass(index),
                GuestLayout.linkMethod(index),
                signature.staticDescriptor(),
                false);
    }
}
