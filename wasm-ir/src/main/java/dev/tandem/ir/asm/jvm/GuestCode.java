// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import dev.tandem.decoder.type.GlobalType;
import dev.tandem.ir.jvm.GuestLayout;
import dev.tandem.ir.jvm.GuestSignature;
import org.objectweb.asm.Opcodes;

/** Code of both tiers that reaches what an instance holds, and what runs instructions on it. */
public final class GuestCode {
    private static final String CONTEXT = "Ldev/tandem/ir/vm/Context;";
    private static final String MEMORY = "L" + GuestLayout.MEMORY + ";";
    private static final String TABLE = "Ldev/tandem/ir/vm/Table;";
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String SUPPORT = "dev/tandem/ir/jvm/support/";
    private static final String BULK = SUPPORT + "Bulk";
    private static final String RESULTS = SUPPORT + "Results";
    private static final String[] NAMES = {"Int", "Long", "Float", "Double", "Reference"};

    /** Of a memory: its bytes. */
    public static final Member BYTES = Member.field(GuestLayout.MEMORY, "bytes", "[B");
    /** Of the context: a function as a value. */
    public static final Member FUNCTION =
            Member.method(GuestLayout.CONTEXT, "function", "(I)" + GuestLayout.REFERENCE_DESCRIPTOR);
    /** Of a reference: its code, to be cast to the class of its signature. */
    public static final Member CODE = Member.field(GuestLayout.REFERENCE, "code", "Ldev/tandem/ir/vm/Code;");
    /** Of a reference: the context of its instance. */
    public static final Member CALLEE_CONTEXT = Member.field(GuestLayout.REFERENCE, "context", CONTEXT);
    /** Of the context: the callee of the pending tail call. */
    public static final Member TAIL_CALLEE =
            Member.field(GuestLayout.CONTEXT, "tailCallee", GuestLayout.REFERENCE_DESCRIPTOR);
    /** The reference, which must not be null. */
    public static final Member NON_NULL_CALLEE = Member.method(
            SUPPORT + "IndirectCalls", "nonNull", "(" + OBJECT + ")" + GuestLayout.REFERENCE_DESCRIPTOR);
    /** Finds the callee in a table: index, table, identity of the type, context. */
    public static final Member LOOKUP = Member.method(
            SUPPORT + "IndirectCalls",
            "lookup",
            "(ILdev/tandem/ir/vm/FunctionTable;ILdev/tandem/ir/jvm/JvmContext;)" + GuestLayout.REFERENCE_DESCRIPTOR);
    /** The function in a table, or null: index, table. */
    public static final Member ELEMENT = Member.method(
            SUPPORT + "IndirectCalls",
            "element",
            "(ILdev/tandem/ir/vm/FunctionTable;)" + GuestLayout.REFERENCE_DESCRIPTOR);
    /** Whether a reference is to a function of the instance: reference, index, context. */
    public static final Member IS_TARGET =
            Member.method(SUPPORT + "IndirectCalls", "isTarget", "(" + OBJECT + "I" + CONTEXT + ")I");
    /** The interruption check of back-edges. */
    public static final Member POLL = Member.method("dev/tandem/ir/jvm/BackEdgePoll", "check", "(" + CONTEXT + ")V");

    private static final Member MEMORIES =
            Member.field(GuestLayout.CONTEXT, "memories", "[Ldev/tandem/ir/vm/LinearMemory;");
    private static final Member TABLES = Member.field(GuestLayout.CONTEXT, "tables", "[" + TABLE);
    private static final Member GLOBALS =
            Member.field(GuestLayout.CONTEXT, "globals", "[Ldev/tandem/ir/vm/GlobalCell;");
    private static final Member ALL_TYPES = Member.field(GuestLayout.TYPES, "all", "[I");
    private static final Member INDEX = Member.method(SUPPORT + "IndirectCalls", "index", "(J)I");

    private final CodeBuffer code;
    private final ModuleShapes shapes;

    public GuestCode(CodeBuffer code, ModuleShapes shapes) {
        this.code = code;
        this.shapes = shapes;
    }

    // Memories

    /** Pushes a memory. */
    public void memory(int index) {
        code.context();
        if (GuestLayout.hasField(index)) {
            code.getField(Member.field(GuestLayout.CONTEXT, "m" + index, MEMORY));
        } else {
            code.getField(MEMORIES);
            code.pushInt(index);
            code.op(Opcodes.AALOAD, -1);
            code.checkCast(GuestLayout.MEMORY);
        }
    }

    public boolean isMemory64(int index) {
        return shapes.module().memories().get(index).limits().is64();
    }

    private char address(int memory) {
        return isMemory64(memory) ? 'J' : 'I';
    }

    /** Takes pages and memory. */
    public Member memoryGrow(int memory) {
        return Member.method(BULK, "memoryGrow", "(" + address(memory) + MEMORY + ")" + address(memory));
    }

    /** Takes destination, value, size and memory. */
    public Member memoryFill(int memory) {
        return Member.method(BULK, "memoryFill", "(" + address(memory) + "I" + address(memory) + MEMORY + ")V");
    }

    /** Takes destination, source, size and both memories. */
    public Member memoryCopy(int destination, int source) {
        return copy("memoryCopy", address(destination), address(source), MEMORY);
    }

    private static Member copy(String name, char to, char from, String holder) {
        char size = to == from ? to : 'I';
        return Member.method(BULK, name, "(" + to + from + size + holder + holder + ")V");
    }

    /** Takes destination, source, size, memory, context and segment. */
    public Member memoryInit(int memory) {
        return Member.method(BULK, "memoryInit", "(" + address(memory) + "II" + MEMORY + CONTEXT + "I)V");
    }

    // Tables

    /** Pushes a table. */
    public void table(int index) {
        code.context();
        String type = shapes.layout().tableClass(index);
        if (GuestLayout.hasField(index)) {
            code.getField(Member.field(GuestLayout.CONTEXT, "t" + index, "L" + type + ";"));
        } else {
            code.getField(TABLES);
            code.pushInt(index);
            code.op(Opcodes.AALOAD, -1);
            code.checkCast(type);
        }
    }

    public boolean isTable64(int index) {
        return shapes.module().tables().get(index).limits().is64();
    }

    private char index(int table) {
        return isTable64(table) ? 'J' : 'I';
    }

    /** Makes the index of a table's element on the JVM's stack an int. */
    public void tableIndex(int table) {
        if (isTable64(table)) {
            code.invokeStatic(INDEX);
        }
    }

    /** Takes index and table. */
    public Member tableGet(int table) {
        return Member.method(BULK, "tableGet", "(" + index(table) + TABLE + ")" + OBJECT);
    }

    /** Takes index, value and table. */
    public Member tableSet(int table) {
        return Member.method(BULK, "tableSet", "(" + index(table) + OBJECT + TABLE + ")V");
    }

    /** Takes the table; gives an int. */
    public Member tableSize() {
        return Member.method(BULK, "tableSize", "(" + TABLE + ")I");
    }

    /** Takes value, count and table. */
    public Member tableGrow(int table) {
        return Member.method(BULK, "tableGrow", "(" + OBJECT + index(table) + TABLE + ")" + index(table));
    }

    /** Takes destination, value, count and table. */
    public Member tableFill(int table) {
        return Member.method(BULK, "tableFill", "(" + index(table) + OBJECT + index(table) + TABLE + ")V");
    }

    /** Takes destination, source, count and both tables. */
    public Member tableCopy(int destination, int source) {
        return copy("tableCopy", index(destination), index(source), TABLE);
    }

    /** Takes destination, source, count, table, context and segment. */
    public Member tableInit(int table) {
        return Member.method(BULK, "tableInit", "(" + index(table) + "II" + TABLE + CONTEXT + "I)V");
    }

    // Globals and types

    /** Pushes the object that holds a global's value; returns the field, for a vector the low half's. */
    public Member global(int index) {
        GuestLayout layout = shapes.layout();
        code.context();
        if (layout.globalIsField(index)) {
            return Member.field(GuestLayout.CONTEXT, "g" + index, layout.globalDescriptor(index));
        }
        GlobalType type = shapes.module().globals().get(index);
        String cell = GuestLayout.cellClass(type);
        if (GuestLayout.hasField(index)) {
            code.getField(Member.field(GuestLayout.CONTEXT, "g" + index, "L" + cell + ";"));
        } else {
            code.getField(GLOBALS);
            code.pushInt(index);
            code.op(Opcodes.AALOAD, -1);
            code.checkCast(cell);
        }
        Kind kind = Kind.ofLetter(GuestSignature.kind(type.type()));
        return Member.field(cell, kind == Kind.VECTOR ? "low" : "value", kind.returned().descriptor());
    }

    /** Pushes the object that holds a vector; returns the field of the high half. */
    public Member globalHigh(int index) {
        global(index);
        return Member.field(GuestLayout.cellClass(shapes.module().globals().get(index)), "high", "J");
    }

    /** Pushes the engine-wide identity of a type. */
    public void typeId(int typeIndex) {
        if (GuestLayout.hasField(typeIndex)) {
            code.getStatic(Member.field(GuestLayout.TYPES, "t" + typeIndex, "I"));
        } else {
            code.getStatic(ALL_TYPES);
            code.pushInt(typeIndex);
            code.op(Opcodes.IALOAD, -1);
        }
    }

    // Values in the slots of the context

    /** Puts the value on the JVM's stack into slot {@code slot} of the context, a vector into two. */
    public void give(Kind kind, int slot) {
        if (kind == Kind.VECTOR) {
            give(Kind.LONG, slot + 1);
            give(Kind.LONG, slot);
            return;
        }
        code.context();
        code.pushInt(slot);
        code.invokeStatic(Member.method(RESULTS, "set", "(" + kind.descriptor() + CONTEXT + "I)V"));
    }

    /** Replaces the context on the JVM's stack by the value in a slot; not for vectors. */
    public void take(Kind kind, int slot) {
        code.pushInt(slot);
        code.invokeStatic(
                Member.method(RESULTS, "get" + NAMES[kind.index()], "(" + CONTEXT + "I)" + kind.descriptor()));
    }
}
