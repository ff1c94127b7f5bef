// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.decoder.body.BodyState;
import dev.tandem.decoder.body.Label;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.body.RefusingVisitor;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AliasClasses;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The first of two looks at a body: where each local is assigned and each alias class written, which classes are in use, where constructs
 * end, and which loops are ever branched back to. Places are instruction offsets, so that asking whether a variable is assigned inside
 * a construct is a search in a sorted list, and all of it takes space linear in the body's size, however deep the nesting. Refuses what cannot
 * be built, before anything is.
 */
final class BodySurvey extends RefusingVisitor {
    /** A construct without end would be malformed, so this is never seen. */
    private static final int OPEN = -1;

    private final AliasClasses classes;
    private final IntPredicate checked;
    /** Offsets of the ends of constructs, by the order in which they open. */
    private final IntList ends = new IntList();
    private final IntList starts = new IntList();
    private final IntList repeated = new IntList();
    private final IntList assignedVariable = new IntList();
    private final IntList assignedAt = new IntList();
    private final IntList calls = new IntList();
    private @Nullable BodyState state;
    private int locals;
    private long touched;

    /**
     * @param classes of the graph
     * @param checked memories whose bounds are checked in code
     */
    BodySurvey(AliasClasses classes, IntPredicate checked) {
        this.classes = classes;
        this.checked = checked;
    }

    private BodyState state() {
        BodyState current = state;
        if (current == null) {
            throw new IllegalStateException("before the body");
        }
        return current;
    }

    @Override
    protected CompilationException refuse(String instruction) {
        return new CompilationException(
                "the optimizing tier does not build " + instruction + "; the function keeps its baseline code",
                state().body().functionIndex());
    }

    private int here() {
        return state().instructionOffset();
    }

    // What was found

    int localCount() {
        return locals;
    }

    /** Whether the body uses the class beyond what calls do. */
    boolean touches(AliasClass aliasClass) {
        return (touched & (1L << aliasClass.index())) != 0;
    }

    boolean hasCalls() {
        return calls.size() > 0;
    }

    /** Has calls thread those classes too that callees probably use, so that nothing is lost when they are inlined. */
    void expectInlining() {
        if (!hasCalls()) {
            return;
        }
        if (!state().module().memories().isEmpty()) {
            reads(classes.memory(0));
        }
        if (!state().module().globals().isEmpty() && state().module().globals().get(0).mutable()) {
            reads(classes.global(0)); // most compilers keep their stack pointer there
        }
    }

    int start(int construct) {
        return starts.get(construct);
    }

    int end(int construct) {
        return ends.get(construct);
    }

    /** Whether something branches back to that loop. */
    boolean isRepeated(int construct) {
        return repeated.get(construct) != 0;
    }

    Assignments assignments() {
        return new Assignments(locals, locals + AliasClasses.MOST, assignedVariable, assignedAt, calls);
    }

    // Noting

    private void assign(int variable) {
        assignedVariable.add(variable);
        assignedAt.add(here());
    }

    private void reads(AliasClass aliasClass) {
        touched |= 1L << aliasClass.index();
    }

    private void writes(AliasClass aliasClass) {
        reads(aliasClass);
        assign(locals + aliasClass.index());
    }

    private void open(Label label) {
        label.attachment = ends.size();
        starts.add(here());
        ends.add(OPEN);
        repeated.add(0);
    }

    private void branch(Label target) {
        if (target.isLoop() && target.attachment instanceof Integer construct) {
            repeated.set(construct, 1);
        }
    }

    @Override
    public void begin(BodyState newState, Label function) {
        state = newState;
        locals = newState.localCount();
        open(function);
        starts.set(0, -1); // before the first instruction
    }

    @Override
    public void block(Label label) {
        open(label);
    }

    @Override
    public void loop(Label label) {
        open(label);
    }

    @Override
    public void if_(Label label) {
        open(label);
    }

    @Override
    public void end(Label label, boolean fallsThrough) {
        if (label.attachment instanceof Integer construct) {
            ends.set(construct, here());
        }
    }

    @Override
    public void br(Label target) {
        branch(target);
    }

    @Override
    public void brIf(Label target) {
        branch(target);
    }

    @Override
    public void brOnNull(Label target) {
        branch(target);
    }

    @Override
    public void brOnNonNull(Label target) {
        branch(target);
    }

    @Override
    public void brTable(Label[] targets, int count) {
        for (int i = 0; i < count; i++) {
            branch(targets[i]);
        }
    }

    @Override
    public void localSet(int index, ValueType type) {
        assign(index);
    }

    @Override
    public void localTee(int index, ValueType type) {
        assign(index);
    }

    @Override
    public void call(int functionIndex, FunctionType type) {
        calls.add(here());
    }

    @Override
    public void callIndirect(int tableIndex, int typeIndex, FunctionType type) {
        calls.add(here());
        reads(classes.table(tableIndex));
        reads(classes.tableSize(tableIndex));
    }

    @Override
    public void callRef(int typeIndex, FunctionType type) {
        calls.add(here());
    }

    @Override
    public void returnCall(int functionIndex, FunctionType type) {
        calls.add(here());
    }

    @Override
    public void returnCallIndirect(int tableIndex, int typeIndex, FunctionType type) {
        callIndirect(tableIndex, typeIndex, type);
    }

    @Override
    public void returnCallRef(int typeIndex, FunctionType type) {
        calls.add(here());
    }

    @Override
    public void globalGet(int index, ValueType type) {
        if (!ConstantGlobals.isConstant(state().module(), index)) {
            reads(classes.global(index));
        }
    }

    @Override
    public void globalSet(int index, ValueType type) {
        writes(classes.global(index));
    }

    private void access(int memoryIndex) {
        reads(classes.memory(memoryIndex));
        if (checked.test(memoryIndex)) {
            reads(classes.memorySize(memoryIndex));
        }
    }

    @Override
    public void load(Opcode op, int memoryIndex, long offset) {
        access(memoryIndex);
    }

    @Override
    public void loadLane(Opcode op, int memoryIndex, long offset, int lane) {
        access(memoryIndex);
    }

    @Override
    public void store(Opcode op, int memoryIndex, long offset) {
        access(memoryIndex);
        writes(classes.memory(memoryIndex));
    }

    @Override
    public void storeLane(Opcode op, int memoryIndex, long offset, int lane) {
        store(op, memoryIndex, offset);
    }

    @Override
    public void memorySize(int memoryIndex) {
        reads(classes.memorySize(memoryIndex));
    }

    @Override
    public void memoryGrow(int memoryIndex) {
        writes(classes.memorySize(memoryIndex));
    }

    @Override
    public void memoryFill(int memoryIndex) {
        writes(classes.memory(memoryIndex));
    }

    @Override
    public void memoryCopy(int destinationMemory, int sourceMemory) {
        reads(classes.memory(sourceMemory));
        writes(classes.memory(destinationMemory));
    }

    @Override
    public void memoryInit(int dataIndex, int memoryIndex) {
        reads(classes.segments());
        writes(classes.memory(memoryIndex));
    }

    @Override
    public void dataDrop(int dataIndex) {
        writes(classes.segments());
    }

    @Override
    public void tableGet(int tableIndex) {
        reads(classes.table(tableIndex));
    }

    @Override
    public void tableSet(int tableIndex) {
        writes(classes.table(tableIndex));
    }

    @Override
    public void tableSize(int tableIndex) {
        reads(classes.tableSize(tableIndex));
    }

    @Override
    public void tableGrow(int tableIndex) {
        writes(classes.tableSize(tableIndex));
    }

    @Override
    public void tableFill(int tableIndex) {
        writes(classes.table(tableIndex));
    }

    @Override
    public void tableCopy(int destinationTable, int sourceTable) {
        reads(classes.table(sourceTable));
        writes(classes.table(destinationTable));
    }

    @Override
    public void tableInit(int elementIndex, int tableIndex) {
        reads(classes.segments());
        writes(classes.table(tableIndex));
    }

    @Override
    public void elemDrop(int elementIndex) {
        writes(classes.segments());
    }

    // What neither writes nor calls nor branches

    @Override
    public void else_(Label label, boolean fallsThrough) {}

    @Override
    public void unreachable() {}

    @Override
    public void return_() {}

    @Override
    public void drop(ValueType type) {}

    @Override
    public void select(ValueType type) {}

    @Override
    public void localGet(int index, ValueType type) {}

    @Override
    public void i32Const(int value) {}

    @Override
    public void i64Const(long value) {}

    @Override
    public void f32Const(int bits) {}

    @Override
    public void f64Const(long bits) {}

    @Override
    public void unary(Opcode op) {}

    @Override
    public void binary(Opcode op) {}

    @Override
    public void refNull(ValueType type) {}

    @Override
    public void refIsNull() {}

    @Override
    public void refFunc(int functionIndex) {}

    @Override
    public void refAsNonNull() {}

    @Override
    public void v128Const(long low, long high) {}

    @Override
    public void ternary(Opcode op) {}

    @Override
    public void extractLane(Opcode op, int lane) {}

    @Override
    public void replaceLane(Opcode op, int lane) {}

    @Override
    public void shuffle(long low, long high) {}
}
