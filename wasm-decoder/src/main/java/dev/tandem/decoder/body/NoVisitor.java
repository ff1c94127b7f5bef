// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import java.util.List;

/** A visitor that ignores everything, for those who want only a few of the events. */
public class NoVisitor implements BodyVisitor {
    static final NoVisitor INSTANCE = new NoVisitor();

    protected NoVisitor() {}

    @Override
    public void begin(BodyState state, Label function) {}

    @Override
    public void block(Label label) {}

    @Override
    public void loop(Label label) {}

    @Override
    public void if_(Label label) {}

    @Override
    public void else_(Label label, boolean fallsThrough) {}

    @Override
    public void end(Label label, boolean fallsThrough) {}

    @Override
    public void unreachable() {}

    @Override
    public void br(Label target) {}

    @Override
    public void brIf(Label target) {}

    @Override
    public void brTable(Label[] targets, int count) {}

    @Override
    public void return_() {}

    @Override
    public void call(int functionIndex, FunctionType type) {}

    @Override
    public void callIndirect(int tableIndex, int typeIndex, FunctionType type) {}

    @Override
    public void callRef(int typeIndex, FunctionType type) {}

    @Override
    public void returnCall(int functionIndex, FunctionType type) {}

    @Override
    public void returnCallIndirect(int tableIndex, int typeIndex, FunctionType type) {}

    @Override
    public void returnCallRef(int typeIndex, FunctionType type) {}

    @Override
    public void tryTable(Label label, List<CatchClause> clauses) {}

    @Override
    public void throw_(int tagIndex) {}

    @Override
    public void throwRef() {}

    @Override
    public void drop(ValueType type) {}

    @Override
    public void select(ValueType type) {}

    @Override
    public void localGet(int index, ValueType type) {}

    @Override
    public void localSet(int index, ValueType type) {}

    @Override
    public void localTee(int index, ValueType type) {}

    @Override
    public void globalGet(int index, ValueType type) {}

    @Override
    public void globalSet(int index, ValueType type) {}

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
    public void load(Opcode op, int memoryIndex, long offset) {}

    @Override
    public void store(Opcode op, int memoryIndex, long offset) {}

    @Override
    public void memorySize(int memoryIndex) {}

    @Override
    public void memoryGrow(int memoryIndex) {}

    @Override
    public void memoryFill(int memoryIndex) {}

    @Override
    public void memoryCopy(int destinationMemory, int sourceMemory) {}

    @Override
    public void memoryInit(int dataIndex, int memoryIndex) {}

    @Override
    public void dataDrop(int dataIndex) {}

    @Override
    public void tableGet(int tableIndex) {}

    @Override
    public void tableSet(int tableIndex) {}

    @Override
    public void tableSize(int tableIndex) {}

    @Override
    public void tableGrow(int tableIndex) {}

    @Override
    public void tableFill(int tableIndex) {}

    @Override
    public void tableCopy(int destinationTable, int sourceTable) {}

    @Override
    public void tableInit(int elementIndex, int tableIndex) {}

    @Override
    public void elemDrop(int elementIndex) {}

    @Override
    public void refNull(ValueType type) {}

    @Override
    public void refIsNull() {}

    @Override
    public void refFunc(int functionIndex) {}

    @Override
    public void refEq() {}

    @Override
    public void refAsNonNull() {}

    @Override
    public void brOnNull(Label target) {}

    @Override
    public void brOnNonNull(Label target) {}

    @Override
    public void refTest(ValueType type) {}

    @Override
    public void refCast(ValueType type) {}

    @Override
    public void brOnCast(boolean onFail, Label target, ValueType from, ValueType to) {}

    @Override
    public void structNew(int typeIndex, boolean defaults) {}

    @Override
    public void structGet(Opcode op, int typeIndex, int fieldIndex) {}

    @Override
    public void structSet(int typeIndex, int fieldIndex) {}

    @Override
    public void arrayNew(int typeIndex, boolean defaults) {}

    @Override
    public void arrayNewFixed(int typeIndex, int size) {}

    @Override
    public void arrayNewData(int typeIndex, int dataIndex) {}

    @Override
    public void arrayNewElem(int typeIndex, int elementIndex) {}

    @Override
    public void arrayGet(Opcode op, int typeIndex) {}

    @Override
    public void arraySet(int typeIndex) {}

    @Override
    public void arrayLen() {}

    @Override
    public void arrayFill(int typeIndex) {}

    @Override
    public void arrayCopy(int destinationType, int sourceType) {}

    @Override
    public void arrayInitData(int typeIndex, int dataIndex) {}

    @Override
    public void arrayInitElem(int typeIndex, int elementIndex) {}

    @Override
    public void refI31() {}

    @Override
    public void i31Get(Opcode op) {}

    @Override
    public void anyConvertExtern() {}

    @Override
    public void externConvertAny() {}

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

    @Override
    public void loadLane(Opcode op, int memoryIndex, long offset, int lane) {}

    @Override
    public void storeLane(Opcode op, int memoryIndex, long offset, int lane) {}

    @Override
    public void atomicLoad(Opcode op, int memoryIndex, long offset) {}

    @Override
    public void atomicStore(Opcode op, int memoryIndex, long offset) {}

    @Override
    public void atomicReadModifyWrite(Opcode op, int memoryIndex, long offset) {}

    @Override
    public void atomicCompareExchange(Opcode op, int memoryIndex, long offset) {}

    @Override
    public void atomicWait(Opcode op, int memoryIndex, long offset) {}

    @Override
    public void atomicNotify(int memoryIndex, long offset) {}

    @Override
    public void atomicFence() {}
}
