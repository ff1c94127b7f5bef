// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.GuestCode;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import dev.tandem.ir.jvm.GuestLayout;
import org.objectweb.asm.Opcodes;

/** Instructions on tables. */
final class TableEmitter {
    private static final Member DROP = Member.method(GuestLayout.CONTEXT, "dropElements", "(I)V");

    private final Emission emission;
    private final CodeBuffer code;
    private final OperandStack stack;
    private final GuestCode guest;

    TableEmitter(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
        this.stack = emission.stack;
        this.guest = emission.guest;
    }

    private void operation(Member helper, int operands, int tableIndex) {
        stack.need(operands);
        guest.table(tableIndex);
        emission.site();
        emission.call(helper, operands);
    }

    void get(int tableIndex) {
        operation(guest.tableGet(tableIndex), 1, tableIndex);
        stack.pushed(Kind.REFERENCE);
    }

    void set(int tableIndex) {
        operation(guest.tableSet(tableIndex), 2, tableIndex);
        emission.statement();
    }

    void size(int tableIndex) {
        operation(guest.tableSize(), 0, tableIndex);
        if (guest.isTable64(tableIndex)) {
            code.op(Opcodes.I2L, 1);
        }
        stack.pushed(guest.isTable64(tableIndex) ? Kind.LONG : Kind.INT);
    }

    void grow(int tableIndex) {
        operation(guest.tableGrow(tableIndex), 2, tableIndex);
        stack.pushed(guest.isTable64(tableIndex) ? Kind.LONG : Kind.INT);
    }

    void fill(int tableIndex) {
        operation(guest.tableFill(tableIndex), 3, tableIndex);
        emission.statement();
    }

    void copy(int destination, int source) {
        stack.need(3);
        guest.table(destination);
        guest.table(source);
        emission.site();
        emission.call(guest.tableCopy(destination, source), 3);
        emission.statement();
    }

    void init(int elementIndex, int tableIndex) {
        stack.need(3);
        guest.table(tableIndex);
        code.context();
        code.pushInt(elementIndex);
        emission.site();
        emission.call(guest.tableInit(tableIndex), 3);
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
