// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.select;

import dev.tandem.decoder.type.TableType;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Positions;
import dev.tandem.ir.graph.node.DataDrop;
import dev.tandem.ir.graph.node.ElemDrop;
import dev.tandem.ir.graph.node.MemoryCopy;
import dev.tandem.ir.graph.node.MemoryFill;
import dev.tandem.ir.graph.node.MemoryGrow;
import dev.tandem.ir.graph.node.MemoryInit;
import dev.tandem.ir.graph.node.RefFunc;
import dev.tandem.ir.graph.node.TableCopy;
import dev.tandem.ir.graph.node.TableElement;
import dev.tandem.ir.graph.node.TableFill;
import dev.tandem.ir.graph.node.TableGet;
import dev.tandem.ir.graph.node.TableGrow;
import dev.tandem.ir.graph.node.TableInit;
import dev.tandem.ir.graph.node.TableSet;
import dev.tandem.ir.graph.node.TableSize;
import dev.tandem.ir.nativex64.Builtin;
import dev.tandem.ir.nativex64.ModuleShapes;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.optimizing.x64.instruction.Address;
import dev.tandem.optimizing.x64.instruction.BuiltinCall;
import dev.tandem.optimizing.x64.instruction.Call;
import dev.tandem.optimizing.x64.instruction.Comparison;
import dev.tandem.optimizing.x64.instruction.IntegerUnary;
import dev.tandem.optimizing.x64.instruction.Source;
import dev.tandem.optimizing.x64.instruction.TrapIf;
import dev.tandem.optimizing.x64.lir.Copy;
import dev.tandem.optimizing.x64.lir.LirKind;

/** Tables, and bulk operations on memories and tables: mostly calls of the run-time. */
final class Builtins {
    private final Selection selection;

    Builtins(Selection selection) {
        this.selection = selection;
    }

    /** Selects the node; returns false if it is none of these. */
    boolean select(FixedNode node) {
        if (node instanceof MemoryGrow grow) {
            sized(grow, Builtin.MEMORY_GROW, grow.memoryIndex(), grow.pages());
        } else if (node instanceof MemoryFill fill) {
            call(fill, Builtin.MEMORY_FILL, ints(fill.memoryIndex()), fill.destination(), fill.value(), fill.size());
        } else if (node instanceof MemoryCopy copy) {
            call(
                    copy,
                    Builtin.MEMORY_COPY,
                    ints(copy.destinationMemory(), copy.sourceMemory()),
                    copy.destination(),
                    copy.source(),
                    copy.size());
        } else if (node instanceof MemoryInit init) {
            call(
                    init,
                    Builtin.MEMORY_INIT,
                    ints(init.memoryIndex(), init.dataIndex()),
                    init.destination(),
                    init.source(),
                    init.size());
        } else if (node instanceof DataDrop drop) {
            call(drop, Builtin.DATA_DROP, ints(drop.dataIndex()));
        } else if (node instanceof ElemDrop drop) {
            call(drop, Builtin.ELEM_DROP, ints(drop.elementIndex()));
        } else if (node instanceof TableGet get) {
            tableGet(get);
        } else if (node instanceof TableElement element) {
            element(element, element.tableIndex(), element.index(), TrapCode.UNDEFINED_ELEMENT);
        } else if (node instanceof TableSet set) {
            call(set, Builtin.TABLE_SET, ints(set.tableIndex()), set.index(), set.value());
        } else if (node instanceof TableSize size) {
            tableSize(size);
        } else if (node instanceof TableGrow grow) {
            sized(grow, Builtin.TABLE_GROW, grow.tableIndex(), grow.count(), grow.value());
        } else if (node instanceof TableFill fill) {
            call(fill, Builtin.TABLE_FILL, ints(fill.tableIndex()), fill.destination(), fill.value(), fill.count());
        } else if (node instanceof TableCopy copy) {
            call(
                    copy,
                    Builtin.TABLE_COPY,
                    ints(copy.destinationTable(), copy.sourceTable()),
                    copy.destination(),
                    copy.source(),
                    copy.count());
        } else if (node instanceof TableInit init) {
            call(
                    init,
                    Builtin.TABLE_INIT,
                    ints(init.tableIndex(), init.elementIndex()),
                    init.destination(),
                    init.source(),
                    init.count());
        } else {
            return false;
        }
        return true;
    }

    private static int[] ints(int... constants) {
        return constants;
    }

    private void call(FixedNode node, Builtin builtin, int[] constants, Node... arguments) {
        selection.emit(BuiltinCall.of(builtin, constants, Call.UNUSED, node.position(), registers(arguments)));
    }

    private int[] registers(Node... nodes) {
        int[] registers = new int[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            registers[i] = selection.register(nodes[i]);
        }
        return registers;
    }

    /** A growing, whose result of 64 bits is cut if it is an i32. */
    private void sized(FixedNode node, Builtin builtin, int index, Node... arguments) {
        int[] registers = registers(arguments);
        if (!selection.isUsed(node)) {
            selection.emit(BuiltinCall.of(builtin, ints(index), Call.UNUSED, node.position(), registers));
        } else if (node.type().code() == 2) {
            selection.emit(
                    BuiltinCall.of(builtin, ints(index), selection.register(node), node.position(), registers));
        } else {
            int whole = selection.temporary(LirKind.WORD64);
            selection.emit(BuiltinCall.of(builtin, ints(index), whole, node.position(), registers));
            selection.emit(new Copy(whole, selection.register(node), LirKind.WORD32));
        }
    }

    private void tableGet(TableGet get) {
        TableType type = selection.graph.module().tables().get(get.tableIndex());
        if (ModuleShapes.isFunction(type.element())) {
            element(get, get.tableIndex(), get.index(), TrapCode.TABLE_OUT_OF_BOUNDS);
        } else {
            selection.emit(BuiltinCall.of(
                    Builtin.TABLE_GET,
                    ints(get.tableIndex()),
                    selection.register(get),
                    get.position(),
                    selection.register(get.index())));
        }
    }

    private void element(FixedNode node, int table, Node index, TrapCode trap) {
        int register = selection.register(index);
        Source size = Source.of(Address.context(selection.shapes.layout().tableSize(table)));
        selection.emit(new TrapIf(
                Comparison.integers(IntegerOp.CMP, 64, register, size, Condition.ABOVE_OR_EQUAL), trap, node.position()));
        Address element = Address.pointer(selection.shapes.layout().tableElements(table), register, 3);
        selection.emit(new IntegerUnary(IntegerOp.MOV, 64, Source.of(element), selection.register(node)));
    }

    private void tableSize(TableSize size) {
        Address address = Address.context(selection.shapes.layout().tableSize(size.tableIndex()));
        int bits = size.type().code() == 1 ? 32 : 64;
        selection.emit(new IntegerUnary(IntegerOp.MOV, bits, Source.of(address), selection.register(size)));
    }

    void refFunc(RefFunc function, int result) {
        int index = function.functionIndex();
        if (index < selection.graph.module().importedFunctionCount()) {
            Address address = Address.context(selection.shapes.layout().importedFunction(index));
            selection.emit(new IntegerUnary(IntegerOp.MOV, 64, Source.of(address), result));
        } else {
            selection.emit(BuiltinCall.of(Builtin.REF_FUNC, ints(index), result, Positions.NONE));
        }
    }
}
