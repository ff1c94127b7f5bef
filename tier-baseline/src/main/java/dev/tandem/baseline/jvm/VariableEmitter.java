// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import dev.tandem.ir.jvm.GuestLayout;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** Locals, globals, {@code drop} and {@code select}. */
final class VariableEmitter {
    private static final Member GLOBALS =
            Member.field(GuestLayout.CONTEXT, "globals", "[Ldev/tandem/ir/vm/GlobalCell;");
    private static final Member LOW = Member.field("dev/tandem/ir/vm/GlobalCell$V128", "low", "J");
    private static final Member HIGH = Member.field("dev/tandem/ir/vm/GlobalCell$V128", "high", "J");
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
            globalHolder(index);
            code.getField(LOW);
            globalHolder(index);
            code.getField(HIGH);
            stack.pushed(Kind.VECTOR);
            return;
        }
        code.getField(globalHolder(index));
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
            Member field = globalHolder(index);
            stack.takeTop();
            code.putField(field);
        } else {
            // The holder must stand below the value.
            int value = stack.slot(stack.height() - 1, kind);
            stack.need(1);
            code.set(value);
            stack.pop(1);
            Member field = globalHolder(index);
            code.get(value);
            code.putField(field);
        }
        emission.statement();
    }

    private void setVector(int index) {
        stack.unpush(1);
        globalHolder(index);
        stack.half(0, false);
        code.putField(LOW);
        globalHolder(index);
        stack.half(0, true);
        code.putField(HIGH);
        stack.pop(1);
        emission.statement();
    }

    /** Pushes the object that holds a global's value; returns the field. */
    private Member globalHolder(int index) {
        GuestLayout layout = emission.shapes.layout();
        code.context();
        if (layout.globalIsField(index)) {
            return Member.field(GuestLayout.CONTEXT, "g" + index, layout.globalDescriptor(index));
        }
        GlobalType type = emission.shapes.module().globals().get(index);
        String cell = GuestLayout.cellClass(type);
        if (GuestLayout.hasField(index)) {
            code.getField(Member.field(GuestLayout.CONTEXT, "g" + index, "L" + cell + ";"));
        } else {
            code.getField(GLOBALS);
            code.pushInt(index);
            code.op(Opcodes.AALOAD, -1);
            code.checkCast(cell);
        }
        return Member.field(cell, "value", Emission.kind(type.type()).descriptor());
    }
}
