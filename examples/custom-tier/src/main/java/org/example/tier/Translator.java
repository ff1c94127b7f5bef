// SPDX-License-Identifier: Apache-2.0
package org.example.tier;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.ir.vm.GlobalCell;
import dev.tandem.ir.vm.LinearMemory;
import java.util.function.Consumer;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;

/**
 * Turns the instructions of a body into steps. The decoder knows how high the operand stack is at each instruction, so that the places of operands are
 * fixed here and nothing counts at run time.
 */
final class Translator extends ControlTranslator {
    private static final long MASK = 0xffff_ffffL;

    Translator(Counters counters) {
        super(counters);
    }

    // Shapes of steps

    private void does(Consumer<Frame> effect) {
        int next = next();
        add(frame -> {
            effect.accept(frame);
            return next;
        });
    }

    /** Puts a number where the {@code popped} topmost operands were. */
    private void gives(int popped, ToLongFunction<Frame> number) {
        int to = operand(popped) + 1;
        does(frame -> frame.numbers[to] = number.applyAsLong(frame));
    }

    private void move(int from, int to, ValueType type) {
        if (type.isReference()) {
            does(frame -> frame.references[to] = frame.references[from]);
        } else {
            does(frame -> frame.numbers[to] = frame.numbers[from]);
        }
    }

    // Values

    @Override
    public void drop(ValueType type) {}

    @Override
    public void select(ValueType type) {
        int first = operand(2);
        int condition = operand(0);
        does(frame -> {
            if (frame.numbers[condition] == 0) {
                frame.move(first + 1, first, 1);
            }
        });
    }

    @Override
    public void localGet(int index, ValueType type) {
        move(index, operand(-1), type);
    }

    @Override
    public void localSet(int index, ValueType type) {
        move(operand(0), index, type);
    }

    @Override
    public void localTee(int index, ValueType type) {
        move(operand(0), index, type);
    }

    @Override
    public void globalGet(int index, ValueType type) {
        int to = operand(-1);
        does(frame -> {
            GlobalCell global = frame.instance.global(index);
            if (type.isReference()) {
                frame.references[to] = global.reference();
            } else {
                frame.numbers[to] = global.bits();
            }
        });
    }

    @Override
    public void globalSet(int index, ValueType type) {
        int from = operand(0);
        does(frame -> {
            GlobalCell global = frame.instance.global(index);
            if (type.isReference()) {
                global.setReference(frame.references[from]);
            } else {
                global.setBits(frame.numbers[from]);
            }
        });
    }

    @Override
    public void i32Const(int value) {
        gives(0, frame -> value & MASK);
    }

    @Override
    public void i64Const(long value) {
        gives(0, frame -> value);
    }

    @Override
    public void f32Const(int bits) {
        gives(0, frame -> bits & MASK);
    }

    @Override
    public void f64Const(long bits) {
        gives(0, frame -> bits);
    }

    @Override
    public void unary(Opcode op) {
        LongUnaryOperator operation = Numbers.unary(op);
        int operand = operand(0);
        gives(1, frame -> operation.applyAsLong(frame.numbers[operand]));
    }

    @Override
    public void binary(Opcode op) {
        LongBinaryOperator operation = Numbers.binary(op);
        int left = operand(1);
        gives(2, frame -> operation.applyAsLong(frame.numbers[left], frame.numbers[left + 1]));
    }

    // Memory

    @Override
    public void load(Opcode op, int memoryIndex, long offset) {
        MemoryAccess.Load load = MemoryAccess.load(op);
        int address = operand(0);
        gives(1, frame -> load.from(frame.instance.memory(memoryIndex), frame.numbers[address] + offset));
    }

    @Override
    public void store(Opcode op, int memoryIndex, long offset) {
        MemoryAccess.Store store = MemoryAccess.store(op);
        int address = operand(1);
        does(frame -> store.to(
                frame.instance.memory(memoryIndex), frame.numbers[address] + offset, frame.numbers[address + 1]));
    }

    @Override
    public void memorySize(int memoryIndex) {
        gives(0, frame -> frame.instance.memory(memoryIndex).pages());
    }

    @Override
    public void memoryGrow(int memoryIndex) {
        int delta = operand(0);
        gives(1, frame -> frame.instance.memory(memoryIndex).grow(frame.numbers[delta]) & MASK);
    }

    @Override
    public void memoryFill(int memoryIndex) {
        int at = operand(2);
        does(frame -> frame.instance
                .memory(memoryIndex)
                .fill(frame.numbers[at], (byte) frame.numbers[at + 1], frame.numbers[at + 2]));
    }

    @Override
    public void memoryCopy(int destinationMemory, int sourceMemory) {
        int at = operand(2);
        does(frame -> {
            LinearMemory source = frame.instance.memory(sourceMemory);
            frame.instance
                    .memory(destinationMemory)
                    .copyFrom(source, frame.numbers[at + 1], frame.numbers[at], frame.numbers[at + 2]);
        });
    }

    @Override
    public void memoryInit(int dataIndex, int memoryIndex) {
        int at = operand(2);
        does(frame -> frame.instance.initMemory(
                memoryIndex, dataIndex, frame.numbers[at], frame.numbers[at + 1], frame.numbers[at + 2]));
    }

    @Override
    public void dataDrop(int dataIndex) {
        does(frame -> frame.instance.dropData(dataIndex));
    }

    // Tables

    @Override
    public void tableGet(int tableIndex) {
        int at = operand(0);
        does(frame -> frame.references[at] = frame.instance.table(tableIndex).get(frame.numbers[at]));
    }

    @Override
    public void tableSet(int tableIndex) {
        int at = operand(1);
        does(frame -> frame.instance.table(tableIndex).set(frame.numbers[at], frame.references[at + 1]));
    }

    @Override
    public void tableSize(int tableIndex) {
        gives(0, frame -> frame.instance.table(tableIndex).size());
    }

    @Override
    public void tableGrow(int tableIndex) {
        int at = operand(1);
        gives(2, frame -> frame.instance.table(tableIndex).grow(frame.numbers[at + 1], frame.references[at]) & MASK);
    }

    @Override
    public void tableFill(int tableIndex) {
        int at = operand(2);
        does(frame -> frame.instance
                .table(tableIndex)
                .fill(frame.numbers[at], frame.references[at + 1], frame.numbers[at + 2]));
    }

    @Override
    public void tableCopy(int destinationTable, int sourceTable) {
        int at = operand(2);
        does(frame -> frame.instance
                .table(destinationTable)
                .copyFrom(
                        frame.instance.table(sourceTable),
                        frame.numbers[at + 1],
                        frame.numbers[at],
                        frame.numbers[at + 2]));
    }

    @Override
    public void tableInit(int elementIndex, int tableIndex) {
        int at = operand(2);
        does(frame -> frame.instance.initTable(
                tableIndex, elementIndex, frame.numbers[at], frame.numbers[at + 1], frame.numbers[at + 2]));
    }

    @Override
    public void elemDrop(int elementIndex) {
        does(frame -> frame.instance.dropElements(elementIndex));
    }

    // References

    @Override
    public void refNull(ValueType type) {
        int to = operand(-1);
        does(frame -> frame.references[to] = null);
    }

    @Override
    public void refIsNull() {
        int reference = operand(0);
        gives(1, frame -> frame.references[reference] == null ? 1 : 0);
    }

    @Override
    public void refFunc(int functionIndex) {
        int to = operand(-1);
        does(frame -> frame.references[to] = frame.instance.function(functionIndex));
    }

    @Override
    public void refAsNonNull() {
        int reference = operand(0);
        does(frame -> {
            if (frame.references[reference] == null) {
                throw new WasmTrap(TrapCode.NULL_REFERENCE);
            }
        });
    }
}
