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
    private static final Member GET = Member.method(BULK, "tableGet", "(I" + TABLE + ")" + OBJECT);
    private static final Member SET = Member.method(BULK, "tableSet", "(I" + OBJECT + TABLE + ")V");
    private static final Member SIZE = Member.method(BULK, "tableSize", "(" + TABLE + ")I");
    private static final Member GROW = Member.method(BULK, "tableGrow", "(" + OBJECT + "I" + TABLE + ")I");
    private static final Member FILL = Member.method(BULK, "tableFill", "(I" + OBJECT + "I" + TABLE + ")V");
    private static final Member COPY = Member.method(BULK, "tableCopy", "(III" + TABLE + TABLE + ")V");
    private static final Member INIT =
            Member.method(BULK, "tableInit", "(III" + TABLE + "Ldev/tandem/ir/vm/Context;I)V");
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

    void get(int tableIndex) {
        operation(GET, 1, tableIndex);
        stack.pushed(Kind.REFERENCE);
    }

    void set(int tableIndex) {
        operation(SET, 2, tableIndex);
        emission.statement();
    }

    void size(int tableIndex) {
        operation(SIZE, 0, tableIndex);
        stack.pushed(Kind.INT);
    }

    void grow(int tableIndex) {
        operation(GROW, 2, tableIndex);
        stack.pushed(Kind.INT);
    }

    void fill(int tableIndex) {
        operation(FILL, 3, tableIndex);
        emission.statement();
    }

    void copy(int destination, int source) {
        stack.need(3);
        push(destination);
        push(source);
        emission.site();
        emission.call(COPY, 3);
        emission.statement();
    }

    void init(int elementIndex, int tableIndex) {
        stack.need(3);
        push(tableIndex);
        code.context();
        code.pushInt(elementIndex);
        emission.site();
        emission.call(INIT, 3);
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
