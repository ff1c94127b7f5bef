// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.decoder.body.CatchClause;
import dev.tandem.decoder.body.Label;
import dev.tandem.decoder.body.NoVisitor;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.code.CompilationException;
import java.util.List;

/** Refuses the instructions that graphs have no nodes for; such functions keep their baseline code. */
abstract class RefusedInstructions extends NoVisitor {
    /** The function being compiled. */
    abstract int functionIndex();

    private CompilationException refuse(String instruction) {
        return new CompilationException(
                "the optimizing tier does not build " + instruction + "; the function keeps its baseline code",
                functionIndex());
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
    public void refEq() {
        throw refuse("ref.eq");
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
