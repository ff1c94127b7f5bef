// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.select;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.BoundsCheck;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.GlobalGet;
import dev.tandem.ir.graph.node.GlobalSet;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.LoadLane;
import dev.tandem.ir.graph.node.MemoryByteSize;
import dev.tandem.ir.graph.node.MemorySize;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Store;
import dev.tandem.ir.graph.node.StoreLane;
import dev.tandem.ir.nativex64.Builtin;
import dev.tandem.ir.nativex64.ModuleShapes;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.optimizing.x64.instruction.Address;
import dev.tandem.optimizing.x64.instruction.Bounds;
import dev.tandem.optimizing.x64.instruction.BuiltinCall;
import dev.tandem.optimizing.x64.instruction.Call;
import dev.tandem.optimizing.x64.instruction.Comparison;
import dev.tandem.optimizing.x64.instruction.ConstantShift;
import dev.tandem.optimizing.x64.instruction.IntegerUnary;
import dev.tandem.optimizing.x64.instruction.LaneLoad;
import dev.tandem.optimizing.x64.instruction.LaneStore;
import dev.tandem.optimizing.x64.instruction.Source;
import dev.tandem.optimizing.x64.instruction.TrapIf;
import dev.tandem.optimizing.x64.instruction.VectorLoad;
import dev.tandem.optimizing.x64.instruction.VectorUnary;
import dev.tandem.optimizing.x64.lir.LirKind;

/** Loads and stores of memories and globals. */
final class Accesses {
    private static final int PAGE_SHIFT = 16;

    private final Selection selection;
    private final Addresses addresses;
    private final Updates updates;

    Accesses(Selection selection, Addresses addresses) {
        this.selection = selection;
        this.addresses = addresses;
        this.updates = new Updates(selection, addresses);
    }

    /** @param result a register even if nobody uses the value: the access may trap */
    void load(Load load, int result) {
        Address address = addresses.of(load.address(), load.memoryIndex(), load.offset(), load.position());
        switch (load.op()) {
            case I32_LOAD, I64_LOAD32_U -> integer(IntegerOp.MOV, 32, address, result);
            case I64_LOAD -> integer(IntegerOp.MOV, 64, address, result);
            case I32_LOAD8_S -> integer(IntegerOp.MOVSX8, 32, address, result);
            case I32_LOAD16_S -> integer(IntegerOp.MOVSX16, 32, address, result);
            case I32_LOAD8_U, I64_LOAD8_U -> integer(IntegerOp.MOVZX8, 32, address, result);
            case I32_LOAD16_U, I64_LOAD16_U -> integer(IntegerOp.MOVZX16, 32, address, result);
            case I64_LOAD8_S -> integer(IntegerOp.MOVSX8, 64, address, result);
            case I64_LOAD16_S -> integer(IntegerOp.MOVSX16, 64, address, result);
            case I64_LOAD32_S -> integer(IntegerOp.MOVSXD, 64, address, result);
            case F32_LOAD -> selection.emit(new VectorUnary(VectorOp.MOVSS_LOAD, Source.of(address), result));
            case F64_LOAD -> selection.emit(new VectorUnary(VectorOp.MOVSD_LOAD, Source.of(address), result));
            default -> selection.emit(new VectorLoad(load.op(), address, result));
        }
    }

    private void integer(IntegerOp op, int bits, Address address, int result) {
        selection.emit(new IntegerUnary(op, bits, Source.of(address), result));
    }

    void store(Store store) {
        if (updates.select(store)) {
            return;
        }
        int bits = 8 * store.op().width();
        Node value = store.value();
        Address address = addresses.of(store.address(), store.memoryIndex(), store.offset(), store.position());
        if (value instanceof Constant constant && value.type().code() <= 4 && isImmediate(constant, bits)) {
            selection.emit(dev.tandem.optimizing.x64.instruction.Store.immediate(
                    IntegerOp.MOV, bits, address, immediate(constant, bits)));
            return;
        }
        switch (store.op()) {
            case F32_STORE -> vector(VectorOp.MOVSS_STORE, address, value);
            case F64_STORE -> vector(VectorOp.MOVSD_STORE, address, value);
            case V128_STORE -> vector(VectorOp.MOVUPS_STORE, address, value);
            default ->
                selection.emit(dev.tandem.optimizing.x64.instruction.Store.register(
                        IntegerOp.MOV, bits, address, stored(value, bits)));
        }
    }

    private static boolean isImmediate(Constant constant, int bits) {
        return bits < 64 || constant.bits() == (int) constant.bits();
    }

    private static int immediate(Constant constant, int bits) {
        int value = (int) constant.bits();
        return bits == 8 ? (byte) value : bits == 16 ? (short) value : value;
    }

    /** The register that the stored bits are the lowest of: what is only cut off or extended above them is left away. */
    private int stored(Node value, int bits) {
        Node from = value;
        while (from instanceof Operation operation && keeps(operation, bits)) {
            from = operation.input(0);
        }
        return selection.register(from);
    }

    /** Whether the lowest {@code bits} bits of the result are those of the operand. */
    private static boolean keeps(Operation operation, int bits) {
        return switch (operation.op()) {
            case I32_WRAP_I64, I64_EXTEND_I32_U, I64_EXTEND_I32_S, I64_EXTEND32_S -> bits <= 32;
            case I32_EXTEND16_S, I64_EXTEND16_S -> bits <= 16;
            case I32_EXTEND8_S, I64_EXTEND8_S -> bits <= 8;
            case I32_AND, I64_AND -> {
                long mask = bits == 64 ? -1 : (1L << bits) - 1;
                yield operation.input(1) instanceof Constant kept && (kept.bits() & mask) == mask;
            }
            default -> false;
        };
    }

    private void vector(VectorOp op, Address address, Node value) {
        selection.emit(dev.tandem.optimizing.x64.instruction.Store.vector(op, address, selection.register(value)));
    }

    void loadLane(LoadLane load, int result) {
        Address address = addresses.of(load.address(), load.memoryIndex(), load.offset(), load.position());
        selection.emit(new LaneLoad(load.op(), address, load.lane(), selection.register(load.vector()), result));
    }

    void storeLane(StoreLane store) {
        Address address = addresses.of(store.address(), store.memoryIndex(), store.offset(), store.position());
        selection.emit(new LaneStore(store.op(), address, store.lane(), selection.register(store.vector())));
    }

    void check(BoundsCheck check) {
        long end = check.offset() + check.width();
        if (Long.compareUnsigned(end, check.width()) < 0) {
            selection.emit(new TrapIf(
                    Comparison.immediate(
                            IntegerOp.CMP,
                            64,
                            selection.register(check.byteSize()),
                            0,
                            Condition.ABOVE_OR_EQUAL),
                    TrapCode.MEMORY_OUT_OF_BOUNDS,
                    check.position()));
            return;
        }
        boolean wide = check.address().type().code() == 2;
        if (check.byteSize() instanceof ConstantLong size && end >= 0 && end <= size.value() && size.value() - end <= Integer.MAX_VALUE) {
            // The greatest address in bounds is known.
            Comparison beyond = Comparison.immediate(
                    IntegerOp.CMP,
                    wide ? 64 : 32,
                    selection.register(check.address()),
                    (int) (size.value() - end),
                    Condition.ABOVE);
            selection.emit(new TrapIf(beyond, TrapCode.MEMORY_OUT_OF_BOUNDS, check.position()));
            return;
        }
        boolean fits = Long.compareUnsigned(((IntegerStamp) check.byteSize().stamp()).unsignedMin(), end) >= 0;
        selection.emit(new Bounds(
                selection.register(check.address()), wide, end, addresses.operand(check.byteSize()), fits, check.position()));
    }

    void size(MemorySize size, int result) {
        int bytes = selection.temporary(LirKind.WORD64);
        Address address = Address.context(selection.shapes.layout().memorySize(size.memoryIndex()));
        selection.emit(new IntegerUnary(IntegerOp.MOV, 64, Source.of(address), bytes));
        selection.emit(ConstantShift.of(IntegerOp.SHR, 64, selection.bmi2, bytes, PAGE_SHIFT, result));
    }

    void byteSize(MemoryByteSize size, int result) {
        Address address = Address.context(selection.shapes.layout().memorySize(size.memoryIndex()));
        selection.emit(new IntegerUnary(IntegerOp.MOV, 64, Source.of(address), result));
    }

    void globalGet(GlobalGet get, int result) {
        global(get.globalIndex(), get.type(), result, get.position());
    }

    /** Reads a global of any mutability. */
    void global(int index, ValueType type, int result, int position) {
        if (type.isReference() && !ModuleShapes.isFunction(type)) {
            selection.emit(BuiltinCall.of(Builtin.GLOBAL_GET_REFERENCE, new int[] {index}, result, position));
            return;
        }
        Source source = Source.of(addresses.global(index));
        switch (type.code()) {
            case 1 -> selection.emit(new IntegerUnary(IntegerOp.MOV, 32, source, result));
            case 3 -> selection.emit(new VectorUnary(VectorOp.MOVSS_LOAD, source, result));
            case 4 -> selection.emit(new VectorUnary(VectorOp.MOVSD_LOAD, source, result));
            case 5 -> selection.emit(new VectorUnary(VectorOp.MOVUPS, source, result));
            default -> selection.emit(new IntegerUnary(IntegerOp.MOV, 64, source, result));
        }
    }

    void globalSet(GlobalSet set) {
        Node value = set.value();
        if (value.type().isReference()) {
            selection.emit(BuiltinCall.of(
                    Builtin.GLOBAL_SET_REFERENCE,
                    new int[] {set.globalIndex()},
                    Call.UNUSED,
                    set.position(),
                    selection.register(value)));
            return;
        }
        Address address = addresses.global(set.globalIndex());
        int bits = value.type().code() == 1 || value.type().code() == 3 ? 32 : 64;
        if (Selection.isImmediate(value)) {
            selection.emit(dev.tandem.optimizing.x64.instruction.Store.immediate(
                    IntegerOp.MOV, bits, address, Selection.immediate(value)));
            return;
        }
        switch (value.type().code()) {
            case 3 -> vector(VectorOp.MOVSS_STORE, address, value);
            case 4 -> vector(VectorOp.MOVSD_STORE, address, value);
            case 5 -> vector(VectorOp.MOVUPS_STORE, address, value);
            default ->
                selection.emit(dev.tandem.optimizing.x64.instruction.Store.register(
                        IntegerOp.MOV, bits, address, stored(value, bits)));
        }
    }
}
