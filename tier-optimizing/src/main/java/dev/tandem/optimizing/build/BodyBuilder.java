// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.decoder.body.BodyState;
import dev.tandem.decoder.body.Label;
import dev.tandem.decoder.body.NoVisitor;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.profile.FunctionProfile;
import java.util.function.IntPredicate;

/**
 * The second look at a body, which builds: hands each instruction to the builder of its family. Validation holds more code reachable than
 * control gets to; what it does not get to is not built. What is missing here the survey has refused. (Long, because {@link dev.tandem.decoder.body.BodyVisitor} is.)
 */
@SuppressWarnings("NullAway.Init") // begin comes first
final class BodyBuilder extends NoVisitor {
    private final Graph graph;
    private final Callee callee;
    private final BodySurvey survey;
    private final IntPredicate checked;
    private final FunctionProfile profile;
    private Building build;
    private ControlBuilder control;
    private CallBuilder calls;
    private ValueBuilder values;
    private MemoryBuilder memory;
    private TableBuilder tables;

    BodyBuilder(Graph graph, Callee callee, BodySurvey survey, IntPredicate checked, FunctionProfile profile) {
        this.graph = graph;
        this.callee = callee;
        this.survey = survey;
        this.checked = checked;
        this.profile = profile;
    }

    Building building() {
        return build;
    }

    @Override
    public void begin(BodyState state, Label function) {
        build = new Building(graph, callee, survey, checked, state);
        control = new ControlBuilder(build, profile);
        calls = new CallBuilder(build, control);
        values = new ValueBuilder(build);
        memory = new MemoryBuilder(build);
        tables = new TableBuilder(build);
        control.begin(function);
    }

    @Override
    public void end(Label label, boolean fallsThrough) {
        control.end(label, fallsThrough);
        if (label.kind() == Label.Kind.FUNCTION && !callee.returnsToCaller()) {
            control.joinReturns(label);
        }
    }

    @Override
    public void block(Label label) {
        control.block(label);
    }

    @Override
    public void loop(Label label) {
        control.loop(label);
    }

    @Override
    public void if_(Label label) {
        control.if_(label);
    }

    @Override
    public void else_(Label label, boolean fallsThrough) {
        control.else_(label, fallsThrough);
    }

    @Override
    public void unreachable() {
        if (build.isReachable()) {
            control.unreachable();
        }
    }

    @Override
    public void br(Label target) {
        if (build.isReachable()) {
            control.br(target);
        }
    }

    @Override
    public void brIf(Label target) {
        if (build.isReachable()) {
            control.brIf(target);
        }
    }

    @Override
    public void brTable(Label[] targets, int count) {
        if (build.isReachable()) {
            control.brTable(targets, count);
        }
    }

    @Override
    public void return_() {
        if (build.isReachable()) {
            control.return_();
        }
    }

    @Override
    public void call(int functionIndex, FunctionType type) {
        if (build.isReachable()) {
            calls.call(functionIndex, type, false);
        }
    }

    @Override
    public void callIndirect(int tableIndex, int typeIndex, FunctionType type) {
        if (build.isReachable()) {
            calls.callIndirect(tableIndex, typeIndex, type, false);
        }
    }

    @Override
    public void callRef(int typeIndex, FunctionType type) {
        if (build.isReachable()) {
            calls.callRef(typeIndex, type, false);
        }
    }

    @Override
    public void returnCall(int functionIndex, FunctionType type) {
        if (build.isReachable()) {
            calls.call(functionIndex, type, true);
        }
    }

    @Override
    public void returnCallIndirect(int tableIndex, int typeIndex, FunctionType type) {
        if (build.isReachable()) {
            calls.callIndirect(tableIndex, typeIndex, type, true);
        }
    }

    @Override
    public void returnCallRef(int typeIndex, FunctionType type) {
        if (build.isReachable()) {
            calls.callRef(typeIndex, type, true);
        }
    }

    @Override
    public void drop(ValueType type) {
        if (build.isReachable()) {
            build.pop();
        }
    }

    @Override
    public void select(ValueType type) {
        if (build.isReachable()) {
            values.select(type);
        }
    }

    @Override
    public void localGet(int index, ValueType type) {
        if (build.isReachable()) {
            values.localGet(index);
        }
    }

    @Override
    public void localSet(int index, ValueType type) {
        if (build.isReachable()) {
            values.localSet(index);
        }
    }

    @Override
    public void localTee(int index, ValueType type) {
        if (build.isReachable()) {
            values.localTee(index);
        }
    }

    @Override
    public void globalGet(int index, ValueType type) {
        if (build.isReachable()) {
            values.globalGet(index, type);
        }
    }

    @Override
    public void globalSet(int index, ValueType type) {
        if (build.isReachable()) {
            values.globalSet(index);
        }
    }

    @Override
    public void i32Const(int value) {
        if (build.isReachable()) {
            values.i32Const(value);
        }
    }

    @Override
    public void i64Const(long value) {
        if (build.isReachable()) {
            values.i64Const(value);
        }
    }

    @Override
    public void f32Const(int bits) {
        if (build.isReachable()) {
            values.f32Const(bits);
        }
    }

    @Override
    public void f64Const(long bits) {
        if (build.isReachable()) {
            values.f64Const(bits);
        }
    }

    @Override
    public void unary(Opcode op) {
        if (build.isReachable()) {
            values.numeric(op, 1);
        }
    }

    @Override
    public void binary(Opcode op) {
        if (build.isReachable()) {
            values.numeric(op, 2);
        }
    }

    @Override
    public void load(Opcode op, int memoryIndex, long offset) {
        if (build.isReachable()) {
            memory.load(op, memoryIndex, offset);
        }
    }

    @Override
    public void store(Opcode op, int memoryIndex, long offset) {
        if (build.isReachable()) {
            memory.store(op, memoryIndex, offset);
        }
    }

    @Override
    public void memorySize(int memoryIndex) {
        if (build.isReachable()) {
            memory.size(memoryIndex);
        }
    }

    @Override
    public void memoryGrow(int memoryIndex) {
        if (build.isReachable()) {
            memory.grow(memoryIndex);
        }
    }

    @Override
    public void memoryFill(int memoryIndex) {
        if (build.isReachable()) {
            memory.fill(memoryIndex);
        }
    }

    @Override
    public void memoryCopy(int destinationMemory, int sourceMemory) {
        if (build.isReachable()) {
            memory.copy(destinationMemory, sourceMemory);
        }
    }

    @Override
    public void memoryInit(int dataIndex, int memoryIndex) {
        if (build.isReachable()) {
            memory.init(dataIndex, memoryIndex);
        }
    }

    @Override
    public void dataDrop(int dataIndex) {
        if (build.isReachable()) {
            memory.dataDrop(dataIndex);
        }
    }

    @Override
    public void tableGet(int tableIndex) {
        if (build.isReachable()) {
            tables.get(tableIndex);
        }
    }

    @Override
    public void tableSet(int tableIndex) {
        if (build.isReachable()) {
            tables.set(tableIndex);
        }
    }

    @Override
    public void tableSize(int tableIndex) {
        if (build.isReachable()) {
            tables.size(tableIndex);
        }
    }

    @Override
    public void tableGrow(int tableIndex) {
        if (build.isReachable()) {
            tables.grow(tableIndex);
        }
    }

    @Override
    public void tableFill(int tableIndex) {
        if (build.isReachable()) {
            tables.fill(tableIndex);
        }
    }

    @Override
    public void tableCopy(int destinationTable, int sourceTable) {
        if (build.isReachable()) {
            tables.copy(destinationTable, sourceTable);
        }
    }

    @Override
    public void tableInit(int elementIndex, int tableIndex) {
        if (build.isReachable()) {
            tables.init(elementIndex, tableIndex);
        }
    }

    @Override
    public void elemDrop(int elementIndex) {
        if (build.isReachable()) {
            tables.elemDrop(elementIndex);
        }
    }

    @Override
    public void refNull(ValueType type) {
        if (build.isReachable()) {
            values.refNull(type);
        }
    }

    @Override
    public void refIsNull() {
        if (build.isReachable()) {
            values.refIsNull();
        }
    }

    @Override
    public void refFunc(int functionIndex) {
        if (build.isReachable()) {
            values.refFunc(functionIndex);
        }
    }

    @Override
    public void refAsNonNull() {
        if (build.isReachable()) {
            control.refAsNonNull();
        }
    }

    @Override
    public void brOnNull(Label target) {
        if (build.isReachable()) {
            control.brOnNull(target);
        }
    }

    @Override
    public void brOnNonNull(Label target) {
        if (build.isReachable()) {
            control.brOnNonNull(target);
        }
    }

    @Override
    public void v128Const(long low, long high) {
        if (build.isReachable()) {
            values.v128Const(low, high);
        }
    }

    @Override
    public void ternary(Opcode op) {
        if (build.isReachable()) {
            values.numeric(op, 3);
        }
    }

    @Override
    public void extractLane(Opcode op, int lane) {
        if (build.isReachable()) {
            values.numeric(op, 1, lane, 0);
        }
    }

    @Override
    public void replaceLane(Opcode op, int lane) {
        if (build.isReachable()) {
            values.numeric(op, 2, lane, 0);
        }
    }

    @Override
    public void shuffle(long low, long high) {
        if (build.isReachable()) {
            values.numeric(Opcode.I8X16_SHUFFLE, 2, low, high);
        }
    }

    @Override
    public void loadLane(Opcode op, int memoryIndex, long offset, int lane) {
        if (build.isReachable()) {
            memory.loadLane(op, memoryIndex, offset, lane);
        }
    }

    @Override
    public void storeLane(Opcode op, int memoryIndex, long offset, int lane) {
        if (build.isReachable()) {
            memory.storeLane(op, memoryIndex, offset, lane);
        }
    }
}
