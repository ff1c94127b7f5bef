// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.IFGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IOR;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;

import dev.tandem.ir.code.Tier;
import dev.tandem.ir.jvm.GuestLayout;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What a function's class needs to count: the budget and the words of feedback or missed guards, both static, so that HotSpot knows where they are. */
public final class CountingMethods {
    /** Name of the method that takes from the budget; it and its field are there if there is a budget. */
    public static final String SPEND = "spend";

    public static final String SPEND_DESCRIPTOR = "(I" + GuestLayout.CONTEXT_DESCRIPTOR + ")V";

    /** Name of the field that holds the words that the code counts in, if there are any. */
    public static final String FEEDBACK = "feedback";

    public static final String FEEDBACK_DESCRIPTOR = "[J";

    private static final String BUDGET = "budget";
    private static final String LINKAGE = "dev/tandem/ir/jvm/GuestLinkage";

    private final ClassWriter writer;
    private final FunctionShape shape;

    CountingMethods(ClassWriter writer, FunctionShape shape) {
        this.writer = writer;
        this.shape = shape;
    }

    void write() {
        if (shape.feedback().instrumentation().hasBudget()) {
            int budget = shape.feedback().instrumentation().budget();
            writer.visitField(ACC_STATIC, BUDGET, "I", null, budget).visitEnd();
            spend();
        }
        if (shape.words() > 0) {
            writer.visitField(ACC_PUBLIC | ACC_STATIC | ACC_FINAL, FEEDBACK, FEEDBACK_DESCRIPTOR, null, null)
                    .visitEnd();
            initializer();
        }
    }

    /** {@code budget -= amount; if ((budget | amount) < 0) budget = spent()}: an amount below 0 has overflowed. */
    private void spend() {
        MethodVisitor method =
                writer.visitMethod(ACC_PUBLIC | ACC_STATIC, SPEND, SPEND_DESCRIPTOR, null, null);
        method.visitCode();
        method.visitFieldInsn(GETSTATIC, shape.className(), BUDGET, "I");
        method.visitVarInsn(ILOAD, 0);
        method.visitInsn(ISUB);
        method.visitInsn(DUP);
        method.visitFieldInsn(PUTSTATIC, shape.className(), BUDGET, "I");
        method.visitVarInsn(ILOAD, 0);
        method.visitInsn(IOR);
        Label left = new Label();
        method.visitJumpInsn(IFGE, left);
        method.visitVarInsn(ALOAD, 1);
        method.visitLdcInsn(shape.functionIndex());
        method.visitMethodInsn(INVOKESTATIC, LINKAGE, "spent", "(Ldev/tandem/ir/jvm/JvmContext;I)I", false);
        method.visitFieldInsn(PUTSTATIC, shape.className(), BUDGET, "I");
        method.visitLabel(left);
        method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        method.visitInsn(RETURN);
        method.visitMaxs(2, 2);
        method.visitEnd();
    }

    private void initializer() {
        MethodVisitor method = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        method.visitCode();
        method.visitLdcInsn(Type.getObjectType(shape.className()));
        method.visitLdcInsn(shape.functionIndex());
        method.visitMethodInsn(INVOKESTATIC, LINKAGE, shape.tier() == Tier.OPTIMIZED ? "misses" : "feedback", "(Ljava/lang/Class;I)[J", false);
        method.visitFieldInsn(PUTSTATIC, shape.className(), FEEDBACK, FEEDBACK_DESCRIPTOR);
        method.visitInsn(RETURN);
        method.visitMaxs(2, 0);
        method.visitEnd();
    }

}
