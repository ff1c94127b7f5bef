// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import static org.objectweb.asm.Opcodes.ARRAYLENGTH;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IUSHR;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.GuestCode;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import dev.tandem.ir.asm.jvm.MemoryAccesses;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Call;
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
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Loads and stores of numbers, and instructions on whole memories. */
final class MemoryCode {
    private static final Member DROP = Member.method(GuestLayout.CONTEXT, "dropData", "(I)V");

    private final GraphEmitter emitter;
    private final CodeBuffer code;
    private final GuestCode guest;
    private final ArrayAccesses arrays;
    private final MemoryAccesses helpers;
    /** By kind: variables for what is evaluated before its turn that are free. */
    private final Map<Kind, ArrayDeque<Integer>> free = new EnumMap<>(Kind.class);

    MemoryCode(GraphEmitter emitter, MemoryAccesses helpers) {
        this.emitter = emitter;
        this.code = emitter.code;
        this.guest = emitter.guest;
        this.arrays = new ArrayAccesses(code);
        this.helpers = helpers;
    }

    /** Returns whether the node is one of these. */
    boolean emit(Node node) {
        switch (node) {
            case Load load when load.op().prefix() != GraphEmitter.VECTOR_PREFIX ->
                load(load, load.op(), load.memoryIndex(), load.address(), load.offset());
            case Store store when store.op().prefix() != GraphEmitter.VECTOR_PREFIX -> store(store);
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

    /** Loads a number; {@code node} says where in the module. */
    void load(FixedNode node, Opcode op, int memoryIndex, Node address, long offset) {
        if (isFar(memoryIndex, offset)) {
            emitter.push(address);
            far(node, op, memoryIndex, offset);
            return;
        }
        int evaluated = mayMove(address) ? evaluated(address) : -1;
        arrays.begin(op);
        bytes(memoryIndex);
        index(node, address, evaluated, (int) offset);
        emitter.site(node);
        arrays.load(op);
    }

    /** Stores the number that {@code value} pushes, which neither traps nor calls. */
    void store(FixedNode node, Opcode op, int memoryIndex, Node address, long offset, Runnable value) {
        if (isFar(memoryIndex, offset)) {
            emitter.push(address);
            value.run();
            far(node, op, memoryIndex, offset);
            return;
        }
        int evaluated = mayMove(address) ? evaluated(address) : -1;
        store(node, op, memoryIndex, address, evaluated, (int) offset, value);
    }

    private void store(Store store) {
        Node address = store.address();
        Node value = store.value();
        int memoryIndex = store.memoryIndex();
        boolean first = !isFar(memoryIndex, store.offset())
                && (mayMove(value) || (isChecked(address, store.offset()) && isOrdered(value)));
        if (!first) {
            store(store, store.op(), memoryIndex, address, store.offset(), () -> emitter.push(value));
            return;
        }
        // What the value does comes before the address is checked, and memory is where it is afterwards.
        int evaluated = emitter.trees.isInside(address) ? evaluated(address) : -1;
        int kept = evaluated(value);
        store(store, store.op(), memoryIndex, address, evaluated, (int) store.offset(), () -> take(kept));
    }

    /** @param evaluated the variable of an address that has been evaluated, or -1 */
    private void store(
            FixedNode node, Opcode op, int memoryIndex, Node address, int evaluated, int offset, Runnable value) {
        arrays.begin(op);
        bytes(memoryIndex);
        index(node, address, evaluated, offset);
        value.run();
        arrays.narrow(op);
        emitter.site(node);
        arrays.store(op);
    }

    /** Whether the helpers do the access: the address is a long, or no memory reaches as far as the offset. */
    private boolean isFar(int memoryIndex, long offset) {
        return guest.isMemory64(memoryIndex) || offset < 0 || offset > Integer.MAX_VALUE;
    }

    /** Address and value are on the JVM's stack. An offset that no memory reaches makes every address negative. */
    private void far(FixedNode node, Opcode op, int memoryIndex, long offset) {
        code.pushInt(offset < 0 || offset > Integer.MAX_VALUE ? Integer.MIN_VALUE : (int) offset);
        bytes(memoryIndex);
        emitter.site(node);
        code.invokeStatic(guest.isMemory64(memoryIndex) ? helpers.wide(op) : helpers.withOffset(op));
    }

    /** Whether an address may be negative where a static offset could hide that. */
    private static boolean isChecked(Node address, long offset) {
        return offset > 0 && !NumericCode.isNotNegative(address);
    }

    /** Pushes the index of the first byte; it is negative if the sum is past the end of the numbers, and fails the check of the array. */
    private void index(FixedNode node, Node address, int evaluated, int offset) {
        if (evaluated < 0 && address instanceof ConstantInt constant) {
            long sum = (constant.value() & 0xffff_ffffL) + offset;
            code.pushInt(sum > Integer.MAX_VALUE ? -1 : (int) sum);
            return;
        }
        if (evaluated >= 0) {
            take(evaluated);
        } else {
            emitter.push(address);
        }
        if (isChecked(address, offset)) {
            emitter.site(node);
            arrays.checkAddress();
        }
        if (offset > 0) {
            code.pushInt(offset);
            code.op(IADD, -1);
        }
    }

    /** Evaluates an expression now; returns the variable that keeps its value until it is {@linkplain #take taken}. */
    private int evaluated(Node node) {
        emitter.push(node);
        Kind kind = VariableAssignment.kind(node);
        Integer known = free.computeIfAbsent(kind, _ -> new ArrayDeque<>()).poll();
        int variable = known == null ? code.newVariable(kind) : known;
        code.set(variable);
        return variable;
    }

    /** Pushes what was evaluated. */
    private void take(int variable) {
        code.get(variable);
        Objects.requireNonNull(free.get(code.kind(variable))).push(variable);
    }

    /** Whether the value's expression calls, or makes a memory grow. */
    private boolean mayMove(Node node) {
        return contains(node, inside -> inside instanceof Call || inside instanceof MemoryGrow);
    }

    /** Whether the value's expression does what has its place in the order of effects and traps. */
    private boolean isOrdered(Node node) {
        return contains(node, inside -> inside instanceof FixedNode);
    }

    private boolean contains(Node node, Predicate<Node> wanted) {
        if (!emitter.trees.isInside(node)) {
            return false;
        }
        if (wanted.test(node)) {
            return true;
        }
        for (int i = 0; i < node.inputCount(); i++) {
            if (node.inputKind(i) == EdgeKind.VALUE && contains(node.input(i), wanted)) {
                return true;
            }
        }
        return false;
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
