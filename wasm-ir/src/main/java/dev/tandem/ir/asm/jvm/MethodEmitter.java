// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import dev.tandem.ir.jvm.GuestLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Replays recorded code into one method. Code that cannot be reached is left out; every label's frame is the same, since all variables
 * have a value and a type from the method's start and the stack is empty there.
 */
class MethodEmitter {
    private static final String POLL = "dev/tandem/ir/jvm/BackEdgePoll";
    private static final Handle POLL_SITE = new Handle(
            Opcodes.H_INVOKESTATIC,
            POLL,
            "site",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
            false);
    private static final int MAX_LINE = 65535;

    final CodeBuffer code;
    final MethodVisitor method;
    /** JVM local of each variable; negative for one that this method does not keep in a local. */
    final int[] localOf;

    int contextLocal;
    /** JVM local that holds the bytes of memory 0, or -1. */
    int memoryLocal = -1;

    boolean dead;
    private Object[] frame = {};
    private boolean framed;
    private final @Nullable Label[] labels;
    private int site = -1;

    MethodEmitter(CodeBuffer code, MethodVisitor method, int[] localOf) {
        this.code = code;
        this.method = method;
        this.localOf = localOf;
        this.labels = new Label[code.labels().count()];
    }

    /** The types of the JVM's locals at every label. */
    void setFrame(Object[] types, int count) {
        frame = Arrays.copyOf(types, count);
    }

    Label label(int id) {
        Label known = labels[id];
        if (known == null) {
            known = new Label();
            labels[id] = known;
        }
        return known;
    }

    /** Places a label that is branched to. */
    final void place(Label label) {
        method.visitLabel(label);
        if (framed) {
            method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        } else {
            method.visitFrame(Opcodes.F_FULL, frame.length, frame, 0, null);
            framed = true;
        }
        dead = false;
    }

    void emit(int from, int to) {
        int at = from;
        while (at < to) {
            at = instruction(at);
        }
    }

    /** Emits the instruction at {@code at}; returns the position of the next. */
    final int instruction(int at) {
        int[] words = code.code;
        int op = words[at] & 0xff;
        int operand = words[at] >>> 8;
        if (op == CodeBuffer.LABEL || op == CodeBuffer.LOOP) {
            if (code.references(operand) > 0) {
                placeRecorded(operand);
            }
            return at + 1;
        }
        if (dead || op == CodeBuffer.LOOP_END) {
            return at + code.size(at);
        }
        if (op == CodeBuffer.SITE) {
            site = operand;
            return at + 1;
        }
        if (site >= 0) {
            Label here = new Label();
            method.visitLabel(here);
            method.visitLineNumber(Math.min(site + 1, MAX_LINE), here);
            site = -1;
        }
        switch (op) {
            case CodeBuffer.PUSH_INT -> pushInt(words[at + 1]);
            case CodeBuffer.PUSH_LONG -> pushLong(longAt(at));
            case CodeBuffer.PUSH_FLOAT -> pushFloat(words[at + 1]);
            case CodeBuffer.PUSH_DOUBLE -> pushDouble(longAt(at));
            case CodeBuffer.STRING -> method.visitLdcInsn(code.constant(operand));
            case CodeBuffer.GET -> get(operand);
            case CodeBuffer.SET -> set(operand);
            case CodeBuffer.INCREMENT -> increment(operand, words[at + 1]);
            case CodeBuffer.CONTEXT -> method.visitVarInsn(Opcodes.ALOAD, contextLocal);
            case CodeBuffer.MEMORY -> method.visitVarInsn(Opcodes.ALOAD, memoryLocal);
            case CodeBuffer.POLL -> {
                method.visitVarInsn(Opcodes.ALOAD, contextLocal);
                method.visitInvokeDynamicInsn("poll", "(Ldev/tandem/ir/vm/Context;)V", POLL_SITE);
            }
            case CodeBuffer.REFRESH_MEMORY -> refreshMemory();
            case CodeBuffer.RETURN_VALUE -> returnValue();
            case Opcodes.INVOKESTATIC, Opcodes.INVOKEVIRTUAL -> {
                Member member = (Member) code.constant(operand);
                method.visitMethodInsn(op, member.owner, member.name, member.descriptor, false);
            }
            case Opcodes.GETFIELD, Opcodes.PUTFIELD, Opcodes.GETSTATIC -> field(op, (Member) code.constant(operand));
            case Opcodes.CHECKCAST, Opcodes.ANEWARRAY -> method.visitTypeInsn(op, (String) code.constant(operand));
            case Opcodes.NEWARRAY -> method.visitIntInsn(op, Opcodes.T_LONG);
            case Opcodes.GOTO -> {
                goTo(operand);
                dead = true;
            }
            case Opcodes.TABLESWITCH -> tableSwitch(at, operand);
            case Opcodes.ATHROW -> {
                method.visitInsn(op);
                dead = true;
            }
            default -> {
                if ((op >= Opcodes.IFEQ && op <= Opcodes.IF_ACMPNE) || op == Opcodes.IFNULL || op == Opcodes.IFNONNULL) {
                    method.visitJumpInsn(op, label(operand));
                } else {
                    method.visitInsn(op);
                }
            }
        }
        return at + code.size(at);
    }

    private long longAt(int at) {
        return (code.code[at + 1] & 0xffff_ffffL) | ((long) code.code[at + 2] << 32);
    }

    void placeRecorded(int id) {
        place(label(id));
    }

    void goTo(int id) {
        method.visitJumpInsn(Opcodes.GOTO, label(id));
    }

    void returnValue() {
        throw new IllegalStateException("no return here");
    }

    /** A {@code tableswitch} instruction with {@code count} targets. */
    void tableSwitch(int at, int count) {
        Label[] targets = new Label[count - 1];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = label(code.code[at + 1 + i]);
        }
        method.visitTableSwitchInsn(0, targets.length - 1, label(code.code[at + count]), targets);
        dead = true;
    }

    void get(int variable) {
        method.visitVarInsn(code.kind(variable).loadOpcode(), localOf[variable]);
    }

    void set(int variable) {
        method.visitVarInsn(code.kind(variable).storeOpcode(), localOf[variable]);
    }

    void increment(int variable, int amount) {
        method.visitIincInsn(localOf[variable], amount);
    }

    final void field(int opcode, Member member) {
        method.visitFieldInsn(opcode, member.owner, member.name, member.descriptor);
    }

    /** Puts the bytes of memory 0 in their local, if this method uses them. */
    final void refreshMemory() {
        if (memoryLocal >= 0) {
            method.visitVarInsn(Opcodes.ALOAD, contextLocal);
            method.visitFieldInsn(
                    Opcodes.GETFIELD, GuestLayout.CONTEXT, "m0", "L" + GuestLayout.MEMORY + ";");
            method.visitFieldInsn(Opcodes.GETFIELD, GuestLayout.MEMORY, "bytes", "[B");
            method.visitVarInsn(Opcodes.ASTORE, memoryLocal);
        }
    }

    /** The prologue's interruption check. */
    final void poll() {
        Label running = new Label();
        method.visitVarInsn(Opcodes.ALOAD, contextLocal);
        method.visitFieldInsn(Opcodes.GETFIELD, GuestLayout.CONTEXT, "interrupted", "Z");
        method.visitJumpInsn(Opcodes.IFEQ, running);
        method.visitVarInsn(Opcodes.ALOAD, contextLocal);
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                POLL,
                "interrupted",
                "(Ldev/tandem/ir/vm/Context;)Ldev/tandem/ir/trap/WasmTrap;",
                false);
        method.visitInsn(Opcodes.ATHROW);
        place(running);
    }

    final void pushInt(int value) {
        if (value >= -1 && value <= 5) {
            method.visitInsn(Opcodes.ICONST_0 + value);
        } else if (value == (byte) value) {
            method.visitIntInsn(Opcodes.BIPUSH, value);
        } else if (value == (short) value) {
            method.visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            method.visitLdcInsn(value);
        }
    }

    private void pushLong(long value) {
        if (value == 0 || value == 1) {
            method.visitInsn(Opcodes.LCONST_0 + (int) value);
        } else if (value == (short) value) {
            pushInt((int) value);
            method.visitInsn(Opcodes.I2L);
        } else {
            method.visitLdcInsn(value);
        }
    }

    /** A NaN goes through its bits: a class file may hold any payload, but tools and the JVM need not keep a signaling one. */
    private void pushFloat(int bits) {
        float value = Float.intBitsToFloat(bits);
        if (Float.isNaN(value)) {
            pushInt(bits);
            method.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Float", "intBitsToFloat", "(I)F", false);
        } else if (bits == 0) {
            method.visitInsn(Opcodes.FCONST_0);
        } else {
            method.visitLdcInsn(value);
        }
    }

    private void pushDouble(long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isNaN(value)) {
            method.visitLdcInsn(bits);
            method.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Double", "longBitsToDouble", "(J)D", false);
        } else if (bits == 0) {
            method.visitInsn(Opcodes.DCONST_0);
        } else {
            method.visitLdcInsn(value);
        }
    }
}
