// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import java.util.List;

/**
 * A visitor that refuses every instruction: the beginning of a compiler, which overrides what it has code for. (Long, because
 * {@link BodyVisitor} is.)
 */
public abstract class RefusingVisitor implements BodyVisitor {
    protected RefusingVisitor() {}

    /**
     * The exception to throw.
     *
     * @param instruction its mnemonic
     */
    protected abstract RuntimeException refuse(String instruction);

    @Override
    public void block(Label label) {
        throw refuse("block");
    }

    @Override
    public void loop(Label label) {
        throw refuse("loop");
    }

    @Override
    public void if_(Label label) {
        throw refuse("if");
    }

    @Override
    public void else_(Label label, boolean fallsThrough) {
        throw refuse("else");
    }

    @Override
    public void unreachable() {
        throw refuse("unreachable");
    }

    @Override
    public void br(Label target) {
        throw refuse("br");
    }

    @Override
    public void brIf(Label target) {
        throw refuse("br_if");
    }

    @Override
    public void brTable(Label[] targets, int count) {
        throw refuse("br_table");
    }

    @Override
    public void return_() {
        throw refuse("return");
    }

    @Override
    public void call(int functionIndex, FunctionType type) {
        throw refuse("call");
    }

    @Override
    public void callIndirect(int tableIndex, int typeIndex, FunctionType type) {
        throw refuse("call_indirect");
    }

    @Override
    public void callRef(int typeIndex, FunctionType type) {
        throw refuse("call_ref");
    }

    @Override
    public void returnCall(int functionIndex, FunctionType type) {
        throw refuse("return_call");
    }

    @Override
    public void returnCallIndirect(int tableIndex, int typeIndex, FunctionType type) {
        throw refuse("return_call_indirect");
    }

    @Override
    public void returnCallRef(int typeIndex, FunctionType type) {
        throw refuse("return_call_ref");
    }

    @Override
    public void tryTable(Label label, List<CatchClause> clauses) {
        throw refuse("try_table");
    }

    @Override
    public void throw_(int tagIndex) {
        throw refuse("throw");
    }

    @Override
    public void throwRef() {
        throw refuse("throw_ref");
    }

    @Override
    public void drop(ValueType type) {
        throw refuse("drop");
    }

    @Override
    public void select(ValueType type) {
        throw refuse("select");
    }

    @Override
    public void localGet(int index, ValueType type) {
        throw refuse("local.get");
    }

    @Override
    public void localSet(int index, ValueType type) {
        throw refuse("local.set");
    }

    @Override
    public void localTee(int index, ValueType type) {
        throw refuse("local.tee");
    }

    @Override
    public void globalGet(int index, ValueType type) {
        throw refuse("global.get");
    }

    @Override
    public void globalSet(int index, ValueType type) {
        throw refuse("global.set");
    }

    @Override
    public void i32Const(int value) {
        throw refuse("i32.const");
    }

    @Override
    public void i64Const(long value) {
        throw refuse("i64.const");
    }

    @Override
    public void f32Const(int bits) {
        throw refuse("f32.const");
    }

    @Override
    public void f64Const(long bits) {
        throw refuse("f64.const");
    }

    @Override
    public void unary(Opcode op) {
        throw refuse(op.mnemonic());
    }

    @Override
    public void binary(Opcode op) {
        throw refuse(op.mnemonic());
    }

    @Override
    public void load(Opcode op, int memoryIndex, long offset) {
        throw refuse(op.mnemonic());
    }

    @Override
    public void store(Opcode op, int memoryIndex, long offset) {
        throw refuse(op.mnemonic());
    }

    @Override
    public void memorySize(int memoryIndex) {
        throw refuse("memory.size");
    }

    @Override
    public void memoryGrow(int memoryIndex) {
        throw refuse("memory.grow");
    }

    @Override
    public void memoryFill(int memoryIndex) {
        throw refuse("memory.fill");
    }

    @Override
    public void memoryCopy(int destinationMemory, int sourceMemory) {
        throw refuse("memory.copy");
    }

    @Override
    public void memoryInit(int dataIndex, int memoryIndex) {
        throw refuse("memory.init");
    }

    @Override
    public void dataDrop(int dataIndex) {
        throw refuse("data.drop");
    }

    @Override
    public void tableGet(int tableIndex) {
        throw refuse("table.get");
    }

    @Override
    public void tableSet(int tableIndex) {
        throw refuse("table.set");
    }

    @Override
    public void tableSize(int tableIndex) {
        throw refuse("table.size");
    }

    @Override
    public void tableGrow(int tableIndex) {
        throw refuse("table.grow");
    }

    @Override
    public void tableFill(int tableIndex) {
        throw refuse("table.fill");
    }

    @Override
    public void tableCopy(int destinationTable, int sourceTable) {
        throw refuse("table.copy");
    }

    @Override
    public void tableInit(int elementIndex, int tableIndex) {
        throw refuse("table.init");
    }

    @Override
    public void elemDrop(int elementIndex) {
        throw refuse("elem.drop");
    }

    @Override
    public void refNull(ValueType type) {
        throw refuse("ref.null");
    }

    @Override
    public void refIsNull() {
        throw refuse("ref.is_null");
    }

    @Override
    public void refFunc(int functionIndex) {
        throw refuse("ref.func");
    }

    @Override
    public void refEq() {
        throw refuse("ref.eq");
    }

    @Override
    public void refAsNonNull() {
        throw refuse("ref.as_non_null");
    }

    @Override
    public void brOnNull(Label target) {
        throw refuse("br_on_null");
    }

    @Override
    public void brOnNonNull(Label target) {
        throw refuse("br_on_non_null");
    }

    @Override
    public void refTest(ValueType type) {
        throw refuse("ref.test");
    }

    @Override
    public void refCast(ValueType type) {
        throw refuse("ref.cast");
    }

    @Override
    public void brOnCast(boolean onFail, Label target, ValueType from, ValueType to) {
        throw refuse("br_on_cast");
    }

    @Override
    public void structNew(int typeIndex, boolean defaults) {
        throw refuse("struct.new");
    }

    @Override
    public void structGet(Opcode op, int typeIndex, int fieldIndex) {
        throw refuse(op.mnemonic());
    }

    @Override
    public void structSet(int typeIndex, int fieldIndex) {
        throw refuse("struct.set");
    }

    @Override
    public void arrayNew(int typeIndex, boolean defaults) {
        throw refuse("array.new");
    }

    @Override
    public void arrayNewFixed(int typeIndex, int size) {
        throw refuse("array.new_fixed");
    }

    @Override
    public void arrayNewData(int typeIndex, int dataIndex) {
        throw refuse("array.new_data");
    }

    @Override
    public void arrayNewElem(int typeIndex, int elementIndex) {
        throw refuse("array.new_elem");
    }

    @Override
    public void arrayGet(Opcode op, int typeIndex) {
        throw refuse(op.mnemonic());
    }

    @Override
    public void arraySet(int typeIndex) {
        throw refuse("array.set");
    }

    @Override
    public void arrayLen() {
        throw refuse("array.len");
    }

    @Override
    public void arrayFill(int typeIndex) {
        throw refuse("array.fill");
    }

    @Override
    public void arrayCopy(int destinationType, int sourceType) {
        throw refuse("array.copy");
    }

    @Override
    public void arrayInitData(int typeIndex, int dataIndex) {
        throw refuse("array.init_data");
    }

    @Override
    public void arrayInitElem(int typeIndex, int elementIndex) {
        throw refuse("array.init_elem");
    }

    @Override
    public void refI31() {
        throw refuse("ref.i31");
    }

    @Override
    public void i31Get(Opcode op) {
        throw refuse(op.mnemonic());
    }

    @Override
    public void anyConvertExtern() {
        throw refuse("any.convert_extern");
    }

    @Override
    public void externConvertAny() {
        throw refuse("extern.convert_any");
    }

    @Override
    public void v128Const(long low, long high) {
        throw refuse("v128.const");
    }

    @Override
    public void ternary(Opcode op) {
        throw refuse(op.mnemonic());
    }

    @Override
    public void extractLane(Opcode op, int lane) {
        throw refuse(op.mnemonic());
    }

    @Override
    public void replaceLane(Opcode op, int lane) {
        throw refuse(op.mnemonic());
    }

    @Override
    public void shuffle(long low, long high) {
        throw refuse("i8x16.shuffle");
    }

    @Override
    public void loadLane(Opcode op, int memoryIndex, long offset, int lane) {
        throw refuse(op.mnemonic());
    }

    @Override
    public void storeLane(Opcode op, int memoryIndex, long offset, int lane) {
        throw refuse(op.mnemonic());
    }

    @Override
    public void atomicLoad(Opcode op, int memoryIndex, long offset) {
        throw refuse(op.mnemonic());
    }

    @Override
    public void atomicStore(Opcode op, int memoryIndex, long offset) {
        throw refuse(op.mnemonic());
    }

    @Override
    public void atomicReadModifyWrite(Opcode op, int memoryIndex, long offset) {
        throw refuse(op.mnemonic());
    }

    @Override
    public void atomicCompareExchange(Opcode op, int memoryIndex, long offset) {
        throw refuse(op.mnemonic());
    }

    @Override
    public void atomicWait(Opcode op, int memoryIndex, long offset) {
        throw refuse(op.mnemonic());
    }

    @Override
    public void atomicNotify(int memoryIndex, long offset) {
        throw refuse("memory.atomic.notify");
    }

    @Override
    public void atomicFence() {
        throw refuse("atomic.fence");
    }
}
