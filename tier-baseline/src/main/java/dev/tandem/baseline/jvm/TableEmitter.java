// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import dev.tandem.ir.jvm.GuestLayout;
import org.objectweb.asm.Opcodes;

/** Instructions on tables. */
final class TableEmitter {
    private static final String BULK = "dev/tandem/ir/jvm/support/Bulk";
    private static final String TABLE = "Ldev/tandem/ir/vm/Table;";
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final Member TABLES = Member.field(GuestLayout.CONTEXT, "tables", "[" + TABLE);
    private static final Member SIZE = Member.method(BULK, "tableSize", "(" + TABLE + ")I");
    private static final Member DROP = Member.method(GuestLayout.CONTEXT, "dropElements", "(I)V");

    private final Emission emission;
    private final CodeBuffer code;
    private final OperandStack stack;

    TableEmitter(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
        this.stack = emission.stack;
    }

    /** Pushes a table on the JVM's stack. */
    void push(int tableIndex) {
        code.context();
        String type = emission.shapes.layout().tableClass(tableIndex);
        if (GuestLayout.hasField(tableIndex)) {
            code.getField(Member.field(GuestLayout.CONTEXT, "t" + tableIndex, "L" + type + ";"));
        } else {
            code.getField(TABLES);
            code.pushInt(tableIndex);
            code.op(Opcodes.AALOAD, -1);
            code.checkCast(type);
        }
    }

    private void operation(Member helper, int operands, int tableIndex) {
        stack.need(operands);
        push(tableIndex);
        emission.site();
        emission.call(helper, operands);
    }

    /** The JVM's type of indices. */
    private char index(int tableIndex) {
        return emission.shapes.module().tables().get(tableIndex).limits().is64() ? 'J' : 'I';
    }

    private static Member helper(String name, String descriptor) {
        return Member.method(BULK, name, descriptor);
    }

    void get(int tableIndex) {
        operation(helper("tableGet", "(" + index(tableIndex) + TABLE + ")" + OBJECT), 1, tableIndex);
        stack.pushed(Kind.REFERENCE);
    }

    void set(int tableIndex) {
        operation(helper("tableSet", "(" + index(tableIndex) + OBJECT + TABLE + ")V"), 2, tableIndex);
        emission.statement();
    }

    void size(int tableIndex) {
        operation(SIZE, 0, tableIndex);
        if (index(tableIndex) == 'J') {
            code.op(Opcodes.I2L, 1);
        }
        stack.pushed(Kind.ofLetter(index(tableIndex)));
    }

    void grow(int tableIndex) {
        char index = index(tableIndex);
        operation(helper("tableGrow", "(" + OBJECT + index + TABLE + ")" + index), 2, tableIndex);
        stack.pushed(Kind.ofLetter(index));
    }

    void fill(int tableIndex) {
        char index = index(tableIndex);
        operation(helper("tableFill", "(" + index + OBJECT + index + TABLE + ")V"), 3, tableIndex);
        emission.statement();
    }

    void copy(int destination, int source) {
        stack.need(3);
        push(destination);
        push(source);
        emission.site();
        char to = index(destination);
        char from = index(source);
        char length = to == from ? to : 'I';
        emission.call(helper("tableCopy", "(" + to + from + length + TABLE + TABLE + ")V"), 3);
        emission.statement();
    }

    void init(int elementIndex, int tableIndex) {
        stack.need(3);
        push(tableIndex);
        code.context();
        code.pushInt(elementIndex);
        emission.site();
        emission.call(
                helper("tableInit", "(" + index(tableIndex) + "II" + TABLE + "Ldev/tandem/ir/vm/Context;I)V"), 3);
        emission.statement();
    }

    void elemDrop(int elementIndex) {
        stack.need(0);
        code.context();
        code.pushInt(elementIndex);
        code.invokeVirtual(DROP);
        emission.statement();
    }
}
