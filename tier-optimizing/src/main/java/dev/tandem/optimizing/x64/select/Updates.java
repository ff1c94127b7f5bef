// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.select;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Store;
import dev.tandem.optimizing.x64.instruction.Address;
import org.jspecify.annotations.Nullable;

/** Stores of what was loaded from the same place, combined with something: one instruction. */
final class Updates {
    private final Selection selection;
    private final Addresses addresses;

    Updates(Selection selection, Addresses addresses) {
        this.selection = selection;
        this.addresses = addresses;
    }

    /** Selects the store if it is one of these. */
    boolean select(Store store) {
        if (!(store.value() instanceof Operation operation) || !selection.isOwn(operation) || operation.inputCount() != 2) {
            return false;
        }
        IntegerOp op = operation(operation.op());
        if (op == null) {
            return false;
        }
        int loaded = isLoaded(operation.input(0), store) ? 0 : isLoaded(operation.input(1), store) ? 1 : -1;
        if (loaded < 0 || (loaded == 1 && op == IntegerOp.SUB)) {
            return false;
        }
        Node other = operation.input(1 - loaded);
        selection.cover(operation);
        selection.cover(operation.input(loaded));
        int bits = 8 * store.op().width();
        Address address = addresses.of(store.address(), store.memoryIndex(), store.offset(), store.position());
        if (Selection.isImmediate(other)) {
            int value = Selection.immediate(other);
            int cut = bits == 8 ? (byte) value : bits == 16 ? (short) value : value;
            selection.emit(dev.tandem.optimizing.x64.instruction.Store.immediate(op, bits, address, cut));
        } else {
            int register = bits == 64 ? selection.register(other) : selection.low(other);
            selection.emit(dev.tandem.optimizing.x64.instruction.Store.register(op, bits, address, register));
        }
        return true;
    }

    /** The operation in place, on any number of the lowest bits. */
    private static @Nullable IntegerOp operation(Opcode op) {
        return switch (op) {
            case I32_ADD, I64_ADD -> IntegerOp.ADD;
            case I32_SUB, I64_SUB -> IntegerOp.SUB;
            case I32_AND, I64_AND -> IntegerOp.AND;
            case I32_OR, I64_OR -> IntegerOp.OR;
            case I32_XOR, I64_XOR -> IntegerOp.XOR;
            default -> null;
        };
    }

    /** Whether the node is a load, only for this, of just the bytes that are stored. */
    private boolean isLoaded(Node node, Store store) {
        return node instanceof Load load
                && load.op().width() == store.op().width()
                && load.address() == store.address()
                && load.memoryIndex() == store.memoryIndex()
                && load.offset() == store.offset()
                && selection.isOwnRead(load);
    }
}
