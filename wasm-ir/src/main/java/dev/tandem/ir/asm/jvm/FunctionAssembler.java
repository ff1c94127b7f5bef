// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.RETURN;

import dev.tandem.ir.jvm.GuestLayout;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Makes the class of a function, as {@link GuestLayout} shapes it, from its recorded code. */
public final class FunctionAssembler {
    private static final String CONTEXT_TYPE = GuestLayout.CONTEXT;
    private static final String BASE_CONTEXT = "Ldev/tandem/ir/vm/Context;";

    private static final int MAX_RETRIES = 2;

    private final CodeBuffer code;
    private final FunctionShape shape;
    private final MethodLimits limits;
    private boolean split;

    public FunctionAssembler(CodeBuffer code, FunctionShape shape, MethodLimits limits) {
        this.code = code;
        this.shape = shape;
        this.limits = limits;
    }

    /** The bytes of the function's class, and of further ones if it takes several. */
    public List<byte[]> assemble() {
        VariableUse use = new VariableUse(code, 0, code.length);
        String entry = shape.tailCalls() ? GuestLayout.BODY : GuestLayout.RUN;
        if (!fitsInOneMethod(use)) {
            split = true;
            return split(entry).classes();
        }
        ClassWriter writer = begin();
        plain(writer, entry, use);
        writer.visitEnd();
        return List.of(writer.toByteArray());
    }

    /** Whether {@link #assemble} made several methods of it. */
    public boolean isSplit() {
        return split;
    }

    /** Splits again, finer, if a method came out larger than was estimated. */
    private SplitFunction split(String entry) {
        SplitFunction best = new SplitFunction(code, shape, limits, begin());
        best.write(entry);
        MethodLimits finer = limits;
        for (int i = 0; i < MAX_RETRIES && best.largestMethod() > limits.whole(); i++) {
            finer = finer.finer();
            SplitFunction next = new SplitFunction(code, shape, finer, begin());
            next.write(entry);
            if (next.largestMethod() < best.largestMethod()) {
                best = next;
            }
        }
        return best;
    }

    private boolean fitsInOneMethod(VariableUse use) {
        int words = use.words(code) + 3;
        int bytes = code.plainBytes(words > 255) + use.used() * (words > 255 ? 5 : 3) + 32;
        return bytes <= limits.whole() && bytes + code.weight() <= limits.inlined();
    }

    private void plain(ClassWriter writer, String entry, VariableUse use) {
        MethodVisitor method = writer.visitMethod(
                ACC_PUBLIC | ACC_STATIC, entry, shape.signature().staticDescriptor(), null, null);
        method.visitCode();
        LocalLayout locals = new LocalLayout(code);
        locals.parameters(shape.parameters());
        int contextLocal = locals.add(CONTEXT_TYPE);
        int memoryLocal = use.memory() ? locals.add("[B") : -1;
        locals.variables(use, shape.parameters());
        MethodEmitter emitter = new PlainEmitter(code, method, locals.localOf(), shape);
        emitter.contextLocal = contextLocal;
        emitter.memoryLocal = memoryLocal;
        locals.initialise(method, shape.parameters());
        emitter.setFrame(locals.types(), locals.typeCount());
        emitter.refreshMemory();
        if (code.calls()) {
            emitter.poll();
        }
        emitter.emit(0, code.length);
        method.visitMaxs(code.maxDepth() + 2, locals.size());
        method.visitEnd();
    }

    private ClassWriter begin() {
        ClassWriter writer = new ClassWriter(0);
        String superName = shape.signature().className();
        writer.visit(Opcodes.V25, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, shape.className(), null, superName, null);
        MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitMethodInsn(INVOKESPECIAL, superName, "<init>", "()V", false);
        constructor.visitInsn(RETURN);
        constructor.visitMaxs(1, 1);
        constructor.visitEnd();
        virtualEntry(writer);
        new CountingMethods(writer, shape).write();
        if (shape.tailCalls()) {
            new TailCallMethods(writer, shape).write();
        }
        return writer;
    }

    /** {@code call}: through the function's link, so that a relinked function is reached from every reference. */
    private void virtualEntry(ClassWriter writer) {
        MethodVisitor method = writer.visitMethod(
                ACC_PUBLIC, GuestLayout.CALL, shape.signature().virtualDescriptor(), null, null);
        method.visitCode();
        int local = 1;
        for (Type type : Type.getArgumentTypes(shape.signature().virtualDescriptor())) {
            method.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
            local += type.getSize();
        }
        method.visitFieldInsn(GETFIELD, GuestLayout.REFERENCE, "context", BASE_CONTEXT);
        method.visitTypeInsn(CHECKCAST, CONTEXT_TYPE);
        method.visitMethodInsn(
                INVOKESTATIC,
                GuestLayout.linkClass(shape.functionIndex()),
                GuestLayout.linkMethod(shape.functionIndex()),
                shape.signature().staticDescriptor(),
                false);
        method.visitInsn(shape.returnOpcode());
        method.visitMaxs(local + 2, local);
        method.visitEnd();
    }

    /** A function that fits in one method. */
    private static final class PlainEmitter extends MethodEmitter {
        private final int returnOpcode;

        PlainEmitter(CodeBuffer code, MethodVisitor method, int[] localOf, FunctionShape shape) {
            super(code, method, localOf);
            this.returnOpcode = shape.returnOpcode();
        }

        @Override
        void returnValue() {
            method.visitInsn(returnOpcode);
            dead = true;
        }
    }
}
