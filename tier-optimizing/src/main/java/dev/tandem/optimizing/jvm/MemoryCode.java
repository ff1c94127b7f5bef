// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import static org.objectweb.asm.Opcodes.ARRAYLENGTH;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IUSHR;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.GuestCode;
import dev.tandem.ir.asm.jvm.Member;
import dev.tandem.ir.asm.jvm.MemoryAccesses;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.DataDrop;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.MemoryByteSize;
import dev.tandem.ir.graph.node.MemoryCopy;
import dev.tandem.ir.graph.node.MemoryFill;
import dev.tandem.ir.graph.node.MemoryGrow;
import dev.tandem.ir.graph.node.MemoryInit;
import dev.tandem.ir.graph.node.MemorySize;
import dev.tandem.ir.graph.node.Store;
import dev.tandem.ir.jvm.GuestLayout;

/** Loads and stores of numbers, and instructions on whole memories. */
final class MemoryCode {
    private static final Member DROP = Member.method(GuestLayout.CONTEXT, "dropData", "(I)V");

    private final GraphEmitter emitter;
    private final CodeBuffer code;
    private final GuestCode guest;
    private final MemoryAccesses accesses;

    MemoryCode(GraphEmitter emitter, MemoryAccesses accesses) {
        this.emitter = emitter;
        this.code = emitter.code;
        this.guest = emitter.guest;
        this.accesses = accesses;
    }

    /** Returns whether the node is one of these. */
    boolean emit(Node node) {
        switch (node) {
            case Load load when load.op().prefix() != GraphEmitter.VECTOR_PREFIX -> {
                Address address = push(load.memoryIndex(), load.address(), load.offset());
                access(load, load.op(), load.memoryIndex(), address);
            }
            case Store store when store.op().prefix() != GraphEmitter.VECTOR_PREFIX -> {
                Address address = push(store.memoryIndex(), store.address(), store.offset());
                emitter.push(store.value());
                access(store, store.op(), store.memoryIndex(), address);
            }
            case MemorySize size -> size(size);
            case MemoryByteSize size -> {
                bytes(size.memoryIndex());
                code.op(ARRAYLENGTH, 0);
                code.op(I2L, 1);
            }
            case MemoryGrow grow -> {
                emitter.push(grow.pages());
                guest.memory(grow.memoryIndex());
                emitter.site(grow);
                code.invokeStatic(guest.memoryGrow(grow.memoryIndex()));
                emitter.memoryMayMove();
            }
            case MemoryFill fill -> {
                emitter.push(fill.destination());
                emitter.push(fill.value());
                emitter.push(fill.size());
                guest.memory(fill.memoryIndex());
                emitter.site(fill);
                code.invokeStatic(guest.memoryFill(fill.memoryIndex()));
            }
            case MemoryCopy copy -> {
                emitter.push(copy.destination());
                emitter.push(copy.source());
                emitter.push(copy.size());
                guest.memory(copy.destinationMemory());
                guest.memory(copy.sourceMemory());
                emitter.site(copy);
                code.invokeStatic(guest.memoryCopy(copy.destinationMemory(), copy.sourceMemory()));
            }
            case MemoryInit init -> {
                emitter.push(init.destination());
                emitter.push(init.source());
                emitter.push(init.size());
                guest.memory(init.memoryIndex());
                code.context();
                code.pushInt(init.dataIndex());
                emitter.site(init);
                code.invokeStatic(guest.memoryInit(init.memoryIndex()));
            }
            case DataDrop drop -> {
                code.context();
                code.pushInt(drop.dataIndex());
                code.invokeVirtual(DROP);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void size(MemorySize size) {
        bytes(size.memoryIndex());
        code.op(ARRAYLENGTH, 0);
        code.pushInt(16);
        code.op(IUSHR, -1);
        if (guest.isMemory64(size.memoryIndex())) {
            code.op(I2L, 1);
        }
    }

    /** What is left to say of an address that has been pushed: the static offset, if the access is to add it. */
    record Address(boolean plain, int offset) {}

    /** Pushes an address for {@link #access}; one offset that no memory reaches makes every address negative. */
    Address push(int memoryIndex, Node address, long offset) {
        int rest = offset < 0 || offset > Integer.MAX_VALUE ? Integer.MIN_VALUE : (int) offset;
        if (!guest.isMemory64(memoryIndex)) {
            if (address instanceof ConstantInt constant && rest >= 0) {
                long sum = (constant.value() & 0xffff_ffffL) + rest;
                code.pushInt(sum > Integer.MAX_VALUE ? -1 : (int) sum);
                return new Address(true, 0);
            }
            if (rest > 0 && NumericCode.isNotNegative(address)) {
                // A sum past the end of the numbers is negative, and fails the check of the array.
                emitter.push(address);
                code.pushInt(rest);
                code.op(IADD, -1);
                return new Address(true, 0);
            }
        }
        emitter.push(address);
        return new Address(rest == 0 && !guest.isMemory64(memoryIndex), rest);
    }

    /** Loads or stores; address and value are on the JVM's stack. */
    void access(FixedNode node, Opcode op, int memoryIndex, Address address) {
        if (!address.plain) {
            code.pushInt(address.offset);
        }
        bytes(memoryIndex);
        emitter.site(node);
        boolean wide = guest.isMemory64(memoryIndex);
        code.invokeStatic(wide ? accesses.wide(op) : address.plain ? accesses.plain(op) : accesses.withOffset(op));
    }

    private void bytes(int memoryIndex) {
        if (memoryIndex == 0) {
            emitter.memory();
        } else {
            guest.memory(memoryIndex);
            code.getField(GuestCode.BYTES);
        }
    }
}
