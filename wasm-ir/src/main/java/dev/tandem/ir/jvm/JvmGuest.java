// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import dev.tandem.ir.code.GuestInstance;
import dev.tandem.ir.jvm.support.Bulk;
import dev.tandem.ir.jvm.support.IndirectCalls;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.FunctionTable;
import dev.tandem.ir.vm.GlobalCell;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.ir.vm.Table;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An instance as interpreted code sees it; one an instance. */
final class JvmGuest implements GuestInstance {
    private final JvmContext context;
    private final @Nullable GlobalCell[] globals;

    JvmGuest(JvmContext context) {
        this.context = context;
        this.globals = new GlobalCell[context.globals.length];
    }

    @Override
    public LinearMemory memory(int index) {
        return context.memories[index];
    }

    @Override
    public Table table(int index) {
        return context.tables[index];
    }

    @Override
    public GlobalCell global(int index) {
        GlobalCell known = globals[index];
        if (known == null) {
            GuestLayout layout = context.code().layout();
            known = layout.globalIsField(index)
                    ? new FieldGlobal(context.globals[index].type(), context, index, layout.globalDescriptor(index))
                    : context.globals[index];
            globals[index] = known;
        }
        return known;
    }

    @Override
    public FunctionReference function(int index) {
        return context.function(index);
    }

    @Override
    public FunctionReference callee(int tableIndex, long element, int typeIndex) {
        int typeId = context.code().typeId(typeIndex);
        return IndirectCalls.lookup(
                IndirectCalls.index(element), (FunctionTable) context.tables[tableIndex], typeId, context);
    }

    @Override
    public void call(int functionIndex, long[] numbers, @Nullable Object[] references) {
        call(context.function(functionIndex), numbers, references);
    }

    @Override
    public void call(FunctionReference function, long[] numbers, @Nullable Object[] references) {
        function.code.callRaw(numbers, references, function);
    }

    @Override
    public void tailCall(FunctionReference function, long[] numbers, @Nullable Object[] references) {
        context.reserveResults(Math.max(numbers.length, references.length));
        System.arraycopy(numbers, 0, context.results, 0, numbers.length);
        System.arraycopy(references, 0, context.referenceResults, 0, references.length);
        context.tailCallee = Objects.requireNonNull(function);
    }

    @Override
    public void initMemory(int memoryIndex, int dataIndex, long address, long offset, long length) {
        if (offset >>> 32 != 0 || length >>> 32 != 0) {
            throw new WasmTrap(TrapCode.MEMORY_OUT_OF_BOUNDS);
        }
        HeapMemory memory = (HeapMemory) context.memories[memoryIndex];
        Bulk.memoryInit(address, (int) offset, (int) length, memory, context, dataIndex);
    }

    @Override
    public void dropData(int dataIndex) {
        context.dropData(dataIndex);
    }

    @Override
    public void initTable(int tableIndex, int elementIndex, long index, long offset, long length) {
        context.tables[tableIndex].init(context.elements[elementIndex], offset, index, length);
    }

    @Override
    public void dropElements(int elementIndex) {
        context.dropElements(elementIndex);
    }

    @Override
    public void poll() {
        try {
            BackEdgePoll.check(context);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public int budgetSpent(int functionIndex) {
        return GuestLinkage.spent(context, functionIndex);
    }
}
