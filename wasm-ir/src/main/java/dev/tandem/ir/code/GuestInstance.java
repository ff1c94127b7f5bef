// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.code;

import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.GlobalCell;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.ir.vm.Table;
import org.jspecify.annotations.Nullable;

/**
 * An instance as {@link InterpretedCode} sees it: its memories, tables and globals by the module's indices, its calls. Confined to the thread
 * that is inside. What it gives out checks its own bounds and traps by itself.
 */
public interface GuestInstance {
    LinearMemory memory(int index);

    Table table(int index);

    /** The global, wherever its value lives. */
    GlobalCell global(int index);

    /** A function as a value: what {@code ref.func} gives. */
    FunctionReference function(int index);

    /**
     * The callee of a {@code call_indirect}.
     *
     * @param element index in the table, unsigned
     * @throws dev.tandem.ir.trap.WasmTrap if there is none, or none of that type
     */
    FunctionReference callee(int tableIndex, long element, int typeIndex);

    /** Calls a function of this module, imported or not, in its newest code. Results replace the arguments. */
    void call(int functionIndex, long[] numbers, @Nullable Object[] references);

    /** Calls any function. Results replace the arguments. */
    void call(FunctionReference function, long[] numbers, @Nullable Object[] references);

    /**
     * Asks for a call in place of the running function's own frame, which must return right after; what it leaves as results is not looked
     * at. Takes no stack, however many follow one another.
     *
     * @param numbers arguments, copied
     * @param references arguments, copied
     */
    void tailCall(FunctionReference function, long[] numbers, @Nullable Object[] references);

    /** {@code memory.init}: copies from a data segment; a dropped one is empty. All of it unsigned. */
    void initMemory(int memoryIndex, int dataIndex, long address, long offset, long length);

    /** {@code data.drop}. */
    void dropData(int dataIndex);

    /** {@code table.init}: copies from an element segment; a dropped one is empty. All of it unsigned. */
    void initTable(int tableIndex, int elementIndex, long index, long offset, long length);

    /** {@code elem.drop}. */
    void dropElements(int elementIndex);

    /**
     * To be called on every way back in a loop; the entry of a function is seen to.
     *
     * @throws dev.tandem.ir.trap.WasmTrap if the guest was interrupted
     */
    void poll();

    /**
     * Reports that a function has spent its {@linkplain dev.tandem.ir.profile.Instrumentation budget}.
     *
     * @return the new budget, positive
     */
    int budgetSpent(int functionIndex);
}
