// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import java.util.List;

/**
 * Receives the instructions of a function body, each already validated: one method an instruction shape.
 *
 * <p>Only code that validation holds reachable is visited. After an instruction that never falls through (a branch, a return, a
 * trap) nothing comes until the {@code else} or {@code end} of the block it stands in; blocks that open in unreachable code are not
 * visited at all, their ends neither. So a visitor never meets a value of unknown type. Arguments are only valid during the call.
 * Indices of types are canonical, those of functions, tables, memories and so on count imports first.
 */
public interface BodyVisitor {
    // Structure

    /** Before the first instruction. {@code function} is the frame that returns branch to. */
    void begin(BodyState state, Label function);

    void block(Label label);

    void loop(Label label);

    void if_(Label label);

    /** @param fallsThrough whether the end of the first arm can be reached, with the results on the stack */
    void else_(Label label, boolean fallsThrough);

    /**
     * The end of a block, or of the function: the frame of depth 0. An {@code if} without {@code else} ends like any block: a visitor that
     * has seen no {@link #else_} for it passes the parameters on when the condition is zero.
     *
     * @param fallsThrough whether the end can be reached from the instruction before it, with the results on the stack
     */
    void end(Label label, boolean fallsThrough);

    void unreachable();

    void br(Label target);

    void brIf(Label target);

    /** @param targets the table; the default stands last, at {@code count - 1}. The array may be longer. */
    void brTable(Label[] targets, int count);

    void return_();

    // Calls

    void call(int functionIndex, FunctionType type);

    void callIndirect(int tableIndex, int typeIndex, FunctionType type);

    void callRef(int typeIndex, FunctionType type);

    void returnCall(int functionIndex, FunctionType type);

    void returnCallIndirect(int tableIndex, int typeIndex, FunctionType type);

    void returnCallRef(int typeIndex, FunctionType type);

    // Exceptions

    void tryTable(Label label, List<CatchClause> clauses);

    void throw_(int tagIndex);

    void throwRef();

    // Values, locals, globals

    void drop(ValueType type);

    void select(ValueType type);

    void localGet(int index, ValueType type);

    void localSet(int index, ValueType type);

    void localTee(int index, ValueType type);

    void globalGet(int index, ValueType type);

    void globalSet(int index, ValueType type);

    // Numbers

    void i32Const(int value);

    void i64Const(long value);

    /** @param bits the float's bits, NaN payloads included */
    void f32Const(int bits);

    /** @param bits the double's bits, NaN payloads included */
    void f64Const(long bits);

    /** One operand, one result: tests, conversions and vector instructions too. */
    void unary(Opcode op);

    /** Two operands, one result: comparisons and vector instructions too. */
    void binary(Opcode op);

    // Memory

    /** @param offset the static offset, unsigned: up to 2^32-1, or 2^64-1 in a 64-bit memory */
    void load(Opcode op, int memoryIndex, long offset);

    void store(Opcode op, int memoryIndex, long offset);

    void memorySize(int memoryIndex);

    void memoryGrow(int memoryIndex);

    void memoryFill(int memoryIndex);

    void memoryCopy(int destinationMemory, int sourceMemory);

    void memoryInit(int dataIndex, int memoryIndex);

    void dataDrop(int dataIndex);

    // Tables

    void tableGet(int tableIndex);

    void tableSet(int tableIndex);

    void tableSize(int tableIndex);

    void tableGrow(int tableIndex);

    void tableFill(int tableIndex);

    void tableCopy(int destinationTable, int sourceTable);

    void tableInit(int elementIndex, int tableIndex);

    void elemDrop(int elementIndex);

    // References

    void refNull(ValueType type);

    void refIsNull();

    void refFunc(int functionIndex);

    void refEq();

    void refAsNonNull();

    void brOnNull(Label target);

    void brOnNonNull(Label target);

    void refTest(ValueType type);

    void refCast(ValueType type);

    /** @param onFail whether it is {@code br_on_cast_fail} */
    void brOnCast(boolean onFail, Label target, ValueType from, ValueType to);

    // Garbage collected objects

    void structNew(int typeIndex, boolean defaults);

    /** {@code struct.get}, {@code struct.get_s} or {@code struct.get_u}. */
    void structGet(Opcode op, int typeIndex, int fieldIndex);

    void structSet(int typeIndex, int fieldIndex);

    void arrayNew(int typeIndex, boolean defaults);

    void arrayNewFixed(int typeIndex, int size);

    void arrayNewData(int typeIndex, int dataIndex);

    void arrayNewElem(int typeIndex, int elementIndex);

    /** {@code array.get}, {@code array.get_s} or {@code array.get_u}. */
    void arrayGet(Opcode op, int typeIndex);

    void arraySet(int typeIndex);

    void arrayLen();

    void arrayFill(int typeIndex);

    void arrayCopy(int destinationType, int sourceType);

    void arrayInitData(int typeIndex, int dataIndex);

    void arrayInitElem(int typeIndex, int elementIndex);

    void refI31();

    /** {@code i31.get_s} or {@code i31.get_u}. */
    void i31Get(Opcode op);

    void anyConvertExtern();

    void externConvertAny();

    // Vectors

    void v128Const(long low, long high);

    /** Three vector operands, one result. */
    void ternary(Opcode op);

    void extractLane(Opcode op, int lane);

    void replaceLane(Opcode op, int lane);

    /** @param low the lane indices of result lanes 0 to 7, a byte each, lane 0 lowest; {@code high} those of 8 to 15 */
    void shuffle(long low, long high);

    void loadLane(Opcode op, int memoryIndex, long offset, int lane);

    void storeLane(Opcode op, int memoryIndex, long offset, int lane);

    // Atomics

    void atomicLoad(Opcode op, int memoryIndex, long offset);

    void atomicStore(Opcode op, int memoryIndex, long offset);

    void atomicReadModifyWrite(Opcode op, int memoryIndex, long offset);

    void atomicCompareExchange(Opcode op, int memoryIndex, long offset);

    void atomicWait(Opcode op, int memoryIndex, long offset);

    void atomicNotify(int memoryIndex, long offset);

    void atomicFence();
}
