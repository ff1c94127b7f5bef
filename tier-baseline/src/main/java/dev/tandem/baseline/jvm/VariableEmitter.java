// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import java.util.List;

/** Locals, globals, {@code drop} and {@code select}. */
final class VariableEmitter {
    private static final List<Member> SELECT = List.of(
            select("I"), select("J"), select("F"), select("D"), select("Ljava/lang/Object;"));

    private final Emission emission;
    private final CodeBuffer code;
    private final OperandStack stack;

    VariableEmitter(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
        this.stack = emission.stack;
    }

    private static Member select(String type) {
        return Member.method(
                "dev/tandem/ir/jvm/support/Comparisons", "select", "(" + type + type + "I)" + type);
    }

    void localGet(int index, ValueType type) {
        stack.local(Emission.kind(type), emission.variable(index));
    }

    void localSet(int index, ValueType type) {
        set(emission.variable(index), type);
        emission.statement();
    }

    void localTee(int index, ValueType type) {
        int variable = emission.variable(index);
        set(variable, type);
        stack.local(Emission.kind(type), variable);
    }

    private void set(int variable, ValueType type) {
        stack.beforeSet(variable, 1);
        if (stack.pending() == 0 && stack.unpushed(1) && stack.unpushedLocal(0) == variable) {
            stack.pop(1);
            return;
        }
        stack.takeTop();
        if (type.equals(ValueType.V128)) {
            code.set(Kind.VECTOR, variable);
        } else {
            code.setOrIncrement(variable);
        }
    }

    void drop() {
        stack.resolve();
        stack.dropTo(stack.height() - 1);
        emission.statement();
    }

    void select(ValueType type) {
        Kind kind = Emission.kind(type);
        if (kind == Kind.VECTOR) {
            selectVector();
            return;
        }
        stack.need(3);
        emission.call(SELECT.get(kind.index()), 3);
        stack.pushed(kind);
    }

    private void selectVector() {
        stack.unpush(3);
        for (int i = 0; i < 2; i++) {
            stack.half(2, i == 1);
            stack.half(1, i == 1);
            stack.get(0);
            code.invokeStatic(SELECT.get(Kind.LONG.index()));
        }
        stack.pop(3);
        stack.intoOwnSlot(Kind.VECTOR);
    }

    void globalGet(int index, ValueType type) {
        stack.need(0);
        if (type.equals(ValueType.V128)) {
            code.getField(emission.guest.global(index));
            code.getField(emission.guest.globalHigh(index));
            stack.pushed(Kind.VECTOR);
            return;
        }
        code.getField(emission.guest.global(index));
        stack.pushed(Emission.kind(type));
    }

    void globalSet(int index, ValueType type) {
        Kind kind = Emission.kind(type);
        if (kind == Kind.VECTOR) {
            setVector(index);
            return;
        }
        stack.resolve();
        if (stack.unpushed(1)) {
            stack.pushBelow(1);
            Member field = emission.guest.global(index);
            stack.takeTop();
            code.putField(field);
        } else {
            // The holder must stand below the value.
            int value = stack.slot(stack.height() - 1, kind);
            stack.need(1);
            code.set(value);
            stack.pop(1);
            Member field = emission.guest.global(index);
            code.get(value);
            code.putField(field);
        }
        emission.statement();
    }

    private void setVector(int index) {
        stack.unpush(1);
        Member low = emission.guest.global(index);
        stack.half(0, false);
        code.putField(low);
        Member high = emission.guest.globalHigh(index);
        stack.half(0, true);
        code.putField(high);
        stack.pop(1);
        emission.statement();
    }
}
