// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.nativex64.NativeConvention.CONTEXT;
import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.decoder.type.TableType;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.nativex64.Builtin;
import dev.tandem.ir.nativex64.ContextLayout;
import dev.tandem.ir.nativex64.ModuleShapes;
import dev.tandem.ir.trap.TrapCode;

/** Tables, and bulk operations on memories and tables: mostly calls of the run-time. */
final class TableEmitter {
    private final Emission emission;
    private final Assembler masm;
    private final Values values;
    private final CallEmitter calls;

    TableEmitter(Emission emission, CallEmitter calls) {
        this.emission = emission;
        this.masm = emission.masm;
        this.values = emission.values;
        this.calls = calls;
    }

    private TableType type(int table) {
        return emission.shapes.module().tables().get(table);
    }

    void get(int table) {
        if (!ModuleShapes.isFunction(type(table).element())) {
            calls.builtin(Builtin.TABLE_GET, 1, table);
            return;
        }
        ContextLayout layout = emission.shapes.layout();
        int index = values.popRegister();
        int to = values.allocateGpr();
        masm.rm(IntegerOp.CMP, 64, index, CONTEXT, NONE, 0, layout.tableSize(table));
        masm.jcc(Condition.ABOVE_OR_EQUAL, emission.outOfLine.trap(TrapCode.TABLE_OUT_OF_BOUNDS));
        masm.rm(IntegerOp.MOV, 64, SCRATCH, CONTEXT, NONE, 0, layout.tableElements(table));
        masm.rm(IntegerOp.MOV, 64, to, SCRATCH, index, 3, 0);
        values.pushRegister(Values.REFERENCE, to);
    }

    void set(int table) {
        calls.builtin(Builtin.TABLE_SET, 2, table);
    }

    void size(int table) {
        int to = values.allocateGpr();
        masm.rm(IntegerOp.MOV, 64, to, CONTEXT, NONE, 0, emission.shapes.layout().tableSize(table));
        values.pushRegister(type(table).limits().is64() ? Values.I64 : Values.I32, to);
    }

    void grow(int table) {
        calls.tableGrow(table);
        calls.resultIs(type(table).limits().is64());
    }

    void fill(int table) {
        calls.builtin(Builtin.TABLE_FILL, 3, table);
    }

    void copy(int destination, int source) {
        calls.builtin(Builtin.TABLE_COPY, 3, destination, source);
    }

    void init(int element, int table) {
        calls.builtin(Builtin.TABLE_INIT, 3, table, element);
    }

    void elemDrop(int element) {
        calls.builtin(Builtin.ELEM_DROP, 0, element);
    }

    void refFunc(int function) {
        calls.builtin(Builtin.REF_FUNC, 0, function);
    }

    void memoryGrow(int memory) {
        calls.builtin(Builtin.MEMORY_GROW, 1, memory);
        calls.resultIs(emission.shapes.is64(memory));
    }

    void memoryFill(int memory) {
        calls.builtin(Builtin.MEMORY_FILL, 3, memory);
    }

    void memoryCopy(int destination, int source) {
        calls.builtin(Builtin.MEMORY_COPY, 3, destination, source);
    }

    void memoryInit(int data, int memory) {
        calls.builtin(Builtin.MEMORY_INIT, 3, memory, data);
    }

    void dataDrop(int data) {
        calls.builtin(Builtin.DATA_DROP, 0, data);
    }
}
