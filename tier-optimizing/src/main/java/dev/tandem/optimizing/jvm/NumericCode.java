// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.Jumps;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import dev.tandem.ir.asm.jvm.Numbers;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.RefIsNull;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.ir.graph.node.TrappingOperation;
import org.objectweb.asm.Opcodes;

/** Arithmetic, comparisons and conversions of numbers. */
final class NumericCode {
    private final GraphEmitter emitter;
    private final CodeBuffer code;
    private final Numbers numbers;

    NumericCode(GraphEmitter emitter, Numbers numbers) {
        this.emitter = emitter;
        this.code = emitter.code;
        this.numbers = numbers;
    }

    void operation(Operation operation) {
        if (numbers.jump(operation.op()) != 0) {
            value(operation);
        } else {
            for (int i = 0; i < operation.inputCount(); i++) {
                emitter.push(operation.input(i));
            }
            finish(operation.op());
        }
    }

    void trapping(TrappingOperation operation) {
        for (int i = 0; i < operation.operandCount(); i++) {
            emitter.push(operation.operand(i));
        }
        emitter.site(operation);
        finish(operation.op());
    }

    /** What follows the operands of an instruction that is done for a lane: a comparison makes a mask. */
    void finishLane(Opcode op) {
        finish(op);
        if (numbers.jump(op) != 0) {
            Jumps.materialise(code, numbers.jump(op));
            code.op(Opcodes.INEG, 0);
        }
    }

    private void finish(Opcode op) {
        if (ShortCode.emit(code, op)) {
            return;
        }
        for (int rest = numbers.instructions(op); rest != 0; rest >>>= 8) {
            int instruction = rest & 0xff;
            code.op(instruction, Numbers.stackEffect(instruction));
        }
        Member method = numbers.method(op);
        if (method != null) {
            code.invokeStatic(method);
        }
    }

    /** Sets the variable of a value that is decided by a condition: by branches, which HotSpot sees however much it has inlined. */
    void decide(Node node) {
        if (node instanceof Select select) {
            choose(select);
        } else {
            set(emitter.variable(node), 1, compare(node));
        }
    }

    private void choose(Select select) {
        int jump = condition(select.condition());
        int end = code.newLabel();
        if (isInPlace(select, select.ifTrue())) {
            code.branch(jump, end);
            move(select, select.ifFalse());
        } else if (isInPlace(select, select.ifFalse())) {
            code.branch(Jumps.inverse(jump), end);
            move(select, select.ifTrue());
        } else {
            int chosen = code.newLabel();
            code.branch(jump, chosen);
            move(select, select.ifFalse());
            code.goto_(end);
            code.label(chosen);
            move(select, select.ifTrue());
        }
        code.label(end);
    }

    private boolean isInPlace(Select select, Node value) {
        return !(value instanceof Constant)
                && emitter.variable(value) == emitter.variable(select)
                && emitter.form(value) == emitter.form(select);
    }

    private void move(Select select, Node value) {
        emitter.push(value, emitter.form(select));
        code.set(emitter.form(select), emitter.variable(select));
    }

    /** Sets a variable to a number if the jump is taken, else to zero. */
    private void set(int variable, int number, int jump) {
        int taken = code.newLabel();
        int end = code.newLabel();
        code.branch(jump, taken);
        code.pushInt(0);
        code.set(variable);
        code.goto_(end);
        code.label(taken);
        code.pushInt(number);
        code.set(variable);
        code.label(end);
    }

    /** Whether an instruction that is done for a lane makes a mask, for which branches are wanted. */
    boolean makesMask(Opcode op) {
        return numbers.jump(op) != 0;
    }

    /** Sets a variable to the mask of a comparison whose operands have been pushed. */
    void setMask(int variable, Opcode op) {
        finish(op);
        set(variable, -1, numbers.jump(op));
    }

    /** Where branches are not possible, because something stands on the JVM's stack. */
    void select(Select select) {
        Kind kind = VariableAssignment.kind(select);
        if (kind == Kind.VECTOR) {
            Kind form = emitter.form(select);
            for (int i = 0; i < form.parts(); i++) {
                emitter.part(select.ifTrue(), form, i);
                emitter.part(select.ifFalse(), form, i);
                emitter.push(select.condition());
                code.invokeStatic(choose(form.part()));
            }
            return;
        }
        emitter.push(select.ifTrue());
        emitter.push(select.ifFalse());
        emitter.push(select.condition());
        code.invokeStatic(choose(kind));
    }

    private static Member choose(Kind kind) {
        String type = kind.descriptor();
        return Member.method("dev/tandem/ir/jvm/support/Comparisons", "select", "(" + type + type + "I)" + type);
    }

    /** Leaves 1 or 0, for a comparison or test. */
    void value(Node test) {
        Jumps.materialise(code, compare(test));
    }

    /** Leaves on the JVM's stack what the jump returned tests; it is taken if the condition is not zero. */
    int condition(Node condition) {
        if (!(condition instanceof Constant) && emitter.trees.isInside(condition) && emitter.operands.isTest(condition)) {
            return compare(condition);
        }
        emitter.push(condition);
        return Opcodes.IFNE;
    }

    private int compare(Node test) {
        if (test instanceof RefIsNull isNull) {
            emitter.push(isNull.reference());
            return Opcodes.IFNULL;
        }
        Operation operation = (Operation) test;
        Opcode op = operation.op();
        int jump = numbers.jump(op);
        switch (op) {
            case I32_EQZ -> {
                return Jumps.inverse(condition(operation.input(0)));
            }
            case I32_LT_U, I32_GE_U, I32_GT_U, I32_LE_U, I64_LT_U, I64_GE_U, I64_GT_U, I64_LE_U ->
                unsigned(operation, op);
            case I32_EQ, I32_NE, I32_LT_S, I32_GE_S, I32_GT_S, I32_LE_S -> {
                emitter.push(operation.input(0));
                if (operation.input(1) instanceof Constant constant && constant.bits() == 0) {
                    return jump - Opcodes.IF_ICMPEQ + Opcodes.IFEQ;
                }
                emitter.push(operation.input(1));
            }
            default -> {
                for (int i = 0; i < operation.inputCount(); i++) {
                    emitter.push(operation.input(i));
                }
                finish(op);
            }
        }
        return jump;
    }

    /** Numbers that are not negative compare alike both ways; others with their signs flipped, the form that HotSpot knows. */
    private void unsigned(Operation operation, Opcode op) {
        Node a = operation.input(0);
        Node b = operation.input(1);
        boolean flip = !isNotNegative(a) || !isNotNegative(b);
        push(a, flip);
        push(b, flip);
        finish(op);
    }

    static boolean isNotNegative(Node node) {
        return node.stamp() instanceof IntegerStamp stamp && stamp.min() >= 0;
    }

    private void push(Node node, boolean flip) {
        boolean wide = VariableAssignment.kind(node) == Kind.LONG;
        if (flip && node instanceof Constant constant) {
            if (wide) {
                code.pushLong(constant.bits() + Long.MIN_VALUE);
            } else {
                code.pushInt((int) constant.bits() + Integer.MIN_VALUE);
            }
            return;
        }
        emitter.push(node);
        if (flip && wide) {
            code.pushLong(Long.MIN_VALUE);
            code.op(Opcodes.LADD, -2);
        } else if (flip) {
            code.pushInt(Integer.MIN_VALUE);
            code.op(Opcodes.IADD, -1);
        }
    }
}
