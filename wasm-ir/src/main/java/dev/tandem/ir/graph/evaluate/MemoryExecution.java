// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.BoundsCheck;
import dev.tandem.ir.graph.node.DataDrop;
import dev.tandem.ir.graph.node.GlobalGet;
import dev.tandem.ir.graph.node.GlobalSet;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.LoadLane;
import dev.tandem.ir.graph.node.MemoryByteSize;
import dev.tandem.ir.graph.node.MemoryCopy;
import dev.tandem.ir.graph.node.MemoryFill;
import dev.tandem.ir.graph.node.MemoryGrow;
import dev.tandem.ir.graph.node.MemoryInit;
import dev.tandem.ir.graph.node.MemorySize;
import dev.tandem.ir.graph.node.Store;
import dev.tandem.ir.graph.node.StoreLane;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.util.Arrays;

/** Executes what concerns memories and globals. */
final class MemoryExecution {
    private final EvaluatedInstance instance;
    private final FloatingValues values;

    MemoryExecution(EvaluatedInstance instance, FloatingValues values) {
        this.instance = instance;
        this.values = values;
    }

    /** Executes the node, if it is of this family. */
    boolean execute(FixedNode node) {
        switch (node) {
            case Load load -> values.set(load, load(load));
            case Store store -> store(store);
            case LoadLane load -> {
                EvaluatedMemory memory = instance.memory(load.memoryIndex());
                int width = load.op().width();
                int at = memory.check(number(load.address()), load.offset(), width);
                values.set(load, values.number(load.vector()).withLane(width, load.lane(), memory.read(at, width)));
            }
            case StoreLane store -> {
                EvaluatedMemory memory = instance.memory(store.memoryIndex());
                int width = store.op().width();
                int at = memory.check(number(store.address()), store.offset(), width);
                memory.write(at, width, values.number(store.vector()).lane(width, store.lane()));
            }
            case BoundsCheck check -> check(check);
            case MemoryByteSize size ->
                values.set(size, Bits.ofLong(instance.memory(size.memoryIndex()).pages() * MemoryType.PAGE_SIZE));
            case MemorySize size -> values.set(size, size(size, instance.memory(size.memoryIndex()).pages()));
            case MemoryGrow grow ->
                values.set(grow, size(grow, instance.memory(grow.memoryIndex()).grow(number(grow.pages()))));
            case MemoryFill fill -> {
                EvaluatedMemory memory = instance.memory(fill.memoryIndex());
                long size = number(fill.size());
                int at = memory.check(number(fill.destination()), 0, size);
                Arrays.fill(memory.bytes(), at, at + (int) size, (byte) number(fill.value()));
            }
            case MemoryCopy copy -> {
                EvaluatedMemory from = instance.memory(copy.sourceMemory());
                EvaluatedMemory to = instance.memory(copy.destinationMemory());
                long size = number(copy.size());
                int source = from.check(number(copy.source()), 0, size);
                int destination = to.check(number(copy.destination()), 0, size);
                System.arraycopy(from.bytes(), source, to.bytes(), destination, (int) size);
            }
            case MemoryInit init ->
                instance.memoryInit(
                        init.dataIndex(), init.memoryIndex(), number(init.destination()), number(init.source()), number(init.size()));
            case DataDrop drop -> instance.dropData(drop.dataIndex());
            case GlobalGet get -> values.set(get, instance.global(get.globalIndex()).get());
            case GlobalSet set -> instance.global(set.globalIndex()).set(values.get(set.value()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private long number(Node node) {
        return values.number(node).low();
    }

    /** A size in the type of the node. */
    static Bits size(Node node, long size) {
        return node.type() == ValueType.I32 ? Bits.ofInt((int) size) : Bits.ofLong(size);
    }

    private void check(BoundsCheck check) {
        long size = number(check.byteSize());
        long start = number(check.address()) + check.offset();
        boolean wraps = Long.compareUnsigned(start, check.offset()) < 0;
        if (wraps
                || Long.compareUnsigned(start, size) > 0
                || Long.compareUnsigned(check.width(), size - start) > 0) {
            throw new WasmTrap(TrapCode.MEMORY_OUT_OF_BOUNDS);
        }
    }

    private void store(Store store) {
        EvaluatedMemory memory = instance.memory(store.memoryIndex());
        int width = store.op().width();
        int at = memory.check(number(store.address()), store.offset(), width);
        Bits value = values.number(store.value());
        memory.write(at, Math.min(8, width), value.low());
        if (width == 16) {
            memory.write(at + 8, 8, value.high());
        }
    }

    private Bits load(Load load) {
        EvaluatedMemory memory = instance.memory(load.memoryIndex());
        Opcode op = load.op();
        int width = op.width();
        int at = memory.check(number(load.address()), load.offset(), width);
        if (op.result() == ValueType.V128) {
            return vector(op, memory, at);
        }
        long value = memory.read(at, width);
        if (op.mnemonic().endsWith("_s")) {
            value = Bits.signed(width, value);
        }
        return op.result() == ValueType.I32 ? Bits.ofInt((int) value) : Bits.ofLong(value);
    }

    private static Bits vector(Opcode op, EvaluatedMemory memory, int at) {
        int width = op.width();
        return switch (op) {
            case V128_LOAD -> new Bits(memory.read(at, 8), memory.read(at + 8, 8));
            case V128_LOAD8_SPLAT, V128_LOAD16_SPLAT, V128_LOAD32_SPLAT, V128_LOAD64_SPLAT -> {
                Bits splat = Bits.ZERO;
                for (int lane = 0; lane < 16 / width; lane++) {
                    splat = splat.withLane(width, lane, memory.read(at, width));
                }
                yield splat;
            }
            case V128_LOAD32_ZERO, V128_LOAD64_ZERO -> new Bits(memory.read(at, width), 0);
            case V128_LOAD8X8_S, V128_LOAD8X8_U -> extend(op, memory, at, 1);
            case V128_LOAD16X4_S, V128_LOAD16X4_U -> extend(op, memory, at, 2);
            case V128_LOAD32X2_S, V128_LOAD32X2_U -> extend(op, memory, at, 4);
            default -> throw new IllegalStateException("no rule for " + op);
        };
    }

    /** Eight bytes as lanes {@code width} bytes wide, each made twice as wide. */
    private static Bits extend(Opcode op, EvaluatedMemory memory, int at, int width) {
        Bits extended = Bits.ZERO;
        for (int lane = 0; lane < 8 / width; lane++) {
            long value = memory.read(at + lane * width, width);
            extended = extended.withLane(2 * width, lane, op.mnemonic().endsWith("_s") ? Bits.signed(width, value) : value);
        }
        return extended;
    }
}
