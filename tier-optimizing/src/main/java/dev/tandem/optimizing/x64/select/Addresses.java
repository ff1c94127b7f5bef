// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.select;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.GlobalGet;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.MemoryAccess;
import dev.tandem.ir.graph.node.MemoryByteSize;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.vm.MemoryLimits;
import dev.tandem.optimizing.x64.instruction.Addition;
import dev.tandem.optimizing.x64.instruction.Address;
import dev.tandem.optimizing.x64.instruction.IntegerConstant;
import dev.tandem.optimizing.x64.instruction.Source;
import dev.tandem.optimizing.x64.lir.LirKind;

/**
 * Addresses in linear memory, and reads as operands of other instructions. An index of 32 bits wraps before the offset is added, so only
 * what cannot wrap is taken apart.
 */
final class Addresses {
    private static final int MAX_SCALE = 3;

    private final Selection selection;

    Addresses(Selection selection) {
        this.selection = selection;
    }

    /** The address of an access; what must be computed before is emitted. */
    Address of(Node node, int memoryIndex, long offset, int position) {
        boolean guarded = selection.shapes.isGuarded(memoryIndex);
        boolean narrow = !selection.shapes.is64(memoryIndex);
        int fault = guarded ? position : Address.NO_FAULT;
        Node index = node;
        long displacement = offset;
        if (narrow) {
            while (index instanceof Operation sum && sum.op() == Opcode.I32_ADD && sum.input(1) instanceof Constant constant) {
                long least = stamp(sum.input(0)).unsignedMin();
                long greatest = stamp(sum.input(0)).unsignedMax();
                long addend = constant.bits();
                boolean exact = least + addend >= 0 && greatest + addend <= 0xffff_ffffL && fits(displacement + addend);
                if (!exact && !(guarded && displacement == 0 && trapsBelowZero(addend, memoryIndex))) {
                    break;
                }
                displacement += addend;
                index = sum.input(0);
            }
        }
        if (index instanceof Constant constant) {
            long address = (narrow ? constant.bits() & 0xffff_ffffL : constant.bits()) + displacement;
            if (fits(address) && address >= 0) {
                return Address.memory(memoryIndex, Address.NONE, 0, (int) address, fault, narrow);
            }
            int register = selection.temporary(LirKind.WORD64);
            selection.emit(new IntegerConstant(address, register));
            return Address.memory(memoryIndex, register, 0, 0, fault, false);
        }
        if (!fits(displacement)) {
            return withLargeOffset(index, memoryIndex, displacement, fault);
        }
        int scale = narrow ? scale(index) : 0;
        if (scale > 0) {
            index = index.input(0);
        }
        return Address.memory(memoryIndex, selection.register(index), scale, (int) displacement, fault, narrow);
    }

    /** Whether what is less than zero with the addend is beyond the memory when it wraps, as it is in the guard when it does not. */
    private boolean trapsBelowZero(long addend, int memoryIndex) {
        return addend < 0 && -addend <= (1L << 32) - MemoryLimits.mostBytes(selection.shapes.module(), memoryIndex);
    }

    private static boolean fits(long displacement) {
        return displacement == (int) displacement;
    }

    private Address withLargeOffset(Node index, int memoryIndex, long offset, int fault) {
        int constant = selection.temporary(LirKind.WORD64);
        int sum = selection.temporary(LirKind.WORD64);
        selection.emit(new IntegerConstant(offset, constant));
        selection.emit(Addition.of(64, selection.register(index), constant, sum));
        return Address.memory(memoryIndex, sum, 0, 0, fault, false);
    }

    private static IntegerStamp stamp(Node node) {
        return (IntegerStamp) node.stamp();
    }

    /** The shift that the index is, if it cannot lose bits and serves addresses only; else 0. */
    private static int scale(Node index) {
        if (!(index instanceof Operation shift)
                || shift.op() != Opcode.I32_SHL
                || !(shift.input(1) instanceof Constant count)) {
            return 0;
        }
        int scale = (int) count.bits() & 31;
        if (scale > MAX_SCALE || (stamp(shift.input(0)).unsignedMax() << scale) > 0xffff_ffffL) {
            return 0;
        }
        for (int i = 0; i < shift.userCount(); i++) {
            if (!isAddress(shift.user(i), shift.userSlot(i))) {
                return 0;
            }
        }
        return scale;
    }

    private static boolean isAddress(Node user, int slot) {
        return slot == 2 && user instanceof MemoryAccess;
    }

    /** The address of a global's value. */
    Address global(int index) {
        int place = selection.shapes.layout().global(index);
        return selection.shapes.layout().isGlobalShared(index)
                ? Address.pointer(place, Address.NONE, 0)
                : Address.context(place);
    }

    /** Whether {@code node} is a read of as many bits as its value has, which may be part of the instruction at hand. */
    private boolean isOperand(Node node) {
        if (node instanceof Load load) {
            return switch (load.op()) {
                case I32_LOAD, I64_LOAD, F32_LOAD, F64_LOAD -> selection.isOwnRead(load);
                case V128_LOAD -> selection.avx && selection.isOwnRead(load);
                default -> false;
            };
        }
        if (node instanceof GlobalGet get) {
            return get.type().code() <= 4 && selection.isOwnRead(get);
        }
        return node instanceof MemoryByteSize size && selection.isOwnRead(size);
    }

    /** Whether {@link #operand} would be in memory. */
    boolean isMemory(Node node) {
        return isOperand(node);
    }

    /** The last operand of an instruction: memory, or a register or frame slot. */
    Source operand(Node node) {
        if (!isOperand(node)) {
            return register(node);
        }
        selection.cover(node);
        if (node instanceof Load load) {
            return Source.of(of(load.address(), load.memoryIndex(), load.offset(), load.position()));
        }
        if (node instanceof GlobalGet get) {
            return Source.of(global(get.globalIndex()));
        }
        return Source.of(Address.context(
                selection.shapes.layout().memorySize(((MemoryByteSize) node).memoryIndex())));
    }

    private Source register(Node node) {
        int register = selection.register(node);
        // Without AVX vectors in memory must be aligned, which frame slots are not.
        return node.type().code() == 5 && !selection.avx ? Source.inRegister(register) : Source.of(register);
    }
}
